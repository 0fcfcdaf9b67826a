import type { PurchaseOrder, PurchaseOrderLine } from '../contracts/entities/purchase-order.js';
import type { SupplierNotice, SupplierNoticeLine } from '../contracts/entities/supplier-notice.js';
import { isSameInIds } from '../contracts/ids.js';
import { decimal, sum } from './arithmetic.js';
import { mayStillCome, standingLines } from './purchase-order.js';

export interface NoticeMatch {
  matching: SupplierNoticeLine[];
  /** Why the others do not, in words. */
  problems: string[];
}

/** What of a supplier's notice fits to the order: its line, item, unit, what may still come (domain: match ASN). */
export function matchNotice(order: PurchaseOrder, notice: SupplierNotice): NoticeMatch {
  if (notice.supplier !== order.supplier)
    return { matching: [], problems: [`it is of supplier ${notice.supplier}, the order is for ${order.supplier}`] };
  const matching: SupplierNoticeLine[] = [];
  const problems: string[] = [];
  for (const line of notice.lines) {
    // Suppliers write the line's number as they like.
    const ordered = standingLines(order).find((one) => isSameInIds(one.line, line.purchaseOrderLine));
    const problem = ordered ? problemOf(ordered, line, matching) : `the order has no line ${line.purchaseOrderLine}`;
    if (ordered && problem === undefined) matching.push({ ...line, purchaseOrderLine: ordered.line });
    else if (problem !== undefined) problems.push(problem);
  }
  return { matching, problems };
}

function problemOf(
  ordered: PurchaseOrderLine,
  { item, quantity, sscc }: SupplierNoticeLine,
  before: SupplierNoticeLine[],
): string | undefined {
  const { line: number } = ordered;
  if (ordered.item !== item) return `line ${number} is ${ordered.item}, not ${item}`;
  if (ordered.quantity.uom !== quantity.uom)
    return `line ${number} is ordered in ${ordered.quantity.uom}, not in ${quantity.uom}`;
  if (sscc !== undefined && before.some((one) => one.sscc === sscc)) return `${sscc} is announced twice`;
  const most = mayStillCome(ordered);
  const announced = sum(...before.filter((one) => one.purchaseOrderLine === number).map((one) => one.quantity.value));
  if (most !== undefined && decimal(announced).plus(quantity.value).gt(most))
    return `line ${number} may still bring ${most} ${quantity.uom}, ${decimal(announced).plus(quantity.value).toFixed()} are announced`;
  return undefined;
}

/** By the plant that the order names: a truck goes to one of them. */
export function byPlant(order: PurchaseOrder, lines: readonly SupplierNoticeLine[]): Map<string, SupplierNoticeLine[]> {
  const plants = new Map<string, SupplierNoticeLine[]>();
  for (const line of lines) {
    const plant = order.lines.find((one) => one.line === line.purchaseOrderLine)?.plant;
    if (plant !== undefined) plants.set(plant, [...(plants.get(plant) ?? []), line]);
  }
  return plants;
}
