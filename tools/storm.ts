import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLane, testCounts } from './lanes.js';

// The storm alone (test/reliability/storm.test.ts): it needs the machine for itself, and a minute or two.
// HEADRACE_SEED draws another one.

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const reports = join(root, 'node_modules/.cache/headrace/reports');
const report = join(reports, 'storm.json');
mkdirSync(reports, { recursive: true });
rmSync(report, { force: true });

const { exitCode, parts } = await runLane({
  name: 'storm',
  command: join(root, 'node_modules/.bin/vitest'),
  args: ['run', 'test/reliability/storm.test.ts'],
  environment: { HEADRACE_STORM: '1', HEADRACE_TEST_REPORT: report },
  live: true,
  counts: () => testCounts(report),
});
const sum = (key: 'passed' | 'failed'): number => Object.values(parts).reduce((total, part) => total + part[key], 0);
const failed = exitCode === 0 ? sum('failed') : Math.max(1, sum('failed'));
process.stdout.write(`\n${sum('passed')} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || sum('passed') === 0 ? 1 : 0;
