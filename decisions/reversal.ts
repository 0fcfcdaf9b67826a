import type { MovementLine } from '../contracts/entities/documents.js';
import type { StockBalance } from '../contracts/entities/stock-balance.js';
import type { LotUse } from '../contracts/ports.js';
import { decimal, sum } from './arithmetic.js';

/** Why what was made cannot be taken back: how much is needed, how much of it is still there. */
export interface Hindrance {
  available: string;
  text: string;
}

/** What of it still lies at its place, in its lot and status; stock that is anything else is not the same stock. */
export function availableOf(balances: readonly StockBalance[], { location, lot, status }: MovementLine): string {
  const here = balances.filter(
    (one) =>
      one.location === location && one.status === (status ?? 'UNRESTRICTED') && (lot === undefined || one.lot === lot),
  );
  return sum('0', ...here.map(({ quantity }) => quantity.value));
}

/**
 * Whether stock hinders a reversal. Books and shelves must both have all of it: picked for a truck, it is in the books
 * yet; issued, it may be on the dock yet.
 * @param shelves absent once the warehouse has taken it out
 */
export function hindranceOf(
  receipt: MovementLine,
  books: readonly StockBalance[],
  shelves: readonly StockBalance[] | undefined,
): Hindrance | undefined {
  const found = [books, ...(shelves ? [shelves] : [])].map((balances) => decimal(availableOf(balances, receipt)));
  const available = found.reduce((least, one) => (one.lt(least) ? one : least), decimal(receipt.quantity.value));
  if (available.gte(receipt.quantity.value)) return undefined;
  return { available: available.toFixed(), text: wordsFor(receipt, available.toFixed()) };
}

function wordsFor({ item, lot, status, location, quantity: { value, uom } }: MovementLine, available: string): string {
  const goods = lot === undefined ? item : `lot ${lot} of ${item}`;
  const where = `at ${location}${status === undefined || status === 'UNRESTRICTED' ? '' : `, ${status}`}`;
  return `${goods} ${where}: needed ${value} ${uom}, available ${available} ${uom}`;
}

/** Where it went: `30 EA on delivery 80001`, as far as the ERP knows. */
export function whereItWent({ deliveries, orders }: LotUse): string[] {
  return [
    ...deliveries.map(({ deliveryNo, quantity, issued }) => {
      const has = issued ? '' : ', not left yet';
      return `${quantity.value} ${quantity.uom} on delivery ${deliveryNo}${has}`;
    }),
    ...orders.map(({ orderNo, quantity }) => `${quantity.value} ${quantity.uom} used by order ${orderNo}`),
  ];
}
