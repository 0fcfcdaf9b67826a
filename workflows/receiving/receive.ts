import type { InboundDeliveryState } from '../../contracts/processes/inbound-delivery.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { takeNews } from '../kit/news.js';
import type { OpenQuestion } from '../kit/questions.js';
import { hasArrived, type About } from './about.js';
import { postCounts } from './counting.js';
import { openDifferences, settleDifference } from './excess.js';

const stages: Partial<Record<string, InboundDeliveryState>> = { ARRIVED: 'ARRIVED', RECEIVING: 'RECEIVING' };

/** From the arrival until the warehouse has closed it, everything counted is posted, and what was too much is decided. */
export async function receive(about: About): Promise<void> {
  const { kit, policy } = about;
  let fruitless = 0;
  let known = '';
  for (;;) {
    await takeNews(kit.run, ['InboundProgressed']);
    const isPosted = await postCounts(about);
    const { receipt } = about;
    const differences = openDifferences(about);
    const isClosed = receipt?.status === 'CLOSED' || receipt?.status === 'PUT_AWAY';
    if (isClosed && isPosted && differences.length === 0) return kit.settle('late');
    if (!isPosted) continue;
    const stage = isClosed ? 'EXCESS_DECISION' : stages[receipt?.status ?? ''];
    if (stage) kit.enter(stage);
    fruitless = JSON.stringify(receipt) === known ? fruitless + 1 : 0;
    known = JSON.stringify(receipt);
    const lateAt = lateness(about);
    const late = latenessQuestion(about, lateAt);
    if (late.length === 0) kit.settle('late');
    const answer = await kit.askAny([...differences, ...late], {
      what: hasArrived(about) ? 'the counting' : 'the truck',
      from: policy.systems.wms.id,
      until: () => kit.run.inbox.has(['InboundProgressed']),
      recheckAt: Math.min(
        late.length > 0 ? Number.MAX_SAFE_INTEGER : lateAt,
        Date.now() + recheckAfter(policy.receiving.receiptProbeMs, fruitless),
      ),
    });
    if (answer) await settleDifference(about, answer.id, answer.choice);
  }
}

/** Milliseconds since 1970; of what has come, or nobody had announced, nothing is late. */
function lateness(about: About): number {
  const { notice, policy } = about;
  if (!notice || hasArrived(about)) return Number.MAX_SAFE_INTEGER;
  return Date.parse(notice.expectedAt) + policy.receiving.inboundLateMs;
}

function latenessQuestion({ notice, purchaseOrderNo }: About, lateAt: number): OpenQuestion[] {
  if (!notice || Date.now() < lateAt) return [];
  const text = `it was to arrive ${notice.expectedAt}`;
  const impact = { orders: [purchaseOrderNo], confidence: 'UNKNOWN' as const };
  return [{ id: 'late', question: { code: 'B-INBOUND-LATE', text }, step: 'read receipt', impact }];
}
