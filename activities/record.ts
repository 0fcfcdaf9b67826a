import type { Checkpoint } from '../contracts/facts.js';
import type { Store } from '../store/store.js';

export type RecordActivities = ReturnType<typeof createRecordActivities>;

/** Facts of runs, appended to the store beside the workflow. Repeats are harmless: a checkpoint is recorded once. */
export function createRecordActivities(store: Store) {
  return {
    async recordCheckpoint(checkpoint: Checkpoint): Promise<void> {
      await store.facts.record(checkpoint);
    },
  };
}
