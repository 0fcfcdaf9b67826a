import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { MovementLine } from '../contracts/entities/documents.js';
import type { Item } from '../contracts/entities/item.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { ConfirmationPosting } from '../contracts/ports.js';
import type { Quantity } from '../contracts/quantity.js';
import type { Progress } from '../contracts/view.js';
import { decimal, inUnit, sum } from './arithmetic.js';
import { type Consumption, consumptionOf, type Issued, receiptOf } from './backflush.js';
import { openQuantity, type Totals } from './tolerance.js';

/** What has been posted of an order before. */
export interface SoFar {
  items: Record<string, Item>;
  totals: Totals;
  issued: Issued;
}

/** A report in the order's units, with what it is to move, and the order's totals after it. */
export interface PostingPlan {
  posting: ConfirmationPosting;
  consumption: Consumption;
  totals: Totals;
}

/**
 * What a report means for the books.
 * @param day of the plant, for document and posting
 * @throws RangeError when a unit has no conversion
 */
export function planOf(order: ProductionOrder, report: ProductionConfirmation, day: string, soFar: SoFar): PostingPlan {
  const { items, totals, issued } = soFar;
  const inOrderUnit = ({ value, uom }: Quantity): Quantity =>
    inUnit({ value, uom }, order.quantity.uom, order.item, items[order.item]);
  const quantities = {
    yield: inOrderUnit(report.yield),
    scrap: inOrderUnit(report.scrap),
    rework: inOrderUnit(report.rework),
  };
  const made = sum(quantities.yield.value, quantities.scrap.value);
  const consumption = consumptionOf(order, items, report, made, issued);
  const lot = report.outputs.find((output) => output.role === 'MAIN')?.lot;
  const receipt = receiptOf(order, quantities.yield.value, lot);
  return {
    posting: {
      plant: order.plant,
      orderNo: order.orderNo,
      confirmationId: report.confirmationId,
      operation: report.operation,
      final: report.kind === 'FINAL',
      ...quantities,
      ...(report.scrap.reason && { scrapReason: report.scrap.reason }),
      postingDate: day,
      movements: [...(receipt ? [receipt] : []), ...consumption.backflushed],
      ...(report.activities && { activities: report.activities }),
    },
    consumption,
    totals: totalsAfter(totals, {
      yield: quantities.yield.value,
      scrap: quantities.scrap.value,
      rework: quantities.rework.value,
    }),
  };
}

export const totalsAfter = (totals: Totals, made: Totals): Totals => ({
  yield: sum(totals.yield, made.yield),
  scrap: sum(totals.scrap, made.scrap),
  rework: sum(totals.rework, made.rework),
});

/** The part of what was used that went into scrap. */
export function scrapShareOf(used: MovementLine[], { yield: good, scrap }: ConfirmationPosting): MovementLine[] {
  const made = sum(good.value, scrap.value);
  return used.map((line) => ({
    ...line,
    quantity: { ...line.quantity, value: decimal(line.quantity.value).times(scrap.value).div(made).toFixed(6) },
  }));
}

export const progressOf = ({ value, uom }: Quantity = { value: '0', uom: '' }, totals: Totals): Progress => ({
  planned: value,
  ...totals,
  open: openQuantity(value, totals),
  uom,
});
