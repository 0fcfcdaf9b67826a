import { Command } from 'commander';
import type { Client } from '../client.js';
import { CliError } from '../exit.js';
import type { RunList, RunReply } from '../replies.js';
import { settingsOf } from '../settings.js';
import { showRun } from '../views/run.js';
import { showRuns } from '../views/run-list.js';
import { self } from '../self.js';

interface Filter {
  process?: string;
  plant?: string;
  state?: string;
  condition?: string;
  owner?: string;
  severity?: string;
  query?: string;
  sort?: string;
  limit?: string;
  cursor?: string;
  stuck?: true;
}

const list = new Command('list')
  .description('runs, what changed last first')
  .option('--stuck', 'what waits for a person, what is due first')
  .option('--process <process>')
  .option('--plant <plant>')
  .option('--state <state>')
  .option('--condition <condition>', 'RUNNING, WAITING, RETRYING, EXCEPTION, UNKNOWN_OUTCOME, ON_HOLD …')
  .option('--owner <role>', 'of an exception')
  .option('--severity <severity>', 'SEV1 to SEV4')
  .option('-q, --query <number>', 'any business number: order, document, lot')
  .option('--sort <order>', 'dueAt, -updatedAt or key')
  .option('--limit <number>', 'at most so many')
  .option('--cursor <cursor>', 'go on from here')
  .action(async ({ stuck, query: q, ...filter }: Filter, command: Command) => {
    const { client, output } = settingsOf(command);
    const asked = { ...(stuck && { condition: 'EXCEPTION', sort: 'dueAt' }), ...filter, ...(q && { q }) };
    const page = await client.get<RunList>('/v1/runs', asked);
    output.result(page, (runs) => showRuns(runs, output));
  });

const show = new Command('show')
  .description('one run: what happened, what it holds up, what may be done now')
  .argument('<run>', 'its id, or any business number')
  .action(async (name: string, _, command: Command) => {
    const { client, output } = settingsOf(command);
    const { runId, others } = await findRun(client, name);
    output.result(await client.get<RunReply>(`/v1/runs/${runId}`), (run) => showRun(run, output));
    for (const other of others) output.note(`  also: ${self} runs show ${other}`);
  });

export const runsCommand = new Command('runs')
  .description('runs: list, show')
  .addCommand(list, { isDefault: true })
  .addCommand(show);

/**
 * A run by its id or by a business number; of an order's runs, the one that a person must look after, else the one
 * that was first.
 * @throws CliError when there is none, or when it could be one of several orders
 */
export async function findRun(client: Client, name: string): Promise<{ runId: string; others: string[] }> {
  if (name.includes('/')) return { runId: name.split('/').map(encodeURIComponent).join('/'), others: [] };
  const { runs } = await client.get<RunList>('/v1/runs', { q: name, limit: 20 });
  const orders = new Set(runs.map(({ company, plant, key }) => [company, plant, key].join('/')));
  const exact = runs.filter(({ key }) => key === name.toUpperCase().replace(/^0+(?=.)/, ''));
  const found = orders.size > 1 && exact.length > 0 ? exact : runs;
  if (orders.size > 1 && new Set(found.map(({ company, plant }) => `${company}/${plant}`)).size > 1) {
    const ids = runs.map(({ runId }) => `\n  ${self} runs show ${runId}`);
    throw new CliError(`${name} belongs to several runs:${ids.join('')}`);
  }
  const chosen =
    found.find(({ exceptions }) => exceptions.length > 0) ??
    found.find(({ process }) => process === 'order-to-production') ??
    found[0];
  if (!chosen) throw new CliError(`no run has the number ${name}`, { next: `${self} runs list` });
  return { runId: chosen.runId, others: found.filter((run) => run !== chosen).map(({ runId }) => runId) };
}
