import { Decimal } from 'decimal.js';
import type { StockStatus } from '../contracts/entities/documents.js';
import type { Item } from '../contracts/entities/item.js';
import type { PurchaseOrderLine } from '../contracts/entities/purchase-order.js';
import type { SupplierNoticeLine } from '../contracts/entities/supplier-notice.js';
import type { CountedLine, ReceiptCount } from '../contracts/entities/warehouse-receipt.js';
import type { Quantity } from '../contracts/quantity.js';
import { decimal, inUnit } from './arithmetic.js';
import { mayStillCome } from './purchase-order.js';

/** Stock to be posted for a line of the order. */
export interface ReceiptLine {
  purchaseOrderLine: string;
  item: string;
  /** In the order's unit. */
  quantity: Quantity;
  status: StockStatus;
  location: string;
  lot?: string;
}

export interface ReceiptPlan {
  post: ReceiptLine[];
  /** Beyond the order and its tolerance: it stays in the warehouse, apart, and is not in the books. */
  excess: ReceiptLine[];
  /** The order has nothing like it. */
  unordered: CountedLine[];
  /** Of an item that is kept by lot, without one: nothing of the count is posted before it is known. */
  withoutLot: CountedLine[];
}

export interface ReceiptBasis {
  /** Those of the plant, with what the books have of them now. */
  lines: readonly PurchaseOrderLine[];
  /** In the order of the inbound delivery's own lines. */
  announced: readonly SupplierNoticeLine[];
  items: Readonly<Record<string, Item>>;
}

/**
 * What of a count is posted to which line and stock (domain: discrepancy rules). What is whole goes first: where more
 * came than may, it is what is damaged that is too much last of all, and the rest is for the buyer to decide. Refused
 * goods never become stock.
 * @throws RangeError where a unit cannot be converted
 */
export function planReceipt(count: Pick<ReceiptCount, 'lines'>, basis: ReceiptBasis): ReceiptPlan {
  const plan: ReceiptPlan = { post: [], excess: [], unordered: [], withoutLot: [] };
  const room = new Map(basis.lines.map((line) => [line.line, mayStillCome(line)]));
  const counted = count.lines.filter(({ condition }) => condition !== 'REFUSED');
  for (const line of [...counted].sort((a, b) => rankOf(a) - rankOf(b))) {
    const ordered = orderedBy(line, basis, room);
    if (basis.items[line.item]?.lotControl && line.lot === undefined) plan.withoutLot.push(line);
    else if (ordered.length === 0) plan.unordered.push(line);
    else divide(line, ordered, basis, room, plan);
  }
  return plan;
}

const rankOf = ({ condition }: CountedLine): number => (condition === 'GOOD' ? 0 : 1);

/** The line that was announced; or, of what nobody announced, every line of the item, those with room first. */
function orderedBy(
  { line, item }: CountedLine,
  { lines, announced }: ReceiptBasis,
  room: ReadonlyMap<string, string | undefined>,
): PurchaseOrderLine[] {
  const of = lines.filter((one) => one.item === item && !one.deleted);
  const notice = line === undefined ? undefined : announced[Number(line) / 10 - 1];
  const named = notice && of.filter((one) => one.line === notice.purchaseOrderLine);
  if (named && named.length > 0) return named;
  const hasRoom = ({ line: number }: PurchaseOrderLine) => decimal(room.get(number) ?? 'Infinity').gt(0);
  return [...of.filter(hasRoom), ...of.filter((one) => !hasRoom(one))];
}

/** Fills one line after the other; what no line has room for is too much of the last. */
function divide(
  counted: CountedLine,
  ordered: readonly PurchaseOrderLine[],
  { items }: ReceiptBasis,
  room: Map<string, string | undefined>,
  plan: ReceiptPlan,
): void {
  const [first] = ordered;
  if (!first) return;
  let rest = decimal(inUnit(counted.quantity, first.quantity.uom, counted.item, items[counted.item]).value);
  for (const line of ordered) {
    if (!rest.gt(0)) return;
    const left = room.get(line.line);
    const part = left === undefined ? rest : Decimal.min(rest, left);
    if (part.gt(0)) plan.post.push(lineOf(counted, line, part));
    if (left !== undefined) room.set(line.line, decimal(left).minus(part).toFixed());
    rest = rest.minus(part);
  }
  const last = ordered.at(-1);
  if (last && rest.gt(0)) plan.excess.push(lineOf(counted, last, rest));
}

const lineOf = ({ item, lot, condition }: CountedLine, of: PurchaseOrderLine, quantity: Decimal): ReceiptLine => ({
  purchaseOrderLine: of.line,
  item,
  quantity: { value: quantity.toFixed(), uom: of.quantity.uom },
  status: condition === 'DAMAGED' ? 'BLOCKED' : of.inspected ? 'QUALITY' : 'UNRESTRICTED',
  location: of.location,
  ...(lot !== undefined && { lot }),
});
