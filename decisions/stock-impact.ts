import type { MovementLine } from '../contracts/entities/documents.js';
import type { Item } from '../contracts/entities/item.js';
import type { Impact } from '../contracts/view.js';
import { decimal, sum, valueOf } from './arithmetic.js';

/** What these lines of an order are worth while the books lack them. */
export function stockImpact(orderNo: string, lines: MovementLine[], items: Record<string, Item>): Impact {
  const values = lines.map((line) => valueOf(line.quantity.value, items[line.item]));
  const known = values.filter((value) => value !== undefined);
  const [first] = known;
  return {
    orders: [orderNo],
    ...(lines.length === 1 && lines[0] && { quantity: lines[0].quantity }),
    ...(first && {
      inventoryMisstatement: {
        amount: decimal(sum(...known.map((value) => value.amount))).toFixed(2),
        currency: first.currency,
      },
    }),
    confidence: known.length === values.length ? 'EXACT' : known.length > 0 ? 'ESTIMATED' : 'UNKNOWN',
  };
}
