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
  /** Picked beyond what is wanted now; of lines that are wanted no more, all of it. */
  over: LineQuantity[];
}

/** @param wanted what the delivery is to bring, by line; tolerances of the customer included in `most` */
export function pickingOf(order: WarehouseOrder, wanted: readonly (LineQuantity & { most: string })[]): Picking {
  const lines = wanted.map((line) => ({ line, pick: order.lines.find((one) => one.line === line.line) }));
  const short = lines.flatMap(({ line, pick }) => (pick && isShort(pick, line) ? [of(line, pick.short.value)] : []));
  const over = lines.flatMap(({ line, pick }) =>
    pick && decimal(pick.picked.value).gt(line.most) ? [of(line, minus(pick.picked.value, line.quantity.value))] : [],
  );
  const unwanted = order.lines.filter(
    ({ line, picked }) => decimal(picked.value).gt(0) && !wanted.some((one) => one.line === line),
  );
  over.push(...unwanted.map(({ line, picked }) => ({ line, quantity: picked })));
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

/** What is off the shelf of a line, as far as the warehouse is known. */
export const pickedOf = (warehouse: WarehouseOrder | undefined, line: string): string =>
  warehouse?.lines.find((one) => one.line === line)?.picked.value ?? '0';

/** What is wanted of each line, and the most that the customer takes of it. */
export const wantedOf = (delivery: OutboundDelivery, tolerancePct: (salesOrderLine: string) => string) =>
  delivery.lines.filter(isWanted).map(({ line, salesOrderLine, quantity }) => ({
    line,
    quantity,
    most: decimal(quantity.value)
      .times(decimal(tolerancePct(salesOrderLine)).div(100).plus(1))
      .toFixed(),
  }));

const isWanted = ({ quantity }: { quantity: Quantity }): boolean => !decimal(quantity.value).isZero();

/** The delivery as it is once its lines have these quantities; at zero the ERP takes a line out. */
export function withQuantities(delivery: OutboundDelivery, quantities: readonly LineQuantity[]): OutboundDelivery {
  const of = new Map(quantities.map(({ line, quantity }) => [line, quantity]));
  return {
    ...delivery,
    lines: delivery.lines.map((line) => ({ ...line, quantity: of.get(line.line) ?? line.quantity })).filter(isWanted),
  };
}

/**
 * What each line is to bring, so that the lines of the order have these quantities. Of several lines for one, as an
 * ERP splits by lot, the first ones keep what they have; the last takes what is more.
 */
export function byDeliveryLine(
  { lines }: Pick<OutboundDelivery, 'lines'>,
  wanted: readonly { salesOrderLine: string; quantity: Quantity }[],
): LineQuantity[] {
  return wanted.flatMap(({ salesOrderLine, quantity: { value } }) => {
    const parts = lines.filter((one) => one.salesOrderLine === salesOrderLine);
    let rest = decimal(value);
    return parts.map((part, index) => {
      const isLast = index === parts.length - 1;
      const share = isLast || rest.lt(part.quantity.value) ? rest : decimal(part.quantity.value);
      rest = rest.minus(share);
      return of(part, share.toFixed());
    });
  });
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

/**
 * Lines of the order of which something else was issued than was meant. An ERP splits lines by lot, so what belongs to
 * one line of the order is added up.
 */
export function issuedOtherwise(
  meant: Pick<OutboundDelivery, 'lines'>,
  stands: readonly Pick<OutboundDelivery['lines'][number], 'salesOrderLine' | 'picked'>[],
): string[] {
  const orderLines = new Set([...meant.lines, ...stands].map(({ salesOrderLine }) => salesOrderLine));
  return [...orderLines].filter((line) => {
    const issued = stands.filter(({ salesOrderLine }) => salesOrderLine === line).map(({ picked }) => picked);
    const wanted = meant.lines.filter(({ salesOrderLine }) => salesOrderLine === line).map(({ quantity }) => quantity);
    return !totalOf(issued).eq(totalOf(wanted));
  });
}

const totalOf = (quantities: Quantity[]) => quantities.reduce((sum, { value }) => sum.plus(value), decimal(0));
