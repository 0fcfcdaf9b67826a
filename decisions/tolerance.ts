import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import type { ErrorCode } from '../contracts/errors.js';
import type { Decimal, Quantity } from '../contracts/quantity.js';
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

/**
 * A report with no quantity at all must have something else to say (domain: zero-quantity confirmation allowed only
 * with activities); consumption that the MES reports is such a thing too.
 */
export function saysNothing(report: ProductionConfirmation): { code: 'C-SCHEMA'; text: string } | undefined {
  const { yield: good, scrap, rework, activities = [], consumption, confirmationId } = report;
  const isEmpty = [good, scrap, rework].every(({ value }) => decimal(value).isZero());
  const used = consumption.some(({ mode, qty }) => mode === 'ACTUAL' && decimal(qty.value).gt(0));
  if (!isEmpty || used || activities.length > 0) return undefined;
  return { code: 'C-SCHEMA', text: `report ${confirmationId} has neither a quantity nor activities` };
}

/** Open = ordered − yield − scrap; more than ordered leaves nothing open. */
export function openQuantity(ordered: Decimal, totals: Totals): Decimal {
  const open = decimal(ordered).minus(totals.yield).minus(totals.scrap);
  return (open.lt(0) ? decimal(0) : open).toFixed();
}

/**
 * What an order that is reported complete lacks beyond its under-delivery tolerance, in words; undefined within it
 * (domain: completed with open quantity).
 */
export function underDelivered(ordered: Quantity, totals: Totals, underTolerancePct: Decimal): string | undefined {
  const open = openQuantity(ordered.value, totals);
  const most = decimal(ordered.value).times(underTolerancePct).div(100);
  if (decimal(open).lte(most)) return undefined;
  return `${open} of ${ordered.value} ${ordered.uom} are open; ${most.toFixed()} may be`;
}
