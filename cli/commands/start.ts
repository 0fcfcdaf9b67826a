import { randomUUID } from 'node:crypto';
import { Command } from 'commander';
import { ALL_PLANTS } from '../../contracts/ids.js';
import { orderToProduction } from '../../contracts/processes/order-to-production.js';
import { outboundDelivery } from '../../contracts/processes/outbound-delivery.js';
import { shipToCash } from '../../contracts/processes/ship-to-cash.js';
import { CliError, exitCodes } from '../exit.js';
import { settingsOf } from '../settings.js';
import { self } from '../self.js';

interface Started {
  runId: string;
  state: string;
  duplicate: boolean;
  changed?: true;
}

interface Form {
  number: string;
  example: string;
  spansPlants?: true;
}

/** How each process's order is typed, and what the API calls its number. */
const forms: Record<string, Form> = {
  [orderToProduction.process]: { number: 'orderNo', example: '1000/P100/1000123' },
  [shipToCash.process]: { spansPlants: true, number: 'salesOrderNo', example: '1000/200045' },
  [outboundDelivery.process]: { number: 'deliveryNo', example: '1000/P100/80001234' },
};

/** Of a process that is not known here, the API says what it thinks. */
const otherwise: Form = { number: 'orderNo', example: '1000/P100/1000123' };

export const startCommand = new Command('start')
  .description('start the run of an order, or find the one it has')
  .argument('<process>', Object.keys(forms).join(', '))
  .argument('<order>', 'company/plant/number: 1000/P100/1000123; a sales order has no plant: 1000/200045')
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
      const { sourceVersion, messageId = randomUUID() } = options;
      const body = { ...orderOf(process, order), ...(sourceVersion && { sourceVersion }) };
      const started = await client.post<Started>(`/v1/runs/${encodeURIComponent(process)}`, body, messageId);
      output.result(started, ({ runId, state, duplicate, changed }) => {
        output.line(duplicate ? `${runId} was there already, ${state}` : `${runId} is started`);
        if (changed) output.line('it is told of the newer version');
        output.note(`  next: ${self} runs show ${runId}`);
      });
    },
  );

/** @throws CliError when it is typed in another way */
function orderOf(process: string, order: string): Record<string, string> {
  const { spansPlants, number, example } = forms[process] ?? otherwise;
  const parts = order.split('/').filter((part) => !(spansPlants && part === ALL_PLANTS));
  const names = ['company', ...(spansPlants ? [] : ['plant']), number];
  if (parts.length === names.length && parts.every(Boolean))
    return Object.fromEntries(names.map((name, index) => [name, parts[index] ?? '']));
  throw new CliError(`"${order}" is not company/${spansPlants ? '' : 'plant/'}number`, {
    exitCode: exitCodes.usage,
    next: `${self} start ${process} ${example}`,
  });
}
