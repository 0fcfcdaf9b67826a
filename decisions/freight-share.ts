import type { Load } from '../contracts/entities/load.js';
import type { Money } from '../contracts/quantity.js';
import { decimal } from './arithmetic.js';

/**
 * What of a load's cost is a delivery's: by weight, to the cent, so that the shares of all add up to the cost
 * (domain: one accrual split by weight). A load that does not say what travels on it is this delivery's alone.
 */
export function freightShare({ deliveries }: Pick<Load, 'deliveries'>, deliveryNo: string, cost: Money): Money {
  const ordered = [...deliveries].sort((a, b) => (a.deliveryNo < b.deliveryNo ? -1 : 1));
  const total = ordered.reduce((sum, { weight }) => sum.plus(weight.value), decimal(0));
  if (!ordered.some((one) => one.deliveryNo === deliveryNo) || total.isZero()) return cost;
  let until = decimal(0);
  let before = decimal(0);
  for (const one of ordered) {
    until = until.plus(one.weight.value);
    const upTo = decimal(decimal(cost.amount).times(until).div(total).toFixed(2));
    if (one.deliveryNo === deliveryNo) return { amount: upTo.minus(before).toFixed(2), currency: cost.currency };
    before = upTo;
  }
  return cost;
}
