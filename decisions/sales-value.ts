import type { SalesOrder } from '../contracts/entities/sales-order.js';
import type { Money, Quantity } from '../contracts/quantity.js';
import { decimal } from './arithmetic.js';

/** What these quantities bring, net, at the order's prices; each line rounded as an invoice rounds it. */
export function netValue(
  { lines }: Pick<SalesOrder, 'lines'>,
  quantities: readonly { salesOrderLine: string; quantity: Quantity }[],
): Money | undefined {
  let total = decimal(0);
  let currency: string | undefined;
  for (const { salesOrderLine, quantity } of quantities) {
    const line = lines.find((one) => one.line === salesOrderLine);
    if (!line) return undefined;
    currency ??= line.netPrice.currency;
    total = total.plus(decimal(line.netPrice.amount).times(quantity.value).div(line.priceUnit).toFixed(2));
  }
  return currency === undefined ? undefined : { amount: total.toFixed(2), currency };
}
