import type { Cause, ComparisonLine, KnownDocument, ReconciledItem } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { packRatios } from './base-quantity.js';
import { isDifference } from './compare.js';
import { type Evidence, evidenceFor } from './documents.js';
import { byKey, type Dimension, keyText, textWithout } from './key.js';
import { unitErrorOf } from './pack-size.js';
import { type Pair, pairUp } from './pairs.js';
import { type Items, ownEntry } from './place.js';

/** Why there is a difference, as far as it can be told. */
export interface Finding {
  cause: Cause;
  /** The one; of a pair first the one with too little; of a document all that show it. */
  lines: [ComparisonLine, ...ComparisonLine[]];
  /** The system that is wrong; of what cannot be told, the one that follows (domain: direction). */
  wrongIn: string;
  documents: KnownDocument[];
  /** Postings that one side has beyond the other. */
  numbers: string[];
  proven: boolean;
  /** False where something else would explain it as well. */
  unique: boolean;
  /** Other lots of the item have an opposite difference at the same place: pieces may lie under another lot's name. */
  otherLots: boolean;
}

const pairings: { dimension: Dimension; cause: Cause }[] = [
  { dimension: 'lot', cause: 'LOT_SWAP' },
  { dimension: 'locationGroup', cause: 'MISPLACED' },
  { dimension: 'status', cause: 'STATUS_DRIFT' },
  { dimension: 'owner', cause: 'OWNER_DRIFT' },
];

/**
 * The cause of every difference, in the domain's order: pairs, then documents and units, then what nothing explains. It
 * is looked for before tolerance: a small difference with a cause is no tolerance.
 * @param customerOwned what may be the other half of a difference of owners
 */
export function causesOf(
  lines: readonly ComparisonLine[],
  documents: readonly KnownDocument[],
  items: Items,
  customerOwned: readonly ComparisonLine[] = [],
): Finding[] {
  const byItsKey = documentsByKey(documents);
  const found: Finding[] = [];
  let open = lines.filter(isDifference);
  for (const { dimension, cause } of pairings) {
    const partners = dimension === 'owner' ? customerOwned.filter(isDifference) : [];
    const { pairs, rest } = pairUp([...open, ...partners], dimension);
    found.push(...pairs.map((pair) => ofPair(pair, cause, byItsKey)));
    open = rest.filter((line) => !partners.includes(line));
  }
  const mixed = placesOfBothSigns(open);
  for (const line of open) {
    const item = ownEntry(items, line.key.item);
    const finding = ofLine(line, byItsKey.get(keyText(line.key)) ?? [], item);
    const otherLots = finding.cause === 'UNEXPLAINED' && mixed.has(textWithout('lot', line.key));
    found.push({ ...finding, otherLots });
  }
  return byDocument(found).sort(({ lines: [one] }, { lines: [other] }) => byKey(one, other));
}

/** What went wrong once is decided once, however many keys show it: half a document is posted by nobody. */
function byDocument(findings: readonly Finding[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const one of findings) {
    const { cause, wrongIn, proven, documents } = one;
    const isOfDocument = documents.length > 0 && !pairings.some((pairing) => pairing.cause === cause);
    const names = isOfDocument
      ? documents.map(({ documentId }) => documentId)
      : one.lines.map(({ key }) => keyText(key));
    const text = JSON.stringify([cause, wrongIn, proven, isOfDocument, names]);
    const known = found.get(text);
    found.set(text, known ? withLines(known, one) : one);
  }
  return [...found.values()];
}

const withLines = (one: Finding, more: Finding): Finding => ({
  ...one,
  lines: [...one.lines, ...more.lines],
  numbers: [...new Set([...one.numbers, ...more.numbers])],
  unique: one.unique && more.unique,
});

function documentsByKey(documents: readonly KnownDocument[]): Map<string, KnownDocument[]> {
  const found = new Map<string, KnownDocument[]>();
  for (const document of documents) {
    for (const text of new Set(document.changes.map(({ key }) => keyText(key))))
      found.set(text, [...(found.get(text) ?? []), document]);
  }
  return found;
}

/** A document that moves stock from one of a pair to the other, and is missing, is what there is to post. */
function ofPair({ less, more, unique }: Pair, cause: Cause, documents: ReadonlyMap<string, KnownDocument[]>): Finding {
  const missing = [less, more].map((line) => {
    const evidence = evidenceFor(line, documents.get(keyText(line.key)) ?? [], []);
    const isMissing = evidence?.proven && evidence.cause === 'MISSING_POSTING' && evidence.wrongIn === line.bookSystem;
    return isMissing ? evidence.documents : [];
  });
  const [ofLess = [], ofMore = []] = missing;
  return {
    cause,
    lines: [less, more],
    wrongIn: cause === 'OWNER_DRIFT' ? less.physicalSystem : less.bookSystem,
    documents: ofLess.length === ofMore.length && ofLess.every((one) => ofMore.includes(one)) ? ofLess : [],
    numbers: [],
    proven: true,
    unique,
    otherLots: false,
  };
}

function ofLine(line: ComparisonLine, documents: readonly KnownDocument[], item: ReconciledItem | undefined): Finding {
  const open: Omit<Finding, 'cause' | 'proven'> = {
    lines: [line],
    wrongIn: line.bookSystem,
    documents: [],
    numbers: [],
    unique: true,
    otherLots: false,
  };
  if (decimal(line.difference).abs().lte(line.rounding)) return { ...open, cause: 'SERIAL_MISMATCH', proven: true };
  const ratios = item ? packRatios(item) : [];
  const evidence: Evidence | undefined = evidenceFor(line, documents, ratios);
  if (evidence) return { ...open, ...evidence };
  const wrongUnit = unitErrorOf(line, documents, ratios);
  if (!wrongUnit) return { ...open, cause: 'UNEXPLAINED', proven: true };
  const { document } = wrongUnit;
  return { ...open, cause: 'UOM_ERROR', documents: document ? [document] : [], proven: false };
}

/** Where one lot has too much and another too little, though not the same. */
function placesOfBothSigns(lines: readonly ComparisonLine[]): Set<string> {
  const withSign = (sign: 1 | -1): Set<string> =>
    new Set(
      lines.filter(({ difference }) => decimal(difference).times(sign).gt(0)).map(({ key }) => textWithout('lot', key)),
    );
  const surplus = withSign(1);
  return new Set([...withSign(-1)].filter((text) => surplus.has(text)));
}
