import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('the benchmark plays both contenders, audits every order, and reports ratios', async () => {
  const args = ['--import', import.meta.resolve('tsx'), 'bench/run.ts', '--rounds', '1', '--orders', '2', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 150_000 });
  const { ratios, contenders } = JSON.parse(stdout) as {
    ratios: Record<string, number>;
    contenders: Record<'headrace' | 'naive', { historyEvents: number; actionsByKind: Record<string, number> }>;
  };
  expect(Object.keys(ratios)).toEqual([
    'ordersPerCpuSecondVsNaive',
    'dispatchP50VsNaive',
    'historyEventsVsNaive',
    'actionsVsNaive',
  ]);
  expect(Object.values(ratios).every((one) => one > 0)).toBe(true);
  // The same five calls and one event.
  for (const { actionsByKind } of Object.values(contenders))
    expect(actionsByKind).toMatchObject({ start: 1, activity: 5, 'signal received': 1 });
}, 180_000);
