import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import type { Client } from '../client.js';
import { CliError, exitCodes } from '../exit.js';
import { type Output, table } from '../output.js';
import { self } from '../self.js';
import { settingsOf } from '../settings.js';
import { at } from '../times.js';

interface Notice {
  id: number;
  at: string;
  plant: string;
  subject: string;
  sequence: number;
  message: ShipNotice;
}

interface Replay {
  replayId: string;
  state: 'RUNNING' | 'DONE' | 'ENDED';
  notices: number;
  results?: { id: number; subject: string; sequence: number; result: string; code?: string; text?: string }[];
  note?: string;
}

interface Selection {
  subject?: string;
  since?: string;
  plant?: string;
  after?: string;
}

const POLL_MS = 500;

const list = new Command('list')
  .description('ship notices that customers were sent, in the order in which they were')
  .option('--plant <plant>')
  .option('--subject <delivery>', 'a delivery’s number')
  .option('--after <id>', 'go on from here')
  .option('--limit <number>', 'at most so many')
  .action(async (options: Selection & { limit?: string }, command: Command) => {
    const { client, output } = settingsOf(command);
    const page = await client.get<{ notices: Notice[]; next?: number }>('/v1/notices', { ...options });
    output.result(page, ({ notices, next }) => {
      if (notices.length === 0) return output.line('No notice.');
      const rows = notices.map(({ id, message, ...one }) => [
        ...[String(id), at(one.at), one.plant, one.subject, String(one.sequence)],
        ...[message.purpose, message.customer],
      ]);
      for (const line of table(['ID', 'SENT', 'PLANT', 'DELIVERY', 'SEQ', 'PURPOSE', 'CUSTOMER'], rows, output))
        output.line(line);
      if (next !== undefined) output.note(`  next: ${self} notices list --after ${next}`);
    });
  });

const replay = new Command('replay')
  .description('send notices again under their own ids, and wait until they are; the customer counts each once')
  .argument('[id...]', 'their numbers; or a delivery; or a plant and an instant')
  .option('--subject <delivery>', 'all notices of a delivery')
  .option('--since <instant>', 'all notices of a plant since then: 2026-03-10T00:00:00Z')
  .option('--plant <plant>')
  .option('--after <id>', 'only those after this one')
  .option('--reason <code>', 'why, for the audit', 'REPLAY')
  .option('--text <text>', 'the same in words')
  .option('--wait <seconds>', 'for the end', seconds, 60)
  .action(
    async (
      given: string[],
      { reason, text, wait, after, ...selection }: Selection & { reason: string; text?: string; wait: number },
      command: Command,
    ) => {
      const { client, output } = settingsOf(command);
      if (given.length === 0 && !selection.subject && !selection.since)
        throw new CliError('name notices by their numbers, by a delivery, or by a plant and an instant', {
          exitCode: exitCodes.usage,
          next: `${self} notices replay --subject <delivery>`,
        });
      const request = {
        ...(given.length > 0 && { ids: given.map(number) }),
        ...selection,
        ...(after !== undefined && { after: number(after) }),
        reasonCode: reason,
        ...(text && { text }),
      };
      const begun = await client.post<{ replayId: string; next?: number }>('/v1/notices/replay', request, randomUUID());
      const ended = await follow(client, begun.replayId, wait * 1_000);
      output.result(ended, (one) => shown(one, output));
      if (begun.next !== undefined) output.note(`  next: there are more; the same with --after ${begun.next}`);
    },
  );

const show = new Command('show')
  .description('how far a replay is')
  .argument('<replay>', 'its id')
  .action(async (replayId: string, _, command: Command) => {
    const { client, output } = settingsOf(command);
    output.result(await read(client, replayId), (one) => shown(one, output));
  });

export const noticesCommand = new Command('notices')
  .description('what customers were told: list, replay, show a replay')
  .addCommand(list, { isDefault: true })
  .addCommand(replay)
  .addCommand(show);

const read = (client: Client, replayId: string): Promise<Replay> =>
  client.get<Replay>(`/v1/notices/replays/${encodeURIComponent(replayId)}`);

async function follow(client: Client, replayId: string, waitMs: number): Promise<Replay> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const found = await read(client, replayId);
    if (found.state !== 'RUNNING' || Date.now() >= deadline) return found;
    await sleep(POLL_MS);
  }
}

function shown({ replayId, state, results = [], note }: Replay, output: Output): void {
  const rows = results.map(({ id, subject, sequence, result, code, text }) => [
    ...[String(id), subject, String(sequence), result],
    [code, text].filter(Boolean).join(' '),
  ]);
  if (rows.length > 0)
    for (const line of table(['ID', 'DELIVERY', 'SEQ', 'RESULT', 'WHY'], rows, output)) output.line(line);
  if (note) output.line(note);
  if (state === 'RUNNING') output.note(`  next: it goes on by itself; ${self} notices show ${replayId}`);
  if (state !== 'DONE' || results.some(({ result }) => result !== 'sent')) process.exitCode = exitCodes.refused;
}

/** @throws CliError */
function number(text: string): number {
  if (/^[1-9]\d{0,12}$/.test(text)) return Number(text);
  throw new CliError(`"${text}" is not the number of a notice`, {
    exitCode: exitCodes.usage,
    next: `${self} notices list`,
  });
}

/** @throws InvalidArgumentError */
function seconds(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number of seconds.');
}
