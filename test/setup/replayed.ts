import { Worker } from '@temporalio/worker';
import type { TestTemporal } from './temporal.js';

/**
 * Replays what the runs of a test have done: a worker that takes a run over must come to the same. A test that has many
 * things happen at a time asks for it at its end.
 * @returns what differs, by run
 */
export async function differencesOnReplay({ client, bundlePath: codePath }: TestTemporal): Promise<string[]> {
  async function* histories() {
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      yield { workflowId, history };
    }
  }
  const differences: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, histories()))
    if (error) differences.push(`${workflowId}: ${error.message.slice(0, 300)}`);
  return differences;
}
