import { Command } from 'commander';
import { CliError, exitCodes } from '../exit.js';
import { type Output, plainOf, table } from '../output.js';
import { settingsOf } from '../settings.js';
import { at } from '../times.js';
import { self } from '../self.js';

interface Message {
  seq: number;
  source: string;
  messageId: string;
  type: string;
  plant: string;
  occurredAt: string;
  receivedAt: string;
  forwardedAt?: string;
  status: string;
  count: number;
  target?: string;
  reason?: string;
  raw?: string;
}

interface Filter {
  status?: string;
  source?: string;
  target?: string;
}

interface Replay {
  results: { seq: number; result: string; reason?: string }[];
  more: boolean;
}

const filtered = (command: Command): Command =>
  command
    .option('--status <status>', 'pending, forwarded, orphan, quarantined, conflict, dead, ignored')
    .option('--source <source>', 'who sent it: /mes/P100')
    .option('--target <run>', 'the run that it is for');

const list = filtered(new Command('list'))
  .description('messages received, newest first')
  .option('--limit <number>', 'at most so many')
  .option('--cursor <cursor>', 'go on from here')
  .action(async (options: Filter & { limit?: string; cursor?: string }, command: Command) => {
    const { client, output } = settingsOf(command);
    const page = await client.get<{ messages: Message[]; next?: string }>('/v1/messages', { ...options });
    output.result(page, ({ messages, next }) => {
      if (messages.length === 0) return output.line('No message.');
      const rows = messages.map((one) => [
        String(one.seq),
        at(one.receivedAt),
        one.status,
        one.plant,
        one.count > 1 ? `${one.type} ×${one.count}` : one.type,
        one.reason ?? one.target ?? '',
      ]);
      for (const line of table(['SEQ', 'RECEIVED', 'STATUS', 'PLANT', 'TYPE', 'WHY, OR FOR'], rows, output))
        output.line(line);
      if (next) output.note(`  next: ${self} messages list --cursor ${next}`);
    });
  });

const show = new Command('show')
  .description('one message, with what became of it')
  .argument('<seq>', 'its number', number)
  .action(async (seq: number, _, command: Command) => {
    const { client, output } = settingsOf(command);
    output.result(await client.get<Message>(`/v1/messages/${seq}`), (message) => shown(message, output));
  });

function shown(message: Message, { line, note }: Output): void {
  const { raw, ...fields } = message;
  for (const [name, value] of Object.entries(fields)) line(`${name.padEnd(12)} ${plainOf(String(value))}`);
  if (raw) line(`\n${raw}`);
  const replayable = ['quarantined', 'dead', 'orphan', 'ignored'].includes(message.status);
  if (replayable) note(`  next: mend the cause, then ${self} messages replay ${message.seq}`);
}

const replay = filtered(new Command('replay'))
  .description('read messages again, with today’s mapping, and forward those that can now be taken')
  .argument('[seq...]', 'their numbers; or a filter, but not both')
  .option('--reason <code>', 'why, for the audit', 'REPLAY')
  .option('--text <text>', 'the same in words')
  .action(
    async (
      given: string[],
      { reason, text, ...filter }: Filter & { reason: string; text?: string },
      command: Command,
    ) => {
      const { client, output } = settingsOf(command);
      const hasFilter = Object.keys(filter).length > 0;
      if (given.length > 0 === hasFilter) {
        throw new CliError('name messages by their numbers or by a filter', {
          exitCode: exitCodes.usage,
          next: `${self} messages replay --status quarantined`,
        });
      }
      const which = hasFilter ? { filter } : { seqs: given.map(number) };
      const reply = await client.post<Replay>('/v1/messages/replay', {
        ...which,
        reasonCode: reason,
        ...(text && { text }),
      });
      output.result(reply, ({ results, more }) => {
        const rows = results.map(({ seq, result, reason: why = '' }) => [String(seq), result, why]);
        for (const line of table(['SEQ', 'RESULT', 'WHY'], rows, output)) output.line(line);
        if (more) output.note('  next: there are more; give the same command again');
      });
      if (reply.results.some(({ result }) => result !== 'requeued')) process.exitCode = exitCodes.refused;
    },
  );

export const messagesCommand = new Command('messages')
  .description('messages from other systems: list, show, replay')
  .addCommand(list, { isDefault: true })
  .addCommand(show)
  .addCommand(replay);

/** @throws CliError */
function number(text: string): number {
  if (/^[1-9]\d{0,12}$/.test(text)) return Number(text);
  throw new CliError(`"${text}" is not the number of a message`, {
    exitCode: exitCodes.usage,
    next: `${self} messages list`,
  });
}
