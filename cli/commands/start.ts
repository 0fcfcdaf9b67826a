import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { CliError, exitCodes } from '../exit.js';
import { settingsOf } from '../settings.js';
import { self } from '../self.js';

interface Started {
  runId: string;
  state: string;
  duplicate: boolean;
}

export const startCommand = new Command('start')
  .description('start the run of an order, or find the one it has')
  .argument('<process>', 'such as order-to-production')
  .argument('<order>', 'company/plant/order: 1000/P100/1000123')
  .option('--source-version <version>', 'the order’s version in the ERP')
  .option('--message-id <id>', 'the same one takes effect once')
  .action(
    async (
      process: string,
      order: string,
      options: { sourceVersion?: string; messageId?: string },
      command: Command,
    ) => {
      const { client, output } = settingsOf(command);
      const [company, plant, orderNo, ...rest] = order.split('/');
      if (!company || !plant || !orderNo || rest.length > 0) {
        const next = `${self} start ${process} 1000/P100/1000123`;
        throw new CliError(`"${order}" is not company/plant/order`, { exitCode: exitCodes.usage, next });
      }
      const { sourceVersion, messageId = randomUUID() } = options;
      const body = { company, plant, orderNo, ...(sourceVersion && { sourceVersion }) };
      const started = await client.post<Started>(`/v1/runs/${encodeURIComponent(process)}`, body, messageId);
      output.result(started, ({ runId, state, duplicate }) => {
        output.line(duplicate ? `${runId} was there already, ${state}` : `${runId} is started`);
        output.note(`  next: ${self} runs show ${runId}`);
      });
    },
  );
