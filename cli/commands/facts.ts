import { Command, InvalidArgumentError } from 'commander';
import type { Fact } from '../../contracts/facts.js';
import type { Client } from '../client.js';
import { CliError, exitCodes } from '../exit.js';
import { FactsFolder } from '../facts-files.js';
import { table } from '../output.js';
import { self } from '../self.js';
import { settingsOf } from '../settings.js';
import { at } from '../times.js';
import { factWords } from '../views/fact.js';

interface FedFact {
  runId: string;
  at: string;
  type: string;
  fact?: Fact;
}

interface Page {
  facts: FedFact[];
  next: string;
  more: boolean;
}

interface Options {
  after?: string;
  limit?: string;
  out?: string;
  lines: number;
}

const PAGE = 500;
const LINES = 10_000;

export const factsCommand = new Command('facts')
  .description('what has happened in all runs, in the order in which it was recorded; into files for a data lake')
  .option('--after <cursor>', 'go on from here')
  .option('--limit <number>', 'at most so many')
  .option('--out <folder>', 'write all that is new as lines of JSON, and keep the cursor beside them')
  .option('--lines <number>', 'of a file at most', lines, LINES)
  .action(async ({ after, limit, out, lines: perFile }: Options, command: Command) => {
    const { client, output } = settingsOf(command);
    if (out === undefined) {
      const page = await client.get<Page>('/v1/facts', { after, limit });
      output.result(page, ({ facts, next, more }) => {
        const rows = facts.map((one) => [at(one.at), one.runId, one.type, (one.fact && factWords(one.fact)) ?? '']);
        if (rows.length > 0) for (const line of table(['AT', 'RUN', 'TYPE', 'WHAT'], rows, output)) output.line(line);
        else output.line('No fact.');
        output.note(`  next: ${self} facts --after ${next}${more ? '' : ' (when there is more)'}`);
      });
      return;
    }
    const copied = await copy(client, { folder: out, perFile, ...(after !== undefined && { after }) });
    output.result(copied, ({ facts, files }) =>
      output.line(files.length === 0 ? 'Nothing new.' : `${facts} facts in ${files.length} files: ${files.join(', ')}`),
    );
  });

interface Copied {
  facts: number;
  files: string[];
  after: string;
}

/** All that there is, from where the folder was left. @throws CliError */
async function copy(
  client: Client,
  { folder, perFile, after }: { folder: string; perFile: number; after?: string },
): Promise<Copied> {
  const target = new FactsFolder(folder);
  try {
    if (after !== undefined && target.after !== undefined && target.after !== after)
      throw new CliError(`${folder} goes on from a cursor of its own`, {
        exitCode: exitCodes.usage,
        next: 'leave --after out, or name another folder',
      });
    return await copyInto(target, client, perFile, after);
  } finally {
    target.close();
  }
}

async function copyInto(target: FactsFolder, client: Client, perFile: number, begin?: string): Promise<Copied> {
  const files: string[] = [];
  let facts = 0;
  let here = 0;
  let after = target.after ?? begin;
  for (;;) {
    const page = await client.get<Page>('/v1/facts', { after, limit: Math.min(PAGE, perFile - here) });
    if (page.facts.length > 0) target.append(page.facts);
    facts += page.facts.length;
    here += page.facts.length;
    after = page.next;
    if (page.more && here < perFile) continue;
    const name = target.finish(after);
    if (name !== undefined) files.push(name);
    here = 0;
    if (!page.more) return { facts, files, after };
  }
}

/** @throws InvalidArgumentError */
function lines(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('must be a whole number from 1 on.');
}
