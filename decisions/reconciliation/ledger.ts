import type { Cause, DocumentPosting } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { ratioBetween, type UnitRatio } from './pack-size.js';

/** What one system has of a document at one key; a document may well be several postings, one for each pallet. */
export interface Ledger {
  system: string;
  /** Not taken back. */
  standing: DocumentPosting[];
  hasPosted: boolean;
  total: string;
  /** The total of what takes something back. */
  takenBack: string;
}

/** What went wrong with a document. */
export interface LedgerCause {
  cause: Extract<Cause, 'MISSING_POSTING' | 'DOUBLE_POSTING' | 'DOUBLE_FEED' | 'UOM_ERROR' | 'REVERSAL_MISSED'>;
  /** The system that is wrong. */
  wrongIn: string;
  /** Postings that one side has beyond the other, or has wrong. */
  numbers: string[];
}

export function ledgerOf(system: string, postings: readonly DocumentPosting[]): Ledger {
  const reversals = postings.filter(({ reverses }) => reverses !== undefined);
  const forward = postings.filter(({ reverses }) => reverses === undefined);
  return {
    system,
    standing: forward.filter(({ number }) => !reversals.some(({ reverses }) => reverses === number)),
    hasPosted: forward.length > 0,
    total: totalOf(postings),
    takenBack: totalOf(reversals),
  };
}

const totalOf = (postings: readonly DocumentPosting[]): string =>
  postings.reduce((sum, { value }) => sum.plus(value), decimal(0)).toFixed();

/** Why two systems have a document in two ways; undefined where they do not, or nobody can say. */
export function causeBetween(
  book: Ledger,
  physical: Ledger,
  planned: string,
  ratios: readonly UnitRatio[],
): LedgerCause | undefined {
  const isAsOften = book.standing.length === physical.standing.length;
  return (
    (isAsOften ? wrongUnit(book, physical, planned, ratios) : undefined) ??
    moreOften(book, physical, planned) ??
    wrongUnit(book, physical, planned, ratios)
  );
}

/** One of them has the whole document more often than the other. */
function moreOften(book: Ledger, physical: Ledger, planned: string): LedgerCause | undefined {
  const times = ({ total }: Ledger) => decimal(total).div(planned);
  const [less, more] = times(book).lt(times(physical)) ? [book, physical] : [physical, book];
  if (![less, more].every((one) => times(one).isInteger()) || times(less).lt(0)) return undefined;
  const beyond = lastOf(more.standing, decimal(more.total).minus(less.total).toFixed());
  if (!beyond) return undefined;
  const numbers = beyond.map(({ number }) => number).filter((number) => number !== '');
  if (!less.hasPosted) {
    return times(more).eq(1) ? { cause: 'MISSING_POSTING', wrongIn: less.system, numbers } : undefined;
  }
  if (decimal(less.takenBack).abs().gt(decimal(more.takenBack).abs()))
    return { cause: 'REVERSAL_MISSED', wrongIn: more.system, numbers };
  if (times(less).lt(1)) return undefined;
  const messages = more.standing.filter((one) => !beyond.includes(one)).map(({ messageId }) => messageId);
  const isSameMessage = beyond.every(({ messageId }) => messages.includes(messageId));
  return { cause: isSameMessage ? 'DOUBLE_POSTING' : 'DOUBLE_FEED', wrongIn: more.system, numbers };
}

/** The last postings that come to so much; undefined where they do not come to it. */
function lastOf(standing: readonly DocumentPosting[], value: string): DocumentPosting[] | undefined {
  for (let count = 1; count <= standing.length; count += 1) {
    const last = standing.slice(-count);
    if (decimal(totalOf(last)).eq(value)) return last;
  }
  return undefined;
}

/** One of them has the document as it is, and the other has it in another of the item's units. */
function wrongUnit(
  book: Ledger,
  physical: Ledger,
  planned: string,
  ratios: readonly UnitRatio[],
): LedgerCause | undefined {
  const [one, other] = [book, physical].filter(({ total }) => !decimal(total).eq(planned));
  if (!one || other || !ratioBetween(one.total, planned, ratios)) return undefined;
  return { cause: 'UOM_ERROR', wrongIn: one.system, numbers: one.standing.map(({ number }) => number) };
}
