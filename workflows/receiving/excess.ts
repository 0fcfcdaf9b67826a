import type { StockStatus } from '../../contracts/entities/documents.js';
import { sum } from '../../decisions/arithmetic.js';
import { erp, now, wms } from '../kit/index.js';
import type { OpenQuestion } from '../kit/questions.js';
import { atStake, lineOf, report, progressOf, type About, type Excess } from './about.js';
import { announce, cancelling, remember } from './bring-back.js';
import { movementOf, readOrder } from './counting.js';
import { requestInspections } from './inspection.js';

/** What came and was not ordered, or not so much of it; none of it holds up the rest (domain: over-delivery). */
export const openDifferences = (about: About): OpenQuestion[] => [
  ...about.excess.filter(({ settled }) => !settled).map((one) => excessQuestion(about, one)),
  ...[...about.unordered].map(([receiptId, goods]) => ({
    id: `unordered ${receiptId}`,
    question: { code: 'B-RCV-UNORDERED' as const, text: `${goods}: the order has nothing like it` },
    step: 'post receipt',
    decision: 'unordered',
  })),
];

function excessQuestion(about: About, { id, line }: Excess): OpenQuestion {
  const { quantity, item, purchaseOrderLine } = line;
  const ordered = lineOf(about, purchaseOrderLine);
  const most = ordered?.overTolerancePct === undefined ? '' : `, with a tolerance of ${ordered.overTolerancePct} %`;
  const text = `${quantity.value} ${quantity.uom} of ${item} are more than line ${purchaseOrderLine} allows: ${ordered?.quantity.value} ordered${most}`;
  return {
    id: `excess ${id}`,
    question: { code: 'B-RCV-OVER', text },
    step: 'hold excess',
    decision: 'excess',
    impact: atStake(about, [line]),
    retry: false,
  };
}

/** Carries out what the buyer has decided. */
export async function settleDifference(about: About, id: string, choice: string): Promise<void> {
  for (const receiptId of about.unordered.keys())
    if (id === `unordered ${receiptId}`) about.unordered.delete(receiptId);
  const found = about.excess.find((one) => id === `excess ${one.id}`);
  if (!found) return;
  if (choice === 'ACCEPT') await accept(about, found);
  if (choice === 'FREE') await postExcess(about, found, 'GR_FREE');
  await free(about, found, choice === 'RETURN' ? 'RETURN' : found.line.status);
  found.settled = true;
  await report(about, progressOf(about));
}

/** The order is raised to what it brings, so that receipt and invoice have something to match. */
async function accept(about: About, one: Excess): Promise<void> {
  const { kit, purchaseOrderNo } = about;
  await readOrder(about);
  const { purchaseOrderLine, quantity } = one.line;
  const received = lineOf(about, purchaseOrderLine)?.received.value ?? '0';
  const raised = { value: sum(received, quantity.value), uom: quantity.uom };
  const call = erp.amendPurchaseOrder({ purchaseOrderNo, line: purchaseOrderLine, quantity: raised });
  await kit.step('amend order', call, { entity: one.id });
  await postExcess(about, one, 'GR_PURCHASE');
}

async function postExcess(
  about: About,
  { id, receiptId, line }: Excess,
  type: 'GR_PURCHASE' | 'GR_FREE',
): Promise<void> {
  const { kit, receipt } = about;
  const countedAt = receipt?.counts.find((count) => count.receiptId === receiptId)?.countedAt ?? now();
  const entity = `${id} excess`;
  await announce(about, 'post receipt', cancelling(about, entity));
  const call = erp.postGoodsMovement(movementOf(about, { receiptId, countedAt }, type, [line]));
  const { documents } = await kit.step('post receipt', call, { entity, impact: atStake(about, [line]) });
  remember(about, entity, documents);
  if (type === 'GR_PURCHASE') about.posted.set(entity, [line]);
  await requestInspections(about, entity, [line]);
}

async function free(about: About, { id, line }: Excess, to: StockStatus | 'RETURN'): Promise<void> {
  const { kit, plant, inboundDeliveryNo } = about;
  const { item, lot, quantity } = line;
  const change = {
    plant,
    reference: `${inboundDeliveryNo}-${id}-free`,
    item,
    quantity,
    from: 'EXCESS_HOLD',
    to,
  } as const;
  await kit.step('free excess', wms.changeStockStatus({ ...change, ...(lot !== undefined && { lot }) }), {
    entity: id,
  });
}
