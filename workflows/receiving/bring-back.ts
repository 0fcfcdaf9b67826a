import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { WarehouseReceipt } from '../../contracts/entities/warehouse-receipt.js';
import { recheckAfter } from '../../decisions/recheck.js';
import type { Undo } from '../kit/undo.js';
import { erp, now, Rejected, wms } from '../kit/index.js';
import { takeNews } from '../kit/news.js';
import { plantDay } from '../../decisions/plant-time.js';
import type { About } from './about.js';

/** Became known while it was being undone: part of it is used already, and cannot go back. */
export class IsUsed extends Error {}

/**
 * Announces what is to be undone of what was counted. The warehouse stays the newest of it: the goods are brought back
 * to the dock before a document is cancelled (domain: compensation order).
 */
export async function announce(about: About, step: string, undo: Undo): Promise<void> {
  const { run, undos } = about.kit;
  await run.boundary();
  undos.announce(step, undo);
  undos.drop('expect at warehouse');
  undos.announce('expect at warehouse', { by: () => carryOutBringBack(about) });
}

/** Undo of a posting: its documents are cancelled, on the day on which that is done; none where it never was. */
export const cancelling = (about: About, id: string): Undo => ({
  entity: id,
  by: async () => {
    const { kit, plant, policy, documents } = about;
    for (const document of documents.get(id) ?? []) {
      const message = { plant, document, date: plantDay(now(), policy.zone) };
      await kit.step('cancel document', erp.cancelGoodsMovement(message), { entity: document.number });
    }
    documents.delete(id);
  },
});

/** What stands under a posting, for its undoing and for those who look for its number. */
export function remember(about: About, id: string, documents: DocumentRef[]): void {
  about.documents.set(id, documents);
  for (const { number } of documents) about.kit.note({ type: 'number', at: now(), kind: 'goods receipt', number });
}

/** Calls it off at the warehouse; what has come already is brought back to the dock, and seen to be there. @throws IsUsed */
export async function carryOutBringBack(about: About): Promise<void> {
  const { kit, plant, inboundDeliveryNo } = about;
  const ref = { plant, inboundDeliveryNo };
  try {
    await kit.step('call off', wms.cancelInbound(ref), { catches: ['B-INBOUND-ARRIVED'] });
    return;
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
  }
  try {
    await kit.step('bring back', wms.bringBackInbound({ ...ref, reason: 'cancelled' }), { catches: ['B-STOCK-SHORT'] });
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    throw new IsUsed(failure.trouble.text);
  }
  await seenBack(about);
}

async function seenBack(about: About): Promise<void> {
  const { kit, policy } = about;
  for (let looks = 0; ; looks += 1) {
    await takeNews(kit.run, ['InboundProgressed']);
    const found = await readReceipt(about);
    if (!found || found.status === 'CANCELLED') return kit.settle('brought back');
    const text = 'what was received is being brought back to the dock: is it there?';
    const choice = await kit.ask(
      'brought back',
      { code: 'B-INBOUND-ARRIVED', text },
      {
        step: 'bring back',
        decision: 'brought back',
        until: () => kit.run.inbox.has(['InboundProgressed']),
        recheckAt: Date.now() + recheckAfter(policy.receiving.receiptProbeMs, looks),
      },
    );
    if (choice === 'BROUGHT_BACK') return;
  }
}

export async function readReceipt(about: About): Promise<WarehouseReceipt | null> {
  const { kit, plant, inboundDeliveryNo } = about;
  const found = await kit.step('read receipt', wms.readInbound({ plant, inboundDeliveryNo }));
  if (found) about.receipt = found;
  return found;
}
