import type { ConfirmationReversal } from '../contracts/entities/confirmation.js';
import type { MovementLine } from '../contracts/entities/documents.js';
import type { ProductionOrder } from '../contracts/entities/production-order.js';
import { decimal } from '../decisions/arithmetic.js';
import { type PostingPlan, progressOf, scrapShareOf, type SoFar } from '../decisions/posting-plan.js';
import type { PostedReport } from '../decisions/posted-reports.js';
import { stockImpact } from '../decisions/stock-impact.js';
import { now } from './kit/index.js';
import type { Ending } from './reversal.js';
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

/** Declared, not deleted: who had read the genealogy must learn that it was not so (domain: genealogy). */
export function noteReversal(
  kit: Kit,
  order: ProductionOrder | undefined,
  { confirmationId: by, reverses: confirmationId }: ConfirmationReversal,
  { receipt }: PostedReport,
  { totals, items }: SoFar,
  ending: Ending,
): void {
  const at = now();
  const isPart = ending.how === 'corrected';
  const quantity = receipt && { ...receipt.quantity, ...(isPart && { value: ending.quantity }) };
  kit.note({ type: 'number', at, kind: 'reversal', number: by });
  kit.note({ type: 'genealogy-error', at, confirmationId, by, ...(isPart && quantity && { quantity }) });
  const progress = progressOf(order?.quantity, totals);
  kit.show({ progress });
  kit.note({ type: 'progress', at, progress });
  if (!receipt || !quantity) return;
  const { inventoryMisstatement: value } = stockImpact('', [{ ...receipt, quantity }], items);
  if (value) kit.note({ type: 'value', at, what: 'taken back', amount: value.amount, currency: value.currency });
}

const lotOf = ({ item, lot, quantity }: MovementLine) => ({
  item,
  ...(lot && { lot }),
  quantity: quantity.value,
  uom: quantity.uom,
});
