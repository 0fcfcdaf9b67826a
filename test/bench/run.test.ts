import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Arrivals } from '../../bench/arrivals.js';
import { audit } from '../../bench/play.js';
import { startPracticePlant } from '../../practice/plant.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Report {
  ratios: Record<string, number>;
  contenders: Record<
    'headrace' | 'naive',
    {
      ordersPerCpuSecond: Record<'min' | 'median' | 'max', number>;
      historyEventsPerOrder: number;
      eventsByKind: Record<string, number>;
      actionsByKind: Record<string, number>;
    }
  >;
  commit: string;
  machine: string;
}

test('plays both contenders, audits every order, and reports ratios', async () => {
  const args = ['--import', import.meta.resolve('tsx'), 'bench/run.ts', '--rounds', '1', '--orders', '2', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 150_000 });
  const { ratios, contenders, commit, machine } = JSON.parse(stdout) as Report;
  expect(Object.keys(ratios)).toEqual([
    'ordersPerCpuSecondVsNaive',
    'dispatchP50VsNaive',
    'historyEventsVsNaive',
    'actionsVsNaive',
  ]);
  expect(Object.values(ratios).every((one) => one > 0)).toBe(true);
  for (const one of Object.values(contenders)) {
    // The same five calls and one event.
    expect(one.actionsByKind).toMatchObject({
      workflowExecutionStarted: 1,
      activityTaskScheduled: 5,
      workflowExecutionSignaled: 1,
    });
    const events = Object.values(one.eventsByKind).reduce((sum, count) => sum + count, 0);
    expect(one.historyEventsPerOrder).toBeCloseTo(events, 1);
    expect(Object.keys(one.ordersPerCpuSecond)).toEqual(['min', 'median', 'max']);
  }
  expect([commit, machine].every(Boolean)).toBe(true);
}, 180_000);

test('refuses to report an order that took other calls, or a call twice', async () => {
  const plant = await startPracticePlant();
  const arrivals = new Arrivals(plant);
  try {
    const stage = (orderNo: string) => fetch(`${plant.wms.P100.url}/staging-requests/${orderNo}`, { method: 'PUT' });
    await Promise.all([stage('3000001'), stage('3000001'), stage('3000002')]);
    await fetch(`${plant.mes.P100.url}/production-orders/3000001`, { method: 'DELETE' });
    const refused = () => audit({ plant, arrivals }, ['3000001']);
    expect(refused).toThrow(
      'order 3000001 took other calls: WMS: stage, WMS: stage, MES: DELETE /production-orders/3000001; expected: SAP: read',
    );
  } finally {
    arrivals.stop();
    await plant.stop();
  }
});
