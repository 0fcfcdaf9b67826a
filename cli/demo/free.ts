import { actOnRun } from '../act-on-run.js';
import { Client } from '../client.js';
import { CliError } from '../exit.js';
import type { Stack } from '../local/stack.js';
import type { RunEntry } from '../replies.js';

const WAIT_MS = 60_000;
const wanted = {
  action: 'decide',
  reasonCode: 'CAUSE_GONE',
  text: 'The tool change is over',
  payload: { choice: 'SEND_AGAIN' },
} as const;

export interface Freed {
  runId: string;
  by: string;
  choice: string;
  outcome: string;
}

/** The key of the planner who decides at this plant. */
export const plannersKey = (stack: Stack, plant: string): string =>
  stack.plant.keys[plant === 'P200' ? 'PLANNER_P200' : 'PLANNER_P100'];

/** Does what a planner would do by hand: has the order sent to the MES again. @throws CliError when that fails */
export async function freeLikeAPlanner(stack: Stack, { runId, plant, revision }: RunEntry): Promise<Freed> {
  const client = new Client({ url: stack.apiUrl, key: plannersKey(stack, plant) });
  const { state, text } = await actOnRun(client, runId, { ...wanted, expectedRevision: revision }, WAIT_MS);
  if (state !== 'done') throw new CliError(`${runId} could not be freed: ${state}${text ? `, ${text}` : ''}`);
  return { runId, by: `planner-${plant.toLowerCase()}`, choice: wanted.payload.choice, outcome: state };
}

/** The same, to be typed. */
export const freeingCommand = (stack: Stack, { runId, plant }: RunEntry): string =>
  `HEADRACE_URL=${stack.apiUrl} HEADRACE_KEY=${plannersKey(stack, plant)} npx headrace act ${runId} ${wanted.action} --choice ${wanted.payload.choice} --reason ${wanted.reasonCode}`;
