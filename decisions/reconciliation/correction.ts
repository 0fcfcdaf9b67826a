import type { ComparisonLine, KnownDocument, StockKey } from '../../contracts/entities/reconciliation.js';
import type { Decimal } from '../../contracts/quantity.js';
import { decimal, minus, sum } from '../arithmetic.js';
import type { Finding } from './causes.js';
import type { Counted } from './count.js';

/** What would put a difference right. It mends the cause, and the balance follows (domain: step 8). */
export interface Correction {
  /**
   * REPLAY: post what is missing. REVERSE: take back what should not stand. REPOST: take back, and post in the right unit.
   * TRANSFER: from one key to the other. ADJUST: a count difference, 701 or 702 in SAP. Of a document no more than
   * what `effects` names: its other lines may stand.
   */
  how: 'REPLAY' | 'REVERSE' | 'REPOST' | 'TRANSFER' | 'ADJUST';
  documents: string[];
  /** Postings to take back. */
  numbers: string[];
  effects: Effect[];
  /** Everything that moves with it, also at keys that show no difference. */
  moves: { key: StockKey; change: Decimal }[];
}

/** What it does to one balance. */
export interface Effect {
  system: string;
  key: StockKey;
  change: Decimal;
  before: Decimal;
  after: Decimal;
}

/**
 * The correction of a finding; undefined where only a person can say what is right. The warehouse is physical truth, so the
 * books follow it; only what the warehouse has twice is taken back there, and it takes the owner from the books
 * (domain: direction). Nothing but what is unexplained is adjusted, to what was counted.
 * @param counted of the finding's line; NOT_COUNTED adjusts to what the warehouse says, which only tolerance may do
 */
export function correctionOf(finding: Finding, counted: Counted): Correction | undefined {
  const { lines, documents, wrongIn } = finding;
  const [line] = lines;
  const isOfBooks = wrongIn === line.bookSystem;
  switch (finding.cause) {
    case 'LOT_SWAP':
    case 'MISPLACED':
    case 'STATUS_DRIFT':
      return documents.length > 0 ? replay(finding) : transfer(lines, onBook);
    case 'OWNER_DRIFT':
      return transfer(lines, onPhysical);
    case 'MISSING_POSTING':
      return isOfBooks ? replay(finding) : reverse(finding, onBook);
    case 'DOUBLE_POSTING':
    case 'DOUBLE_FEED':
      return reverse(finding, isOfBooks ? onBook : onPhysical);
    case 'REVERSAL_MISSED':
      return isOfBooks ? reverse(finding, onBook) : replay(finding);
    case 'UOM_ERROR':
      return isOfBooks && documents.length > 0 ? repost(finding) : undefined;
    case 'UNEXPLAINED':
      return adjust(line, counted);
    case 'SERIAL_MISMATCH':
      return undefined;
  }
}

const onBook = (line: ComparisonLine): Effect => effect(line, 'book', line.difference);

const onPhysical = (line: ComparisonLine): Effect => effect(line, 'physical', minus('0', line.difference));

const effect = (line: ComparisonLine, side: 'book' | 'physical', change: string): Effect => ({
  system: side === 'book' ? line.bookSystem : line.physicalSystem,
  key: line.key,
  change,
  before: line[side],
  after: sum(line[side], change),
});

const transfer = (lines: readonly ComparisonLine[], on: typeof onBook): Correction => {
  const effects = lines.map(on);
  return { how: 'TRANSFER', documents: [], numbers: [], effects, moves: effects };
};

const replay = ({ lines, documents }: Finding): Correction => ({
  how: 'REPLAY',
  documents: documents.map(({ documentId }) => documentId),
  numbers: [],
  effects: lines.map(onBook),
  moves: movesOf(documents, 1),
});

const reverse = ({ lines, documents, numbers }: Finding, on: typeof onBook): Correction => ({
  how: 'REVERSE',
  documents: documents.map(({ documentId }) => documentId),
  numbers,
  effects: lines.map(on),
  moves: movesOf(documents, -1),
});

const repost = ({ lines, documents, numbers }: Finding): Correction => {
  const effects = lines.map(onBook);
  return { how: 'REPOST', documents: documents.map(({ documentId }) => documentId), numbers, effects, moves: effects };
};

const movesOf = (documents: readonly KnownDocument[], sign: 1 | -1): Correction['moves'] =>
  documents.flatMap(({ changes }) =>
    changes.map(({ key, value }) => ({ key, change: decimal(value).times(sign).toFixed() })),
  );

/** To what was counted: the side that is wrong, or both. */
function adjust(line: ComparisonLine, counted: Counted): Correction | undefined {
  if (counted.is === 'COUNT_ONCE_MORE') return undefined;
  const stock = counted.is === 'COUNTED' ? counted.value : line.physical;
  const changes = [
    effect(line, 'book', minus(stock, line.expected)),
    effect(line, 'physical', minus(stock, line.physical)),
  ];
  const effects = changes.filter(({ change }) => !decimal(change).isZero());
  return { how: 'ADJUST', documents: [], numbers: [], effects, moves: effects };
}
