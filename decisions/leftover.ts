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

const isSameLine = (one: StagingLine, other: StagingLine): boolean =>
  one.line === other.line && one.item === other.item && one.location === other.location;

export const isSameStaging = (one: StagingLine[], other: StagingLine[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What lies at the line at most, after another version was requested: what was brought is not taken back by less. */
export function stagedInAll(before: StagingLine[], requested: StagingLine[]): StagingLine[] {
  const gone = before.filter((one) => !requested.some((other) => isSameLine(one, other)));
  const asked = requested.map((one) => {
    const known = before.find((other) => isSameLine(one, other));
    return known && decimal(known.quantity.value).gt(one.quantity.value) ? known : one;
  });
  return [...asked, ...gone];
}

/** What of it was not used, by component line. */
export function leftover(staged: StagingLine[], consumed: Record<string, string>): StagingLine[] {
  return staged
    .map((line) => ({
      ...line,
      quantity: {
        ...line.quantity,
        value: rounded(decimal(minus(line.quantity.value, consumed[line.line] ?? '0')), line.quantity.uom),
      },
    }))
    .filter((line) => decimal(line.quantity.value).gt(0));
}
