import { Decimal } from 'decimal.js';
import type { OutboundLine, UnpickLine } from './bodies.js';

/** Goods that were taken off the shelf for a line. */
export interface Piece {
  line: string;
  item: string;
  quantity: string;
  lot?: string;
  /** The shelf. */
  from: string;
  /** The handling unit, once it is packed. */
  sscc?: string;
}

export interface UnpickTask {
  taskId: string;
  deliveryNo: string;
  lines: UnpickLine[];
  reason: string;
  /** Cancelled when the truck has left with it. */
  status: 'OPEN' | 'DONE' | 'CANCELLED';
  idempotencyKey: string;
}

export interface Shortage {
  quantity: string;
  reason: string;
}

export interface OutboundOrder {
  deliveryNo: string;
  version: string;
  shipBy: string;
  shipTo: string;
  lines: OutboundLine[];
  cancelled: boolean;
  /** Something of it was asked back, and no later version has come since: it is not picked by itself. */
  askedBack: boolean;
  /** The wave that it is picked in. */
  wave?: string;
  /** Everything off the shelf, the oldest first. */
  pieces: Piece[];
  /** What is not found, by line. */
  shortages: Record<string, Shortage>;
  shipped?: { at: string; billOfLading: string };
  /** The truck has gone. */
  departed: boolean;
  /** Bills of lading of shipments that were unloaded again. */
  voidedBillsOfLading: string[];
  unpickTasks: UnpickTask[];
  /** Of the PUT that it stands by. */
  idempotencyKey: string;
  /** Everything that was taken from outside, the oldest first. */
  changes: { kind: 'PUT' | 'CANCEL'; key: string; version: string }[];
}

export const pickedOf = ({ pieces }: OutboundOrder, line?: string): Decimal =>
  total(pieces.filter((piece) => line === undefined || piece.line === line));

/** What is still to be picked of a line. */
export const openOf = (order: OutboundOrder, { line, qty }: OutboundLine): Decimal =>
  Decimal.max(0, new Decimal(qty.value).minus(pickedOf(order, line)));

/** What is not found and not picked meanwhile either. */
export const shortOf = (order: OutboundOrder, line: OutboundLine): Decimal =>
  Decimal.min(order.shortages[line.line]?.quantity ?? 0, openOf(order, line));

/** What open tasks are to bring back of a line. */
export const comingBack = ({ unpickTasks }: OutboundOrder, line: string): Decimal =>
  unpickTasks
    .filter(({ status }) => status === 'OPEN')
    .flatMap(({ lines }) => lines.filter((one) => one.line === line))
    .reduce((sum, { qty }) => sum.plus(qty.value), new Decimal(0));

/** Its tasks are handed out, and nobody has come back from one yet. */
export const isInWave = (order: OutboundOrder): boolean =>
  order.wave !== undefined &&
  pickedOf(order).isZero() &&
  order.lines.some((line) => openOf(order, line).gt(shortOf(order, line)));

export function statusOf(order: OutboundOrder): string {
  if (order.cancelled) return 'CANCELLED';
  if (order.shipped) return 'SHIPPED';
  if (isInWave(order)) return 'WAVED';
  if (pickedOf(order).isZero()) return order.wave ? 'PICKING' : 'RELEASED';
  if (order.lines.some((line) => openOf(order, line).gt(0))) return 'PICKING';
  return order.pieces.every(({ sscc }) => sscc) ? 'PACKED' : 'PICKED';
}

/** What others see of it. */
export function shown(order: OutboundOrder) {
  const { deliveryNo, version, shipBy, shipTo, shipped, idempotencyKey } = order;
  return {
    ...{ deliveryNo, version, status: statusOf(order), shipBy, shipTo },
    lines: order.lines.map((line) => shownLine(order, line)),
    handlingUnits: handlingUnits(order),
    ...(shipped && { shippedAt: shipped.at, billOfLading: shipped.billOfLading }),
    idempotencyKey,
  };
}

function shownLine(order: OutboundOrder, line: OutboundLine) {
  const { uom } = line.qty;
  const pieces = order.pieces.filter((piece) => piece.line === line.line);
  const short = shortOf(order, line);
  const lots = new Set(pieces.flatMap(({ lot }) => lot ?? []));
  return {
    ...{ line: line.line, item: line.item, qty: line.qty },
    picked: { value: total(pieces).toFixed(), uom },
    short: { value: short.toFixed(), uom },
    ...(short.gt(0) && { shortReason: order.shortages[line.line]?.reason }),
    lots: [...lots].map((lot) => {
      const value = total(pieces.filter((piece) => piece.lot === lot)).toFixed();
      return { lot, qty: { value, uom } };
    }),
  };
}

export function handlingUnits(order: OutboundOrder) {
  const units = new Set(order.pieces.flatMap(({ sscc }) => sscc ?? []));
  return [...units].map((sscc) => ({
    sscc,
    contents: order.pieces
      .filter((piece) => piece.sscc === sscc)
      .map(({ line, quantity, lot }) => ({
        line,
        qty: { value: quantity, uom: uomOf(order, line) },
        ...(lot && { lot }),
      })),
  }));
}

export const uomOf = ({ lines }: OutboundOrder, line: string): string =>
  lines.find((one) => one.line === line)?.qty.uom ?? 'EA';

export const total = (pieces: { quantity: string }[]): Decimal =>
  pieces.reduce((sum, { quantity }) => sum.plus(quantity), new Decimal(0));

/** Takes so much out of a line's pieces, what is not packed first, the last picked first, and answers it. */
export function takeOut(order: OutboundOrder, line: string, quantity: Decimal.Value): Piece[] {
  let missing = new Decimal(quantity);
  const taken: Piece[] = [];
  const left: Piece[] = [];
  const packedFirst = [...order.pieces].sort((one, other) => Number(!one.sscc) - Number(!other.sscc));
  for (const piece of packedFirst.reverse()) {
    const part = piece.line === line ? Decimal.min(missing, piece.quantity) : new Decimal(0);
    const rest = new Decimal(piece.quantity).minus(part);
    missing = missing.minus(part);
    if (part.gt(0)) taken.push({ ...piece, quantity: part.toFixed() });
    if (rest.gt(0)) left.unshift({ ...piece, quantity: rest.toFixed() });
  }
  order.pieces = left;
  return taken;
}
