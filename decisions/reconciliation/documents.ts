import {
  causes,
  type ComparisonLine,
  type DocumentPosting,
  type KnownDocument,
} from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { byText, keyText } from './key.js';
import { causeBetween, type Ledger, ledgerOf, type LedgerCause } from './ledger.js';
import type { UnitRatio } from './pack-size.js';

/** What the documents say of a difference. */
export interface Evidence extends LedgerCause {
  documents: KnownDocument[];
  /** Both systems were asked, and what they have comes to the difference. */
  proven: boolean;
  /** False where other documents would say something else. */
  unique: boolean;
}

interface Finding extends LedgerCause {
  document: KnownDocument;
  proven: boolean;
  value: string;
}

/**
 * Which known documents explain a difference. What both systems were asked for counts first, and may add up over
 * several documents that went wrong in the same way; after that, one document whose quantity is the difference.
 */
export function evidenceFor(
  line: ComparisonLine,
  documents: readonly KnownDocument[],
  ratios: readonly UnitRatio[],
): Evidence | undefined {
  // What is under way is posted by whoever is at it; to post it here as well would double it.
  const underWay = [...line.explainedBy.map(({ movementId }) => movementId), ...line.inDoubt];
  const settled = documents.filter(({ documentId }) => !underWay.includes(documentId));
  const findings = settled.flatMap((document) => findingOf(line, document, ratios) ?? []).sort(inOrder);
  const proven = findings.filter((one) => one.proven);
  const explains = (...some: Finding[]): boolean => {
    const total = some.reduce((sum, { value }) => sum.plus(value), decimal(0));
    return total.minus(line.difference).abs().lte(line.rounding);
  };
  const [first] = proven;
  const isOfOneKind = proven.every(({ cause, wrongIn }) => cause === first?.cause && wrongIn === first.wrongIn);
  if (first && isOfOneKind && explains(...proven)) return evidence(proven, true);
  const [match, ...others] = proven.filter((one) => explains(one));
  if (match) return evidence([match], others.length === 0 && proven.length === 1);
  const [guess, ...more] = findings.filter((one) => !one.proven && explains(one));
  return guess && evidence([guess], more.length === 0);
}

function evidence(findings: readonly Finding[], unique: boolean): Evidence | undefined {
  const [first] = findings;
  if (!first) return undefined;
  return {
    cause: first.cause,
    wrongIn: first.wrongIn,
    documents: findings.map(({ document }) => document),
    numbers: findings.flatMap(({ numbers }) => numbers),
    proven: first.proven,
    unique,
  };
}

const inOrder = (one: Finding, other: Finding): number =>
  causes.indexOf(one.cause) - causes.indexOf(other.cause) || byText(one.document.documentId, other.document.documentId);

function findingOf(line: ComparisonLine, document: KnownDocument, ratios: readonly UnitRatio[]): Finding | undefined {
  const planned = document.changes
    .filter(({ key }) => keyText(key) === keyText(line.key))
    .reduce((sum, { value }) => sum.plus(value), decimal(0))
    .toFixed();
  if (decimal(planned).isZero()) return undefined;
  const asked = { book: askedOf(document, line, 'book'), physical: askedOf(document, line, 'physical') };
  const ledgers =
    asked.book && asked.physical ? { book: asked.book, physical: asked.physical } : inferred(line, planned, asked);
  if (!ledgers) return undefined;
  const value = decimal(ledgers.physical.total).minus(ledgers.book.total);
  if (value.isZero()) return undefined;
  const verdict = causeBetween(ledgers.book, ledgers.physical, planned, ratios);
  const proven = asked.book !== undefined && asked.physical !== undefined;
  return verdict && { ...verdict, document, proven, value: value.toFixed() };
}

function askedOf({ standing }: KnownDocument, line: ComparisonLine, side: 'book' | 'physical'): Ledger | undefined {
  const system = side === 'book' ? line.bookSystem : line.physicalSystem;
  const told = standing.find((one) => one.system === system);
  const ofKey = told?.postings.filter(({ key }) => keyText(key) === keyText(line.key));
  return ofKey && ledgerOf(system, ofKey);
}

/**
 * What a system that was not asked would have to have, if this document is why. Where none was asked, the physical side
 * counts as having it once.
 */
function inferred(
  line: ComparisonLine,
  planned: string,
  { book, physical }: { book?: Ledger | undefined; physical?: Ledger | undefined },
): { book: Ledger; physical: Ledger } | undefined {
  const isOnce = decimal(line.difference).abs().minus(decimal(planned).abs()).abs().lte(line.rounding);
  if (!isOnce) return undefined;
  const more = decimal(line.difference).isPositive() === decimal(planned).isPositive() ? 1 : -1;
  const times = (system: string, count: number): Ledger =>
    ledgerOf(
      system,
      Array.from({ length: count }, (_, index) => supposed(line, planned, system, index)),
    );
  const known = book ?? physical ?? times(line.physicalSystem, 1);
  const count = decimal(known.total)
    .div(planned)
    .plus(book ? more : -more);
  if (!count.isInteger() || count.lt(0)) return undefined;
  return book
    ? { book, physical: times(line.physicalSystem, count.toNumber()) }
    : { book: times(line.bookSystem, count.toNumber()), physical: known };
}

/** A warehouse has things twice because it was told twice; an ERP because something was posted twice. */
const supposed = (line: ComparisonLine, value: string, system: string, index: number): DocumentPosting => ({
  number: '',
  messageId: system === line.physicalSystem ? String(index) : '',
  key: line.key,
  value,
});
