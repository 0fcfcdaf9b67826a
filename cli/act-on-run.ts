import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionName, ActionPayload } from '../contracts/actions.js';
import { type Client, Refused } from './client.js';
import type { ActionReply } from './replies.js';

export interface Wanted {
  action: ActionName;
  exceptionId?: string | undefined;
  reasonCode: string;
  text: string;
  payload: ActionPayload;
  expectedRevision?: number | undefined;
}

const WAIT_S = 20;
const AGAIN_MS = 1_000;

/**
 * Acts on a run and waits until the run has tried, for as long as `waitMs`.
 * @returns `accepted` when it has not tried by then
 * @throws Refused when the run or the API does not take it
 */
export async function actOnRun(client: Client, runId: string, wanted: Wanted, waitMs: number): Promise<ActionReply> {
  const deadline = Date.now() + waitMs;
  const actionId = randomUUID();
  const path = `/v1/runs/${runId}/actions`;
  // With the same key it takes effect once: a lost answer is no reason to give up, or to act twice.
  await patiently(deadline, () => client.post(path, wanted, actionId));
  for (;;) {
    const wait = Math.max(Math.min(WAIT_S, Math.ceil((deadline - Date.now()) / 1_000)), 0);
    const reply = await patiently(deadline, () => client.get<ActionReply>(`${path}/${actionId}`, { wait }));
    if (reply.state !== 'accepted' || Date.now() >= deadline) return reply;
  }
}

async function patiently<T>(deadline: number, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const again = error instanceof Refused && error.problem.retryable === true && Date.now() < deadline;
      if (!again) throw error;
      await sleep(AGAIN_MS);
    }
  }
}
