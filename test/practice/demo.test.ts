import { expect, test } from 'vitest';
import { run } from '../cli/command.js';

const DEMO_MS = 240_000;

interface Result {
  ready_ms: number;
  faults: { kind: string; struck: number }[];
  freed: { runId: string; outcome: string }[];
  documents: { mostPerKey: number };
  reported: object;
  posted: object;
  stock: { opening: string; receipts: string; issues: string; closing: string; system: string }[];
  runs: { runId: string; state: string }[];
  differences: string[];
}

test('the demo loses nothing and posts nothing twice, over a lost reply, an outage and a rejection', {
  timeout: DEMO_MS,
}, async () => {
  const { code, stdout, stderr } = await run(['demo', '--once', '--json']);
  expect(stderr).toContain('Starting Temporal');
  const result = JSON.parse(stdout) as Result;
  expect(result.differences).toEqual([]);
  expect(code).toBe(0);
  expect(result.runs).toHaveLength(20);
  expect(new Set(result.runs.map(({ state }) => state))).toEqual(new Set(['CLOSED', 'DONE']));
  expect(result.documents.mostPerKey).toBe(1);
  expect(result.posted).toEqual(result.reported);
  expect(result.faults).toEqual([{ kind: 'commit-then-cut', struck: 1 }]);
  expect(result.freed).toEqual([
    expect.objectContaining({ runId: 'order-to-production/1000/P200/2000202', outcome: 'done' }),
  ]);
  expect(new Set(result.stock.map(({ system }) => system))).toEqual(new Set(['ERP', 'WMS']));
});

test('the demo fails with the orders that are open when its time is over', { timeout: DEMO_MS }, async () => {
  const { code, stdout, stderr } = await run(['demo', '--once', '--json', '--limit', '0']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/the time is over, and 10 orders are not closed:\n +1000101 at P100: /);
});
