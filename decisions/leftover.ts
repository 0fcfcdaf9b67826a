import type { ProductionOrder } from '../contracts/entities/production-order.js';
import type { StagingLine } from '../contracts/ports.js';
import { decimal, minus, rounded } from './arithmetic.js';

/** What is staged for an order: all that its components need. */
export function stagingOf(order: ProductionOrder): StagingLine[] {
  return order.components.map(({ line, item, quantity: { value, uom }, issueLocation: location }) => ({
    line,
    item,
    quantity: { value: rounded(decimal(value), uom), uom },
    location,
  }));
}

/** What of it was not used, by component line. */
export function leftover(order: ProductionOrder, consumed: Record<string, string>): StagingLine[] {
  return stagingOf(order)
    .map((line) => ({
      ...line,
      quantity: {
        ...line.quantity,
        value: rounded(decimal(minus(line.quantity.value, consumed[line.line] ?? '0')), line.quantity.uom),
      },
    }))
    .filter((line) => decimal(line.quantity.value).gt(0));
}
