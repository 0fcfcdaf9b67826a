import { Command } from 'commander';
import { CliError, exitCodes } from '../exit.js';
import { seconds, untilEnded } from './local.js';
import { self } from '../self.js';

interface Options {
  once?: true;
  json?: true;
  outage?: number;
  limit: number;
}

const OUTAGE_S = 60;
const SHORT_OUTAGE_S = 10;

export const demoCommand = new Command('demo')
  .description('a shift at a practice plant, on a Temporal server and a product that run here')
  .option('--once', 'free the stuck orders by itself, end when all are closed, compare all ledgers')
  .option('--outage <seconds>', `how long SAP is down (default: ${OUTAGE_S}, with --once ${SHORT_OUTAGE_S})`, seconds)
  .option('--limit <seconds>', 'with --once: give up after this time', seconds, 180)
  .action(async (_, command: Command) => {
    const { once = false, json = false, outage, limit } = command.optsWithGlobals<Options>();
    if (json && !once)
      throw new CliError('--json needs --once', { exitCode: exitCodes.usage, next: `${self} demo --once --json` });
    const outageS = outage ?? (once ? SHORT_OUTAGE_S : OUTAGE_S);
    await untilEnded(
      json,
      'Starting Temporal, a practice plant of two plants, the API and a worker …',
      async (signal) => {
        const { runDemo } = await import('../demo/demo.js');
        return runDemo({ once, json, outageMs: outageS * 1_000, limitMs: limit * 1_000, signal });
      },
    );
  });
