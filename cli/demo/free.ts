import type { ActionName, ActionPayload } from '../../contracts/actions.js';
import { actOnRun } from '../act-on-run.js';
import { Client } from '../client.js';
import { CliError } from '../exit.js';
import type { Stack } from '../local/stack.js';
import type { RunEntry } from '../replies.js';
import { self } from '../self.js';

type Keys = Stack['plant']['keys'];

/** How a person settles what waits in a process of the shift. */
interface Way {
  who: (plant: string) => keyof Keys;
  action: ActionName;
  reasonCode: string;
  text: string;
  payload: ActionPayload;
}

const ways: Record<string, Way> = {
  'order-to-production': {
    who: (plant) => (plant === 'P200' ? 'PLANNER_P200' : 'PLANNER_P100'),
    action: 'decide',
    reasonCode: 'CAUSE_GONE',
    text: 'The tool change is over',
    payload: { choice: 'SEND_AGAIN' },
  },
  'production-to-inventory': {
    who: () => 'SUPERVISOR',
    action: 'decide',
    reasonCode: 'COUNTED',
    text: 'Counted again, it is right',
    payload: { choice: 'ACCEPT' },
  },
  'ship-to-cash': {
    who: () => 'FINANCE',
    action: 'retry',
    reasonCode: 'CREDIT_OK',
    text: 'The credit is released in the ERP',
    payload: {},
  },
  'outbound-delivery': {
    who: () => 'LOGISTICS',
    action: 'decide',
    reasonCode: 'PRICE_OK',
    text: 'The customer must have it in time',
    payload: { choice: 'APPROVE' },
  },
};

export const processes = Object.keys(ways);

const WAIT_MS = 60_000;

export interface Freed {
  runId: string;
  by: string;
  action: string;
  choice?: string;
  outcome: string;
}

/** Does what the person would do by hand who decides there, with that person's key. @throws CliError when that fails */
export async function freeLikeAPerson({ apiUrl, plant }: Stack, stuck: RunEntry): Promise<Freed> {
  const { runId, revision } = stuck;
  const { who, ...wanted } = wayOf(stuck);
  const by = who(stuck.plant);
  const client = new Client({ url: apiUrl, key: plant.keys[by] });
  const { state, text } = await actOnRun(client, runId, { ...wanted, expectedRevision: revision }, WAIT_MS);
  if (state !== 'done') throw new CliError(`${runId} could not be freed: ${state}${text ? `, ${text}` : ''}`);
  const { choice } = wanted.payload;
  return { runId, by: nameOf(by), action: wanted.action, ...(choice && { choice }), outcome: state };
}

/** The same, to be typed where `exportsOf` was: its number is enough to find what waits. */
export function freeingCommand(stuck: RunEntry): string {
  const { action, payload, reasonCode } = wayOf(stuck);
  const choice = payload.choice ? ` --choice ${payload.choice}` : '';
  return `${self} act ${stuck.key} ${action}${choice} --reason ${reasonCode}`;
}

/** Whoever reads it may do everything here; in a plant, each has a key of their own. */
export const exportsOf = ({ apiUrl, plant }: Stack): string =>
  `export HEADRACE_URL=${apiUrl} HEADRACE_KEY=${plant.keys.ADMIN}`;

function wayOf({ process, runId }: RunEntry): Way {
  const way = ways[process];
  if (!way) throw new CliError(`nobody knows how to free ${runId}`);
  return way;
}

const nameOf = (key: keyof Keys): string => key.toLowerCase().replace('_', '-');
