import { Argument, Command, InvalidArgumentError } from 'commander';
import { type ActionName, type ActionPayload, actionRoles } from '../../contracts/actions.js';
import { actOnRun } from '../act-on-run.js';
import type { Client } from '../client.js';
import { exitCodes } from '../exit.js';
import type { Output } from '../output.js';
import type { ActionReply, RunReply } from '../replies.js';
import { settingsOf } from '../settings.js';
import { type CancelPlan, showCancelPlan } from '../views/cancel-plan.js';
import { findRun } from './runs.js';
import { self } from '../self.js';

interface Options {
  exception?: string;
  choice?: string;
  reason: string;
  text: string;
  revision?: number;
  payload: ActionPayload;
  wait: number;
}

const actions = Object.keys(actionRoles) as ActionName[];

export const actCommand = new Command('act')
  .description('act on a run, and wait until it has tried')
  .argument('<run>', 'its id, or any business number')
  .addArgument(new Argument('<action>', 'what to do').choices(actions))
  .requiredOption('--reason <code>', 'why, for the audit: A-Z, 0-9, _ and -')
  .option('--text <text>', 'the same in words', '')
  .option('--exception <id>', 'which one, where the run has several')
  .option('--choice <choice>', 'of a decision')
  .option('--revision <number>', 'refuse if the run has moved on since; a cancel needs it', revision)
  .option('--payload <json>', 'what the action needs beside: {"posted":false}, {"owner":"supervisor"}', payload, {})
  .option('--wait <seconds>', 'for the outcome', seconds, 60)
  .action(async (name: string, action: ActionName, options: Options, command: Command) => {
    const { client, output } = settingsOf(command);
    const { runId } = await findRun(client, name);
    if (action === 'cancel' && options.revision === undefined) return showPlan(client, runId, options.reason, output);
    const { exception, choice, reason, text, revision: expectedRevision, payload: given, wait } = options;
    const wanted = {
      ...{ action, reasonCode: reason, text, payload: { ...given, ...(choice && { choice }) } },
      ...(exception && { exceptionId: exception }),
      ...(expectedRevision !== undefined && { expectedRevision }),
    };
    const reply = await actOnRun(client, runId, wanted, wait * 1_000);
    const run = output.json ? undefined : await client.get<RunReply>(`/v1/runs/${runId}`);
    output.result(reply, () => showOutcome(reply, runId, run, output));
    if (reply.state !== 'done') process.exitCode = exitCodes.refused;
  });

async function showPlan(client: Client, runId: string, reason: string, output: Output): Promise<void> {
  const plan = await client.get<CancelPlan>(`/v1/runs/${runId}/cancel-plan`);
  output.result(plan, (one) => showCancelPlan(one, reason, output));
  process.exitCode = exitCodes.refused;
}

const outcomes: Record<ActionReply['state'], string> = {
  accepted: 'taken; the run has not tried yet',
  refused: 'refused',
  done: 'done',
  failed: 'failed',
  'failed-again': 'failed again',
  superseded: 'overtaken by something else',
};

function showOutcome(
  { state, text }: ActionReply,
  runId: string,
  run: RunReply | undefined,
  { line, note, paint }: Output,
): void {
  line(paint(state === 'done' ? 'green' : 'red', `${outcomes[state]}${text ? `: ${text}` : ''}`));
  if (!run) return;
  line(`${runId} is ${run.state}, ${run.condition}`);
  if (state !== 'done' || run.exceptions.length > 0) note(`  next: ${self} runs show ${runId}`);
}

/** @throws InvalidArgumentError */
function payload(text: string): ActionPayload {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError('must be a JSON object.');
}

/** @throws InvalidArgumentError */
function revision(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number.');
}

/** @throws InvalidArgumentError */
function seconds(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number of seconds.');
}
