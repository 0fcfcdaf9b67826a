import { tell } from './kit/peers.js';
import { carryChange } from './order-change.js';
import type { OrderRun } from './order-run.js';

/**
 * Until everything reported is posted: no report on its way, no line parked, no outcome unknown. When reports do not
 * come, a person may close with what is posted; that too waits for what is parked or in doubt.
 */
export async function drain(order: OrderRun): Promise<void> {
  const { kit, known, limits, postings } = order;
  let expected = known.completed?.confirmations;
  while (!known.drained) {
    const message = { type: 'drain', from: kit.run.id } as const;
    const isTold = await tell(postings, { ...message, ...(expected !== undefined && { confirmations: expected }) });
    if (!isTold && !expected) return;
    const before = known.totals;
    const news = (): boolean =>
      known.drained || (!isTold && known.totals !== before) || (!known.isShort && order.hasChanges);
    const lateAt = Date.now() + limits.drainEscalateAfterMs;
    const isLate = await kit.waitUntil(news, {
      what: 'the posting of everything reported',
      from: postings,
      probe: {
        everyMs: limits.drainEscalateAfterMs,
        look: async () => (Date.now() >= lateAt ? true : undefined),
      },
    });
    if (isLate && (await askAboutDrain(order, news)) === 'CLOSE_ANYWAY') expected = 0;
    if (!known.drained && !known.isShort && order.hasChanges) await carryChange(order);
  }
  kit.settle('drain');
}

async function askAboutDrain({ kit, known }: OrderRun, news: () => boolean): Promise<string> {
  const parked = known.totals?.parkedLines ?? 0;
  const text = parked > 0 ? `parked lines of the order: ${parked}` : 'reports have not come, or are not posted';
  const until = (): boolean => news() || (known.totals?.parkedLines ?? 0) !== parked;
  const about = { step: 'complete technically', ...(parked === 0 && { decision: 'late drain' }), until };
  return kit.ask('drain', { code: 'B-NO-ANSWER', text }, about);
}
