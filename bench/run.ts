import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Name } from './contenders.js';
import { reportOf, type Rounds, tableOf } from './report.js';
import { playRound } from './round.js';

// This product beside a bare Temporal workflow that makes the same five calls and takes the same event. Rounds are
// interleaved, each on a fresh server with its database on disk. Compare ratios within one run only.

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    orders: { type: 'string', default: '60' },
    'in-flight': { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});

function count(option: 'rounds' | 'orders' | 'in-flight'): number {
  if (!/^[1-9]\d{0,4}$/.test(values[option])) throw new Error(`--${option} is a number from 1 to 99999`);
  return Number(values[option]);
}

const loadBefore = loadavg()[0]?.toFixed(1);
const load = { orders: count('orders'), inFlight: count('in-flight') };
const rounds: Rounds = { headrace: [], naive: [] };
const names: Name[] = ['headrace', 'naive'];
for (let round = 1; round <= count('rounds'); round += 1) {
  // What comes second finds a warmer machine; they take turns.
  for (const name of round % 2 === 1 ? names : names.toReversed()) {
    process.stderr.write(`round ${round} of ${values.rounds}: ${name}\n`);
    rounds[name].push(await playRound(name, load));
  }
}

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes';
const commit = `${git('rev-parse', '--short', 'HEAD')}${changed}`;
const machine = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load average ${loadBefore} before`;
const how = { rounds: count('rounds'), ...load };
const report = { ...reportOf(rounds), ...how, commit, machine };
process.stdout.write(
  values.json
    ? `${JSON.stringify(report, null, 2)}\n`
    : `\n${tableOf(report)}${how.rounds} rounds of ${how.orders} orders, ${how.inFlight} in flight; ${machine}; commit ${commit}\n`,
);
process.exit(0);
