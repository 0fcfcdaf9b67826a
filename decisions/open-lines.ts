import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { DeliveryReport } from '../contracts/processes/outbound-delivery.js';
import type { Quantity } from '../contracts/quantity.js';
import { decimal } from './arithmetic.js';

export interface OrderLineQuantity {
  salesOrderLine: string;
  quantity: Quantity;
}

const inDelivery = (reports: readonly DeliveryReport[], line: string) =>
  reports
    .filter(({ progress }) => progress !== 'CANCELLED')
    .flatMap(({ lines }) => lines.filter(({ salesOrderLine }) => salesOrderLine === line))
    .reduce((sum, { quantity }) => sum.plus(quantity.value), decimal(0));

/** What is confirmed of the order and in no delivery yet, by plant: a reduced delivery leaves its rest open again. */
export function openLines(order: SalesOrder, reports: readonly DeliveryReport[]): Map<string, OrderLineQuantity[]> {
  const open = new Map<string, OrderLineQuantity[]>();
  // All of it together, or nothing: then it waits until the ERP has confirmed all.
  if (order.completeDelivery && unconfirmed(order).length > 0) return open;
  for (const { line, plant, confirmed, rejected, partialAllowed } of order.lines) {
    if (!partialAllowed && unconfirmed(order).includes(line)) continue;
    const rest = decimal(confirmed.value).minus(inDelivery(reports, line));
    if (rejected || rest.lte(0)) continue;
    const quantity = { value: rest.toFixed(), uom: confirmed.uom };
    open.set(plant, [...(open.get(plant) ?? []), { salesOrderLine: line, quantity }]);
  }
  return open;
}

/** Lines of which something is ordered that the ERP has not confirmed. */
export const unconfirmed = ({ lines }: SalesOrder): string[] =>
  lines.filter((one) => !one.rejected && decimal(one.confirmed.value).lt(one.quantity.value)).map(({ line }) => line);

/**
 * What deliveries are to be reduced to after a change, the newest first: what is older is farther. What has been
 * shipped within the customer's tolerance is no reason to ask for anything.
 */
export function reductions(
  order: SalesOrder,
  reports: readonly DeliveryReport[],
): { deliveryNo: string; lines: OrderLineQuantity[] }[] {
  const changes = new Map<string, OrderLineQuantity[]>();
  const newestFirst = reports.toReversed().filter(({ progress }) => progress !== 'CANCELLED');
  for (const { line, quantity: ordered, rejected, overTolerancePct } of order.lines) {
    const wanted = decimal(rejected ? '0' : ordered.value);
    let excess = inDelivery(reports, line).minus(wanted);
    const reduce = (report: DeliveryReport): void => {
      const mine = report.lines.find(({ salesOrderLine }) => salesOrderLine === line);
      if (excess.lte(0) || !mine || decimal(mine.quantity.value).isZero()) return;
      const less = excess.lt(mine.quantity.value) ? excess : decimal(mine.quantity.value);
      const quantity = { value: decimal(mine.quantity.value).minus(less).toFixed(), uom: mine.quantity.uom };
      changes.set(report.deliveryNo, [...(changes.get(report.deliveryNo) ?? []), { salesOrderLine: line, quantity }]);
      excess = excess.minus(less);
    };
    newestFirst.filter((report) => !hasShipped(report)).forEach(reduce);
    // A line that is rejected is delivered no more; what has left of it was wanted.
    if (!rejected && excess.gt(wanted.times(overTolerancePct).div(100))) newestFirst.filter(hasShipped).forEach(reduce);
  }
  return [...changes].map(([deliveryNo, lines]) => ({ deliveryNo, lines }));
}

export const hasShipped = ({ lines }: DeliveryReport): boolean =>
  lines.some(({ shipped }) => decimal(shipped.value).gt(0));

/** What the customer has ordered and no delivery brings. */
export function stillOwed(order: SalesOrder, reports: readonly DeliveryReport[]): OrderLineQuantity[] {
  return order.lines.flatMap(({ line, quantity, rejected }) => {
    const rest = decimal(quantity.value).minus(inDelivery(reports, line));
    return rejected || rest.lte(0)
      ? []
      : [{ salesOrderLine: line, quantity: { value: rest.toFixed(), uom: quantity.uom } }];
  });
}
