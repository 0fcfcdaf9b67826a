import type { PurchaseOrder, PurchaseOrderLine } from '../contracts/entities/purchase-order.js';
import type { Money, Quantity } from '../contracts/quantity.js';
import { Decimal } from 'decimal.js';
import { decimal, decimalsOf } from './arithmetic.js';

/** Lines of which something is still to come, or has come. */
export const standingLines = ({ lines }: PurchaseOrder): PurchaseOrderLine[] => lines.filter(({ deleted }) => !deleted);

export const openQuantity = ({ quantity, received }: PurchaseOrderLine): string =>
  Decimal.max(0, decimal(quantity.value).minus(received.value)).toFixed();

/** All of it is there, but for what its tolerance allows to be missing; or no more is expected (domain: under-delivery). */
export function isReceived({ quantity, received, underTolerancePct, deliveryComplete }: PurchaseOrderLine): boolean {
  const least = decimal(quantity.value).times(decimal(100).minus(underTolerancePct)).div(100);
  return deliveryComplete || decimal(received.value).gte(least);
}

/**
 * How much more of a line may be posted: the order with its tolerance, less what the books have. What is counted in
 * whole pieces has a limit in whole pieces. Undefined where any quantity may come.
 */
export function mayStillCome({ quantity, received, overTolerancePct }: PurchaseOrderLine): string | undefined {
  if (overTolerancePct === undefined) return undefined;
  const most = decimal(quantity.value).times(decimal(overTolerancePct).plus(100)).div(100);
  const whole = most.toDecimalPlaces(decimalsOf(quantity.uom), Decimal.ROUND_DOWN);
  return Decimal.max(0, whole.minus(received.value)).toFixed();
}

/** At the order's price. */
export function purchaseValue({ netPrice, priceUnit }: PurchaseOrderLine, { value }: Quantity): Money {
  const amount = decimal(netPrice.amount).times(value).div(priceUnit);
  return { amount: amount.toFixed(2), currency: netPrice.currency };
}
