import { Command, InvalidArgumentError } from 'commander';
import { type Output, table } from '../output.js';
import { settingsOf } from '../settings.js';
import { at, duration } from '../times.js';
import type { QueueState } from '../../api/systems/queue-limit.js';
import { self } from '../self.js';

interface System extends QueueState {
  id: string;
  capability: string;
  plants: string[];
}

const list = new Command('list')
  .description('the external systems: held or limited, by whom and why, and what waits for them')
  .action(async (_, command: Command) => {
    const { client, output } = settingsOf(command);
    output.result(await client.get<{ systems: System[] }>('/v1/systems'), ({ systems }) => shown(systems, output));
  });

const hold = new Command('hold')
  .description('hold all calls to a system; what is under way may end')
  .argument('<system>', 'its name: SAP')
  .requiredOption('--reason <code>', 'why, such as MAINTENANCE')
  .option('--text <text>', 'the same in words', '')
  .action(async (system: string, { reason, text }: { reason: string; text: string }, command: Command) => {
    const { client, output } = settingsOf(command);
    const held = await client.post<System>(`/v1/systems/${encodeURIComponent(system)}/hold`, {
      reasonCode: reason,
      text,
    });
    output.result(held, (one) => shown([one], output));
    output.note(`  next: ${self} systems release ${system} --reason …`);
  });

const release = new Command('release')
  .description('let calls to a system go on')
  .argument('<system>', 'its name: SAP')
  .requiredOption('--reason <code>', 'why, such as MAINTENANCE_OVER')
  .option('--text <text>', 'the same in words', '')
  .option('--rate <number>', 'at most so many calls a second', rate)
  .action(async (system: string, options: { reason: string; text: string; rate?: number }, command: Command) => {
    const { client, output } = settingsOf(command);
    const { reason: reasonCode, text, rate: ratePerSecond } = options;
    const body = { reasonCode, text, ...(ratePerSecond !== undefined && { ratePerSecond }) };
    const released = await client.post<System>(`/v1/systems/${encodeURIComponent(system)}/release`, body);
    output.result(released, (one) => shown([one], output));
  });

export const systemsCommand = new Command('systems')
  .description('external systems: list, hold, release')
  .addCommand(list, { isDefault: true })
  .addCommand(hold)
  .addCommand(release);

function shown(systems: System[], output: Output): void {
  const rows = systems.map((one) => [
    one.id,
    one.capability,
    one.plants.join(' '),
    one.held ? 'HELD' : one.ratePerSecond === null ? 'open' : `${one.ratePerSecond}/s`,
    one.pollers > 0 ? String(one.pollers) : 'none',
    one.backlog > 0 ? `${one.backlog}, oldest ${duration(one.backlogAgeMs)}` : '-',
    one.reason ? `${one.reason} (${one.by ?? '?'}, ${at(one.since)})` : '',
  ]);
  for (const line of table(['SYSTEM', 'KIND', 'PLANTS', 'CALLS', 'WORKERS', 'WAITING', 'WHY'], rows, output))
    output.line(line);
  const held = systems.find((one) => one.held);
  if (held && systems.length > 1) output.note(`  next: ${self} systems release ${held.id} --reason …`);
}

/** @throws InvalidArgumentError */
function rate(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 10_000) return value;
  throw new InvalidArgumentError('must be more than 0 and at most 10000 calls a second.');
}
