import { expect, test } from 'vitest';
import { run } from '../cli/command.js';

const DEMO_MS = 300_000;

interface Result {
  ready_ms: number;
  troubles: { what: string; struck: number }[];
  freed: { runId: string; by: string; action: string; choice?: string; outcome: string }[];
  counts: Record<string, number>;
  money: Record<string, string>;
  checks: Record<string, boolean>;
  reported: object;
  posted: object;
  stock: { opening: string; receipts: string; issues: string; closing: string; system: string }[];
  runs: { runId: string; state: string }[];
  differences: string[];
}

test('the demo loses nothing and posts nothing twice from order to cash, whatever goes wrong on the way', {
  timeout: DEMO_MS,
}, async () => {
  const { code, stdout, stderr } = await run(['demo', '--once', '--json', '--limit', '240']);
  expect(stderr).toContain('Starting Temporal');
  const result = JSON.parse(stdout) as Result;
  expect(result.differences).toEqual([]);
  expect(code).toBe(0);
  const processes = result.runs.map(({ runId }) => runId.split('/')[0]);
  const count = (process: string) => processes.filter((one) => one === process).length;
  expect(['order-to-production', 'production-to-inventory', 'ship-to-cash', 'outbound-delivery'].map(count)).toEqual([
    12, 12, 12, 13,
  ]);
  expect(new Set(result.runs.map(({ state }) => state))).toEqual(new Set(['CLOSED', 'DONE']));
  expect(result.posted).toEqual(result.reported);
  // A short pick made the thirteenth; one customer's own truck came.
  expect(result.counts).toMatchObject({
    ...{ mostPerKey: 1, deliveries: 13, goodsIssues: 13, billingDocuments: 13, notices: 13, loads: 12 },
  });
  const { shippedValue, billed, freightAccepted, freightAccrued } = result.money;
  expect([billed, freightAccrued]).toEqual([shippedValue, freightAccepted]);
  expect(Object.keys(result.checks).length).toBeGreaterThanOrEqual(18);
  expect(Object.values(result.checks).every(Boolean)).toBe(true);
  expect(result.troubles).toHaveLength(10);
  expect(result.troubles.filter(({ struck }) => struck === 0)).toEqual([]);
  const freed = result.freed.map(
    ({ runId, by, action, choice }) => `${runId.split('/')[0]}: ${by} ${choice ?? action}`,
  );
  expect(new Set(freed)).toEqual(
    new Set([
      'order-to-production: planner-p200 SEND_AGAIN',
      'production-to-inventory: supervisor ACCEPT',
      'ship-to-cash: finance retry',
      'outbound-delivery: logistics APPROVE',
    ]),
  );
  expect(new Set(result.stock.map(({ system }) => system))).toEqual(new Set(['ERP', 'WMS']));
});

test('the demo fails with the orders that are open when its time is over', { timeout: DEMO_MS }, async () => {
  const { code, stdout, stderr } = await run(['demo', '--once', '--json', '--limit', '0']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/the time is over, and 24 orders are not closed:\n +1000101 at P100: /);
});
