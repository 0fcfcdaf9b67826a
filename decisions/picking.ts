import type { OutboundDelivery } from '../contracts/entities/outbound-delivery.js';
import type { WarehouseOrder, WarehousePick } from '../contracts/entities/warehouse-order.js';
import type { Quantity } from '../contracts/quantity.js';
import { decimal, minus } from './arithmetic.js';

export interface LineQuantity {
  line: string;
  quantity: Quantity;
}

/** How far the warehouse is with a delivery. */
export interface Picking {
  /** DONE: everything is picked and packed. SHORT: what is there is picked, and some is not to be found. */
  stage: 'NOT_BEGUN' | 'PICKING' | 'SHORT' | 'DONE' | 'SHIPPED' | 'CANCELLED';
  short: LineQuantity[];
  /** Picked beyond what is wanted now. */
  over: LineQuantity[];
}

/** @param wanted what the delivery is to bring, by line; tolerances of the customer included in `most` */
export function pickingOf(order: WarehouseOrder, wanted: readonly (LineQuantity & { most: string })[]): Picking {
  const lines = wanted.map((line) => ({ line, pick: order.lines.find((one) => one.line === line.line) }));
  const short = lines.flatMap(({ line, pick }) => (pick && isShort(pick, line) ? [of(line, pick.short.value)] : []));
  const over = lines.flatMap(({ line, pick }) =>
    pick && decimal(pick.picked.value).gt(line.most) ? [of(line, minus(pick.picked.value, line.quantity.value))] : [],
  );
  const settled = lines.every(
    ({ line, pick }) => pick && decimal(pick.picked.value).plus(pick.short.value).gte(line.quantity.value),
  );
  return { stage: stageOf(order, settled, short.length > 0), short, over };
}

function stageOf({ status, lines }: WarehouseOrder, settled: boolean, isAnyShort: boolean): Picking['stage'] {
  if (status === 'SHIPPED' || status === 'CANCELLED') return status;
  if (settled && isAnyShort) return 'SHORT';
  if (settled && status === 'PACKED') return 'DONE';
  return lines.some(({ picked }) => !decimal(picked.value).isZero()) ? 'PICKING' : 'NOT_BEGUN';
}

const isShort = (pick: WarehousePick, { quantity }: LineQuantity): boolean =>
  decimal(pick.short.value).gt(0) && decimal(pick.picked.value).lt(quantity.value);

const of = ({ line, quantity }: LineQuantity, value: string): LineQuantity => ({
  line,
  quantity: { value, uom: quantity.uom },
});

/** What is wanted of each line, and the most that the customer takes of it. */
export const wantedOf = (delivery: OutboundDelivery, tolerancePct: (salesOrderLine: string) => string) =>
  delivery.lines.map(({ line, salesOrderLine, quantity }) => ({
    line,
    quantity,
    most: decimal(quantity.value)
      .times(decimal(tolerancePct(salesOrderLine)).div(100).plus(1))
      .toFixed(),
  }));

/** The delivery as it is once its lines have these quantities. */
export function withQuantities(delivery: OutboundDelivery, quantities: readonly LineQuantity[]): OutboundDelivery {
  const of = new Map(quantities.map(({ line, quantity }) => [line, quantity]));
  return {
    ...delivery,
    lines: delivery.lines.map((line) => ({ ...line, quantity: of.get(line.line) ?? line.quantity })),
  };
}

/** What left of a line, by lot; goods whose lot nobody has written down left too, and are not lost. */
export function byLot(
  { line, quantity }: LineQuantity,
  lots: WarehousePick['lots'],
): (LineQuantity & { lot?: string })[] {
  const known = lots.map(({ lot, quantity: of }) => ({ line, quantity: of, lot }));
  const rest = lots.reduce((left, one) => left.minus(one.quantity.value), decimal(quantity.value));
  if (known.length > 0 && rest.lte(0)) return known;
  return [...known, { line, quantity: { value: rest.toFixed(), uom: quantity.uom } }];
}
