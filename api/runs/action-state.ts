import { setTimeout as pause } from 'node:timers/promises';
import type { ActionReceipt } from '../../contracts/actions.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../http/problem.js';
import { isNotFound, isUnanswered } from '../temporal.js';
import { refusalOf } from './act-on-run.js';

const LOOK_AGAIN_MS = 250;

export interface ActionState {
  actionId: string;
  /** `accepted`: the run has it and has not tried yet. */
  state: 'accepted' | 'refused' | 'done' | 'failed' | 'failed-again' | 'superseded';
  text?: string;
  at?: string;
}

/**
 * How an action ended, waiting for it up to `waitMs`. The outcome is what the run has recorded after it tried;
 * until then Temporal says whether the run has taken it.
 * @returns undefined when the run has had no such action
 * @throws Problem OUTCOME_UNKNOWN while neither has an answer
 */
export async function actionState(
  context: ApiContext,
  runId: string,
  actionId: string,
  waitMs: number,
): Promise<ActionState | undefined> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const fact = await context.store.facts.action(runId, actionId);
    if (fact) return { actionId, state: fact.outcome, text: fact.text, at: fact.at };
    if (Date.now() >= deadline) break;
    await pause(Math.min(LOOK_AGAIN_MS, deadline - Date.now()));
  }
  return takenByRun(context, runId, actionId);
}

async function takenByRun({ temporal }: ApiContext, runId: string, actionId: string): Promise<ActionState | undefined> {
  try {
    await temporal.call((client) => client.workflow.getHandle(runId).getUpdateHandle<ActionReceipt>(actionId).result());
    return { actionId, state: 'accepted' };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return { actionId, state: 'refused', text: refusal.message };
    if (isNotFound(error)) return undefined;
    if (isUnanswered(error))
      throw new Problem('OUTCOME_UNKNOWN', 'It is not known whether the run has taken this action: ask again.');
    throw error;
  }
}
