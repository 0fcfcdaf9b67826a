import {
  type Booking,
  type ComparisonLine,
  type InFlightMovement,
  type KnownDocument,
  type ReconciledItem,
  type StockKey,
  type StockSystem,
  usualReconciliationPolicy,
  usualStatuses,
} from '../../../contracts/entities/reconciliation.js';
import type { SnapshotLine, StockSnapshot } from '../../../contracts/entities/stock-snapshot.js';
import type { Finding } from '../../../decisions/reconciliation/causes.js';
import { compareStock, type Comparison, type Scope } from '../../../decisions/reconciliation/compare.js';
import type { DecisionBasis } from '../../../decisions/reconciliation/decide.js';
import { movementsOf } from '../../../decisions/reconciliation/movements.js';
import { normalise } from '../../../decisions/reconciliation/normalise.js';
import { item } from '../samples.js';

export const AS_OF = '2027-03-10T21:00:00Z';

export const erp: StockSystem = {
  system: 'SAP',
  side: 'BOOK',
  locations: { RDC1: 'RDC1', RDC2: 'RDC2', LINE: 'LINE' },
  virtualLocations: [],
  statuses: usualStatuses,
};

export const wms: StockSystem = {
  system: 'WMS',
  side: 'PHYSICAL',
  locations: { 'A-01': 'RDC1', 'A-02': 'RDC1', 'DOCK': 'RDC1', 'B-01': 'RDC2' },
  virtualLocations: ['DIFFERENCES'],
  statuses: usualStatuses,
};

export const mes: StockSystem = {
  system: 'MES',
  side: 'LINE_SIDE',
  locations: { 'ASSY-01': 'LINE' },
  virtualLocations: [],
  statuses: usualStatuses,
};

export const systems = [erp, wms, mes];

export const stocked = (name: string, more: Partial<ReconciledItem> = {}): ReconciledItem => ({
  ...item(name, 'EA', { lotControl: true, standardCost: { amount: '1.00', currency: 'USD' } }),
  abc: 'C',
  regulated: false,
  stocked: true,
  ...more,
});

const costing = (amount: string) => ({ standardCost: { amount, currency: 'USD' } });

export const items: Record<string, ReconciledItem> = {
  'FG-1000': stocked('FG-1000', { abc: 'A', ...costing('120.00') }),
  'RM-10': stocked('RM-10', { abc: 'B', ...costing('18.00') }),
  'RM-20': stocked('RM-20', {
    lotControl: false,
    ...costing('2.50'),
    alternativeUoms: [{ uom: 'BAG', numerator: '100', denominator: '1' }],
  }),
  'RM-30': stocked('RM-30', {
    baseUom: 'KG',
    ...costing('1.20'),
    alternativeUoms: [{ uom: 'ROLL', numerator: '1', denominator: '3' }],
  }),
  'SN-500': stocked('SN-500', { abc: 'A', lotControl: false, ...costing('480.00') }),
};

export const key = (name: string, more: Partial<StockKey> = {}): StockKey => ({
  item: name,
  lot: '-',
  locationGroup: 'RDC1',
  status: 'UNRESTRICTED',
  owner: 'OWN',
  ...more,
});

/** `100 EA FG-1000` in a place of its system; the ERP's is RDC1, the warehouse's a bin of it. */
export function stock(text: string, more: Partial<SnapshotLine> = {}): SnapshotLine {
  const [value = '0', uom = 'EA', name = ''] = text.split(' ');
  return { item: name, location: 'RDC1', status: 'UNRESTRICTED', owner: 'OWN', quantity: { value, uom }, ...more };
}

export const inBin = (text: string, more: Partial<SnapshotLine> = {}): SnapshotLine =>
  stock(text, { location: 'A-01', ...more });

export const snapshot = (system: string, lines: SnapshotLine[], more: Partial<StockSnapshot> = {}): StockSnapshot => ({
  snapshotId: `${system}-1`,
  system,
  plant: 'P100',
  asOf: AS_OF,
  basis: 'AS_OF',
  complete: true,
  lines,
  ...more,
});

export const booked = (system: string, at: string, more: Partial<Booking> = {}): Booking => ({
  system,
  at,
  certain: true,
  ...more,
});

export const movement = (
  movementId: string,
  changes: SnapshotLine[],
  bookings: Booking[],
  more: Partial<InFlightMovement> = {},
): InFlightMovement => ({
  movementId,
  reason: 'POSTING_NOT_MADE',
  explainedBy: { run: `run-of-${movementId}` },
  inWordsOf: 'WMS',
  changes,
  bookings,
  ...more,
});

export interface World {
  book: StockSnapshot;
  physical: StockSnapshot;
  movements?: InFlightMovement[];
  items?: Record<string, ReconciledItem>;
  /** Of the physical side. */
  side?: StockSystem;
  scope?: Scope;
}

export const compared = ({
  book,
  physical,
  movements = [],
  items: known = items,
  side = wms,
  scope,
}: World): Comparison =>
  compareStock(
    normalise(book, erp, known),
    normalise(physical, side, known),
    movementsOf(movements, systems, known),
    scope,
  );

/** The books and the warehouse, as far as they are told of. */
export const between = (books: SnapshotLine[], bins: SnapshotLine[], movements: InFlightMovement[] = []): Comparison =>
  compared({ book: snapshot('SAP', books), physical: snapshot('WMS', bins), movements });

/** A line as a comparison gives it, for rules that ask no more than its balances. */
export const line = (
  name: string,
  book: string,
  physical: string,
  more: Partial<ComparisonLine> = {},
): ComparisonLine => ({
  key: key(name),
  uom: 'EA',
  bookSystem: 'SAP',
  physicalSystem: 'WMS',
  book,
  physical,
  inFlight: '0',
  expected: book,
  difference: String(Number(physical) - Number(book)),
  rounding: '0',
  explainedBy: [],
  inDoubt: [],
  ...more,
});

export const finding = (of: ComparisonLine | ComparisonLine[], more: Partial<Finding> = {}): Finding => ({
  cause: 'UNEXPLAINED',
  lines: [of].flat() as Finding['lines'],
  wrongIn: 'SAP',
  documents: [],
  numbers: [],
  proven: true,
  unique: true,
  otherLots: false,
  ...more,
});

export const basis = (more: Partial<DecisionBasis> = {}): DecisionBasis => ({
  items,
  policy: usualReconciliationPolicy,
  run: { lowTrust: false, isPeriodEnd: false, now: '2027-03-10T21:15:00Z' },
  keys: new Map(),
  counts: [],
  ...more,
});

/** A document with one change, and what of it stands in each system that was asked: one word for each posting. */
export function document(
  documentId: string,
  of: StockKey,
  value: string,
  standing: Record<string, string[]> = {},
): KnownDocument {
  const negative = value.startsWith('-') ? value.slice(1) : `-${value}`;
  return {
    documentId,
    changes: [{ key: of, value }],
    standing: Object.entries(standing).map(([system, messages]) => ({
      system,
      postings: messages.map((messageId, index) => ({
        number: `${system}-${documentId}-${index + 1}`,
        messageId,
        key: of,
        value: messageId === 'REVERSAL' ? negative : value,
        ...(messageId === 'REVERSAL' && { reverses: `${system}-${documentId}-${index}` }),
      })),
    })),
  };
}
