import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLane, testCounts } from './lanes.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'node_modules/.cache/headrace/reports');

/** Tests that need the machine for themselves, and take a minute or more; `npm test` leaves them out. */
export async function runTestLane(name: string, files: string[], more: string[] = []): Promise<void> {
  process.chdir(root);
  const report = join(reports, `${name}.json`);
  mkdirSync(reports, { recursive: true });
  rmSync(report, { force: true });
  const { exitCode, parts, seconds } = await runLane({
    name,
    command: join(root, 'node_modules/.bin/vitest'),
    args: ['run', ...files, ...more],
    environment: { HEADRACE_LANE: name, HEADRACE_TEST_REPORT: report },
    live: true,
    counts: () => testCounts(report),
  });
  const sum = (key: 'passed' | 'failed' | 'skipped'): number =>
    Object.values(parts).reduce((total, part) => total + part[key], 0);
  const failed = exitCode === 0 ? sum('failed') : Math.max(1, sum('failed'));
  const executed = sum('passed') + sum('failed');
  const time = `${seconds.toFixed(1)} s`;
  process.stdout.write(`\n${name}: ran ${executed}, failed ${failed}, skipped ${sum('skipped')}, ${time}\n`);
  process.stdout.write(`\n${sum('passed')} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || sum('passed') === 0 ? 1 : 0;
}
