import type { MovementLine } from '../contracts/entities/documents.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import { decimal } from '../decisions/arithmetic.js';
import { type PostingPlan, progressOf, scrapShareOf, type SoFar } from '../decisions/posting-plan.js';
import { stockImpact } from '../decisions/stock-impact.js';
import { now } from './kit/index.js';
import type { Kit } from './short-lines.js';

/** Numbers to search by, genealogy and values of a report that was posted: what people ask for later. */
export function noteReport(
  kit: Kit,
  order: ProductionOrder,
  { posting, consumption }: PostingPlan,
  { totals, items }: SoFar,
): void {
  const { confirmationId } = posting;
  const at = now();
  const progress = progressOf(order.quantity, totals);
  kit.show({ item: order.item, progress });
  kit.note({ type: 'progress', at, progress });
  kit.note({ type: 'number', at, kind: 'confirmation', number: confirmationId });
  const used = [...posting.movements.filter((line) => line.type === 'GI_PRODUCTION'), ...consumption.actual];
  const receipt = posting.movements.find((line) => line.line === 'receipt');
  const noteValue = (what: string, lines: MovementLine[]): void => {
    const { inventoryMisstatement: value } = stockImpact(order.orderNo, lines, items);
    if (value) kit.note({ type: 'value', at: now(), what, amount: value.amount, currency: value.currency });
  };
  if (receipt) {
    kit.note({ type: 'made-from', at, confirmationId, output: lotOf(receipt), inputs: used.map(lotOf) });
    noteValue('receipt', [receipt]);
  }
  noteValue('consumption', used);
  if (decimal(posting.scrap.value).gt(0)) noteValue('scrap', scrapShareOf(used, posting));
}

const lotOf = ({ item, lot, quantity }: MovementLine) => ({
  item,
  ...(lot && { lot }),
  quantity: quantity.value,
  uom: quantity.uom,
});
