import type { EventType, InboundEvent } from '../../contracts/events.js';
import { fetchEvents } from './journal.js';
import type { Run } from './run.js';

/**
 * Takes what has come of these; a burst is not kept in the run, and what was left of it is taken here as well.
 * @returns what was taken, the earliest first
 */
export async function takeNews<T extends EventType>(run: Run, types: readonly T[]): Promise<InboundEvent<T>[]> {
  const taken: InboundEvent<T>[] = [];
  for (;;) {
    for (let one = run.inbox.take(types); one; one = run.inbox.take(types)) taken.push(one);
    if (!run.inbox.isBehind) return taken;
    const fetched = await fetchEvents({ target: run.id, after: run.inbox.lastOffset });
    const kept = run.inbox.catchUp(fetched);
    run.noteArrival(kept);
    // Full of what another part of the run has yet to take.
    if (kept.length === 0 && run.inbox.isBehind) return taken;
  }
}
