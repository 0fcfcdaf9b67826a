import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { MovementLine } from '../contracts/entities/documents.js';
import type { Item } from '../contracts/entities/item.js';
import type { OrderComponent, ProductionOrder } from '../contracts/entities/production-order.js';
import { decimal, minus, rounded, sum, inUnit } from './arithmetic.js';

/** By component line: what was counted as made, what was backflushed for it, and what the MES reported as used. */
export type Issued = Record<string, { made: string; backflushed: string; actual: string }>;

export interface Consumption {
  /** Issued with the confirmation, from what was made. */
  backflushed: MovementLine[];
  /** Issued by a document of their own, as the MES reported them. */
  actual: MovementLine[];
  issued: Issued;
}

/**
 * What a confirmation uses. Backflush counts yield plus scrap; a component that the MES reports itself is not
 * backflushed as well (else it would be issued twice). Rounding is cumulative: each posting is the rounded total
 * so far less what was issued, so that no rest is lost or gained (domain: quantity; production-to-inventory step 3).
 * @param made yield plus scrap of this confirmation, in the order's unit
 * @throws RangeError when a reported unit has no conversion
 */
export function consumptionOf(
  order: ProductionOrder,
  items: Record<string, Item>,
  confirmation: ProductionConfirmation,
  made: string,
  before: Issued,
): Consumption {
  const issued: Issued = { ...before };
  const backflushed: MovementLine[] = [];
  const actual: MovementLine[] = [];
  for (const component of order.components) {
    const reports = confirmation.consumption.filter((one) => one.mode === 'ACTUAL' && one.item === component.item);
    const line = { made: '0', backflushed: '0', actual: '0', ...before[component.line] };
    if (reports.length > 0) {
      const first = order.components.find((one) => one.item === component.item);
      if (first !== component) continue;
      for (const [index, report] of reports.entries()) {
        const quantity = inUnit(report.qty, component.quantity.uom, component.item, items[component.item]);
        actual.push(movement(component, `${component.line}.${index + 1}`, quantity.value, report.lot));
        line.actual = sum(line.actual, quantity.value);
      }
      issued[component.line] = line;
    } else if (component.backflush) {
      line.made = sum(line.made, made);
      // After a reversal, more may be issued than what is left needs: that is made up for by what is made next.
      const due = minus(needFor(component, line.made, order), line.backflushed);
      const quantity = decimal(due).gt(0) ? due : '0';
      line.backflushed = sum(line.backflushed, quantity);
      issued[component.line] = line;
      if (decimal(quantity).gt(0)) backflushed.push(movement(component, component.line, quantity));
    }
  }
  return { backflushed, actual, issued };
}

/** What was used of each component in all. */
export const consumed = (issued: Issued): Record<string, string> =>
  Object.fromEntries(Object.entries(issued).map(([line, { backflushed, actual }]) => [line, sum(backflushed, actual)]));

/** Rounded need of a component for what has been made in all. */
function needFor(component: OrderComponent, made: string, order: ProductionOrder): string {
  const { value, uom } = component.quantity;
  if (component.fixedQuantity) return rounded(decimal(decimal(made).gt(0) ? value : 0), uom);
  return rounded(decimal(made).times(value).div(order.quantity.value), uom);
}

function movement(component: OrderComponent, line: string, value: string, lot?: string): MovementLine {
  return {
    line,
    type: 'GI_PRODUCTION',
    item: component.item,
    quantity: { value: rounded(decimal(value), component.quantity.uom), uom: component.quantity.uom },
    location: component.issueLocation,
    ...(lot && { lot }),
    ...(component.reservation && { reservation: component.reservation, reservationItem: component.line }),
  };
}

/** The receipt of what was made well: scrap is consumption without receipt. Undefined when nothing was. */
export function receiptOf(order: ProductionOrder, yieldValue: string, lot?: string): MovementLine | undefined {
  if (!decimal(yieldValue).gt(0)) return undefined;
  return {
    line: 'receipt',
    type: 'GR_PRODUCTION',
    item: order.item,
    quantity: { value: yieldValue, uom: order.quantity.uom },
    location: order.location,
    ...(lot && { lot }),
  };
}
