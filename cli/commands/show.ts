import { Command } from 'commander';
import type { Query } from '../client.js';
import { exitCodes } from '../exit.js';
import { settingsOf } from '../settings.js';
import { type Part, partsOf, showParts } from '../views/parts.js';

interface Options {
  plant?: string;
  company?: string;
}

const item = new Command('item')
  .description('an item, from the ERP')
  .argument('<item>')
  .requiredOption('--plant <plant>')
  .action((number: string, { plant }: Options, command: Command) => show(command, 'items', number, { plant }));

const inventory = new Command('inventory')
  .description('stock of an item: as the books have it (ERP), and as it lies there (WMS)')
  .argument('<item>')
  .requiredOption('--plant <plant>')
  .action((number: string, { plant }: Options, command: Command) => show(command, 'inventory', number, { plant }));

const order = new Command('order')
  .description('a production order from ERP and MES; with --company, a sales order')
  .argument('<number>')
  .option('--plant <plant>', 'of a production order')
  .option('--company <company>', 'of a sales order')
  .action((number: string, { plant, company }: Options, command: Command) =>
    show(command, 'orders', number, company === undefined ? { plant } : { kind: 'sales', company }),
  );

const shipment = new Command('shipment')
  .description('a delivery from ERP, warehouse and transport system')
  .argument('<delivery>')
  .requiredOption('--plant <plant>')
  .action((number: string, { plant }: Options, command: Command) => show(command, 'shipments', number, { plant }));

export const showCommand = new Command('show')
  .description('what other systems say now: item, inventory, order, shipment')
  .addCommand(item)
  .addCommand(inventory)
  .addCommand(order)
  .addCommand(shipment);

/** Fails when one of the owners says nothing: the picture is not whole. */
async function show(command: Command, path: string, number: string, query: Query): Promise<void> {
  const { client, output } = settingsOf(command);
  const reply = await client.get<Record<string, Part | string>>(`/v1/${path}/${encodeURIComponent(number)}`, query);
  output.result(reply, (one) => showParts(one, output));
  if (partsOf(reply).some(([, part]) => part.problem)) process.exitCode = exitCodes.refused;
}
