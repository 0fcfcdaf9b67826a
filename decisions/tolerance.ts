import type { ErrorCode } from '../contracts/errors.js';
import type { Decimal } from '../contracts/quantity.js';
import { decimal, sum } from './arithmetic.js';

export interface Totals {
  yield: Decimal;
  scrap: Decimal;
  rework: Decimal;
}

/**
 * Whether an order may have this reported in all (domain: production-to-inventory anomalies): yield above quantity
 * plus over-delivery tolerance needs an ERP change; yield, scrap and rework together above the plausibility limit
 * are a typing error, or pieces that replace scrap.
 */
export function implausible(
  ordered: Decimal,
  totals: Totals,
  limits: { overTolerancePct: Decimal; plausibilityPct: Decimal },
): { code: Extract<ErrorCode, 'B-QTY-OVER' | 'B-QTY-IMPLAUSIBLE'>; text: string } | undefined {
  const most = (percent: Decimal) => decimal(ordered).times(decimal(percent).div(100).plus(1));
  const over = most(limits.overTolerancePct);
  if (decimal(totals.yield).gt(over)) {
    return {
      code: 'B-QTY-OVER',
      text: `yield would be ${totals.yield} in all; ${ordered} is ordered, ${over.toFixed()} is allowed`,
    };
  }
  const all = sum(totals.yield, totals.scrap, totals.rework);
  const plausible = most(limits.plausibilityPct);
  if (decimal(all).gt(plausible)) {
    return {
      code: 'B-QTY-IMPLAUSIBLE',
      text: `yield, scrap and rework would be ${all} in all; ${ordered} is ordered, ${plausible.toFixed()} is plausible`,
    };
  }
  return undefined;
}

/** Open = ordered − yield − scrap; more than ordered leaves nothing open. */
export function openQuantity(ordered: Decimal, totals: Totals): Decimal {
  const open = decimal(ordered).minus(totals.yield).minus(totals.scrap);
  return (open.lt(0) ? decimal(0) : open).toFixed();
}
