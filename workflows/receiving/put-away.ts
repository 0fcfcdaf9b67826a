import { recheckAfter } from '../../decisions/recheck.js';
import { now } from '../kit/index.js';
import type { About } from './about.js';
import { newsOf, ofReceiving } from './inspection.js';

/** From the dock to the shelf; late, a person knows of it, and it is waited for all the same (domain: dock to stock). */
export async function awaitPutAway(about: About, look: (decided: Set<string>) => Promise<void>): Promise<void> {
  const { kit, policy } = about;
  const from = policy.systems.wms.id;
  const lateAt = Date.parse(about.receipt?.arrivedAt ?? now()) + policy.receiving.putAwayWithinMs;
  for (let looks = 0; ; looks += 1) {
    await look(await newsOf(about));
    if (about.receipt?.status === 'PUT_AWAY') return kit.settle('put away');
    kit.enter('PUTAWAY');
    const until = () => kit.run.inbox.has(ofReceiving);
    const recheckAt = Date.now() + recheckAfter(policy.receiving.receiptProbeMs, looks);
    if (Date.now() < lateAt) {
      const expectedBy = new Date(lateAt).toISOString();
      await kit.pause(until, { what: 'the putaway', from, until: Math.min(recheckAt, lateAt), expectedBy });
      continue;
    }
    const text = `arrived ${about.receipt?.arrivedAt}, and not put away`;
    const asking = { step: 'read receipt', decision: 'put away', until, recheckAt };
    if ((await kit.ask('put away', { code: 'B-DOCK-LATE', text }, asking)) === 'PUT_AWAY') return;
  }
}
