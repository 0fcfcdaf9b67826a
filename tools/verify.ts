import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Counts, type Lane, type LaneResult, looked, runLane, testCounts } from './lanes.js';

// Everything that must hold before a change lands: one command, to the end, with what each part has looked at.

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const reports = join(root, 'node_modules/.cache/headrace/reports');
const report = join(reports, 'tests.json');
const deep = process.argv.includes('--deep');

const tool = (name: string): string => join(root, 'node_modules/.bin', name);

const lanes: Lane[] = [
  {
    name: 'types',
    command: tool('tsc'),
    args: ['-p', '.', '--listFiles'],
    counts: (output) => {
      const files = output.split('\n').filter((line) => line.startsWith(root) && !line.includes('node_modules'));
      return { passed: files.length, failed: 0, skipped: 0 };
    },
  },
  {
    name: 'lint',
    command: tool('oxlint'),
    args: ['--deny-warnings'],
    counts: looked(/on (\d+) files/),
  },
  {
    name: 'format',
    command: tool('biome'),
    args: ['format', '.', '--reporter=summary'],
    counts: looked(/(?:Checked|Formatted) (\d+) files/),
  },
  {
    name: 'dead code',
    command: tool('knip'),
    args: ['--performance'],
    counts: looked(/parseFile +(\d+)/),
  },
  {
    name: 'tests',
    command: tool('vitest'),
    args: ['run', ...(deep ? ['--sequence.shuffle.files'] : [])],
    environment: { HEADRACE_TEST_REPORT: report, ...(deep && { HEADRACE_DEEP: '1' }) },
    live: true,
    counts: () => testCounts(report),
  },
  { name: 'bundle', command: tool('tsx'), args: ['tools/bundle.ts'], counts: looked(/\((\d+) KiB\)/) },
];

/** From nothing but the lock file, as on a new machine. */
const install: Lane = {
  name: 'install',
  command: 'bash',
  args: [
    '-c',
    'd=$(mktemp -d) && trap "rm -rf $d" EXIT && cp package.json package-lock.json .npmrc $d && cd $d && npm ci',
  ],
  counts: looked(/added (\d+) packages/),
};
if (deep) lanes.unshift(install);

function show({ parts, seconds, exitCode, output, name }: LaneResult): void {
  if (exitCode !== 0 && output) process.stdout.write(`\n--- ${name}\n${output.slice(-20_000)}\n`);
  for (const [part, { passed, failed, skipped }] of Object.entries(parts)) {
    const time = part === name ? `${seconds.toFixed(1)} s` : '';
    process.stdout.write(
      `${part.padEnd(18)} ran ${String(passed + failed).padStart(5)}  failed ${String(failed).padStart(3)}  skipped ${String(skipped).padStart(3)}  ${time}\n`,
    );
  }
  if (!(name in parts)) process.stdout.write(`${name.padEnd(18)} ${seconds.toFixed(1)} s\n`);
}

const failed = ({ exitCode, parts }: LaneResult): boolean =>
  exitCode !== 0 ||
  Object.values(parts).some((part) => part.passed === 0 || part.failed > 0) ||
  Object.keys(parts).length === 0;

mkdirSync(reports, { recursive: true });
rmSync(report, { force: true });
const results: LaneResult[] = [];
for (const lane of lanes) {
  process.stdout.write(`\n> ${lane.name}\n`);
  const result = await runLane(lane);
  show(result);
  results.push(result);
}

const broken = results.filter(failed).map(({ name }) => name);
if (broken.length > 0) process.stdout.write(`\nfailed: ${broken.join(', ')}\n`);
const tests = Object.values(results.find(({ name }) => name === 'tests')?.parts ?? {});
const sum = (key: keyof Counts) => tests.reduce((total, part) => total + part[key], 0);
// A lane of another kind that failed counts as one failure: the last line never looks green when the run is not.
const others = broken.filter((name) => name !== 'tests' || sum('failed') === 0).length;
if (sum('skipped') > 0) process.stdout.write(`\n${sum('skipped')} SKIPPED, each with its reason above\n`);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed') + others} failed\n`);
process.exitCode = broken.length > 0 ? 1 : 0;
