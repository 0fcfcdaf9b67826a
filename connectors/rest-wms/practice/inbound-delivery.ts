import { Decimal } from 'decimal.js';
import type { InboundLine } from './bodies.js';
import { type Stock, type StockStatus, stockStatuses } from './stock.js';

export interface PracticeCountedLine {
  /** Of what was announced. */
  line?: string;
  item: string;
  qty: { value: string; uom: string };
  lot?: string;
  /** A day. */
  expiry?: string;
  condition: 'GOOD' | 'DAMAGED' | 'REFUSED';
  /** The stock that it became; absent for what was refused. */
  stockStatus?: StockStatus;
}

export interface PracticeCount {
  receiptId: string;
  countedAt: string;
  corrects?: { receiptId: string; direction: 'MORE' | 'LESS' };
  lines: PracticeCountedLine[];
}

/** Goods of one kind that can be told apart by nobody. */
export interface Goods {
  item: string;
  lot?: string;
}

export interface InboundMove extends Goods {
  quantity: string;
  /** Left out: from the truck, or gone. */
  from?: string;
  to?: string;
  reason: 'COUNT' | 'CORRECTION' | 'PUT_AWAY' | 'BROUGHT_BACK';
}

export interface BringBackTask {
  taskId: string;
  inboundDeliveryNo: string;
  reason: string;
  status: 'OPEN' | 'DONE';
  idempotencyKey: string;
}

export interface InboundDelivery {
  /** The number that it was announced under; the warehouse's own, where nobody had. */
  inboundDeliveryNo: string;
  version: string;
  purchaseOrderNo: string;
  packingSlip: string;
  supplier?: string;
  expectedAt?: string;
  /** What was announced; nothing of a truck that came without notice. */
  lines: InboundLine[];
  cancelled: boolean;
  arrivedAt?: string;
  closed: boolean;
  putAwayAt?: string;
  /** In the order in which they were counted. */
  counts: PracticeCount[];
  /** Everything that was moved for it, the oldest first. */
  moves: InboundMove[];
  bringBackTasks: BringBackTask[];
  /** Of the PUT that it stands by. */
  idempotencyKey: string;
  /** Everything that was taken from outside, the oldest first. */
  changes: { kind: 'PUT' | 'CANCEL'; key: string; version: string }[];
}

export const begunInbound = (
  about: Pick<InboundDelivery, 'inboundDeliveryNo' | 'purchaseOrderNo' | 'packingSlip'>,
): InboundDelivery => ({
  ...about,
  ...{ version: '0', lines: [], cancelled: false, closed: false, counts: [], moves: [], bringBackTasks: [] },
  ...{ idempotencyKey: '', changes: [] },
});

export function inboundStatusOf({ cancelled, putAwayAt, closed, counts, arrivedAt }: InboundDelivery): string {
  if (cancelled) return 'CANCELLED';
  if (putAwayAt) return 'PUT_AWAY';
  if (closed) return 'CLOSED';
  if (counts.length > 0) return 'RECEIVING';
  return arrivedAt ? 'ARRIVED' : 'EXPECTED';
}

/** What others see of it. */
export function shownInbound(delivery: InboundDelivery) {
  const { inboundDeliveryNo, version, purchaseOrderNo, packingSlip, lines, counts, idempotencyKey } = delivery;
  const { arrivedAt, putAwayAt } = delivery;
  return {
    ...{ inboundDeliveryNo, version, status: inboundStatusOf(delivery), purchaseOrderNo, packingSlip },
    ...(arrivedAt && { arrivedAt }),
    ...(putAwayAt && { putAwayAt }),
    ...{ lines, counts, idempotencyKey },
  };
}

const isSame = (one: Goods, other: Goods): boolean => one.item === other.item && one.lot === other.lot;

/** Counted, less what a later count took back of it; refused goods were never ours. */
export function receivedOf(delivery: InboundDelivery): (Goods & { quantity: Decimal })[] {
  const signed = delivery.counts.flatMap(({ corrects, lines }) =>
    lines
      .filter(({ condition }) => condition !== 'REFUSED')
      .map(({ item, lot, qty }) => ({
        ...{ item, ...(lot !== undefined && { lot }) },
        quantity: corrects?.direction === 'LESS' ? new Decimal(qty.value).neg() : new Decimal(qty.value),
      })),
  );
  const kinds = signed.filter((one, index) => signed.findIndex((other) => isSame(one, other)) === index);
  return kinds.map((goods) => ({ ...goods, quantity: sumOf(signed, goods) }));
}

export const sumOf = (all: (Goods & { quantity: Decimal.Value })[], goods: Goods): Decimal =>
  all.filter((one) => isSame(one, goods)).reduce((sum, { quantity }) => sum.plus(quantity), new Decimal(0));

/** So much of these goods was put away for it. */
export const putAwayOf = ({ moves }: InboundDelivery, goods: Goods): Decimal =>
  sumOf(
    moves.filter(({ reason }) => reason === 'PUT_AWAY'),
    goods,
  );

/** Where its goods may lie: where it came, and where they were put. */
export const placesOf = ({ moves }: InboundDelivery, dock: string): string[] => [
  ...new Set([dock, ...moves.flatMap(({ reason, to }) => (reason === 'PUT_AWAY' && to ? [to] : []))]),
];

/** So much of these goods lies at these places, whatever it may be used for. */
export const lyingAt = (stock: Stock, goods: Goods, places: string[]): Decimal =>
  places
    .flatMap((place) => stockStatuses.map((status) => stock.exactly(goods, place, status)))
    .reduce((sum, here) => sum.plus(here), new Decimal(0));
