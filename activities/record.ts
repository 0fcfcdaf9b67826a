import type { InboundEvent } from '../contracts/events.js';
import type { Checkpoint } from '../contracts/facts.js';
import type { Store } from '../store/store.js';

const EVENTS_MAX = 200;
/** Well within what an activity may return; a message is at most 256 KiB. */
const CHARACTERS_MAX = 700_000;

export type RecordActivities = ReturnType<typeof createRecordActivities>;

/** Facts of runs, appended to the store beside the workflow, and events that a run has not kept. */
export function createRecordActivities(store: Store) {
  return {
    /** A repeat is harmless: a checkpoint is recorded once. */
    async recordCheckpoint(checkpoint: Checkpoint): Promise<void> {
      await store.facts.record(checkpoint);
    },

    /** The events of a target after an offset, in their order; bounded, so ask again until there are none. */
    async fetchEvents({ target, after }: { target: string; after: number }): Promise<InboundEvent[]> {
      const events: InboundEvent[] = [];
      let characters = 0;
      for (const { event, offset } of await store.messages.after(target, after, EVENTS_MAX)) {
        if (event === undefined || offset === undefined) continue;
        characters += event.length;
        if (events.length > 0 && characters > CHARACTERS_MAX) break;
        events.push({ ...(JSON.parse(event) as Omit<InboundEvent, 'offset'>), offset });
      }
      return events;
    },
  };
}
