import { Decimal } from 'decimal.js';
import type { PurchaseOrderLine } from '../contracts/entities/purchase-order.js';
import type { SupplierNoticeLine } from '../contracts/entities/supplier-notice.js';
import type { CountedLine, ReceiptCount } from '../contracts/entities/warehouse-receipt.js';
import type { ReceivingAdvice } from '../contracts/ports.js';
import type { Money } from '../contracts/quantity.js';
import { decimal, sum } from './arithmetic.js';
import { purchaseValue } from './purchase-order.js';

type AdvisedLine = ReceivingAdvice['lines'][number];

/** What came of what was announced, by line of the order (domain: receiving advice; shortage is told to the supplier). */
export function summaryOf(
  announced: readonly SupplierNoticeLine[],
  counts: readonly ReceiptCount[],
  lines: readonly PurchaseOrderLine[],
): AdvisedLine[] {
  return lines.flatMap((line) => {
    const notices = announced.filter((one) => one.purchaseOrderLine === line.line);
    const isOfLine = (counted: CountedLine): boolean => {
      const notice = counted.line === undefined ? undefined : announced[Number(counted.line) / 10 - 1];
      return notice ? notice.purchaseOrderLine === line.line : counted.item === line.item;
    };
    const of = (condition: CountedLine['condition']): string =>
      sum(
        ...counts.flatMap(({ corrects, lines: counted }) =>
          counted
            .filter((one) => one.condition === condition && isOfLine(one))
            .map(({ quantity }) => (corrects?.direction === 'LESS' ? `-${quantity.value}` : quantity.value)),
        ),
      );
    const told = sum(...notices.map(({ quantity }) => quantity.value));
    const [accepted, damaged, refused] = [of('GOOD'), of('DAMAGED'), of('REFUSED')];
    const there = sum(accepted, damaged, refused);
    if (notices.length === 0 && decimal(there).isZero()) return [];
    const { uom } = line.quantity;
    const missing = Decimal.max(0, decimal(told).minus(there)).toFixed();
    const as = (value: string) => ({ value, uom });
    return [
      {
        ...{ purchaseOrderLine: line.line, item: line.item },
        ...{ announced: as(told), accepted: as(accepted), damaged: as(damaged), refused: as(refused) },
        missing: as(missing),
      },
    ];
  });
}

/** What an invoice for everything announced would be too much: accounts payable settles it, never we. */
export function expectedVariance(
  advised: readonly AdvisedLine[],
  lines: readonly PurchaseOrderLine[],
): Money | undefined {
  const values = advised.flatMap(({ purchaseOrderLine, missing }) => {
    const line = lines.find((one) => one.line === purchaseOrderLine);
    return line && decimal(missing.value).gt(0) ? [purchaseValue(line, missing)] : [];
  });
  const [first] = values;
  return first && { amount: decimal(sum(...values.map(({ amount }) => amount))).toFixed(2), currency: first.currency };
}
