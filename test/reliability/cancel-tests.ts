import { afterAll, describe, expect, test } from 'vitest';
import type { PlantOptions } from '../setup/plant.js';
import { differencesOnReplay } from '../setup/replayed.js';
import { casesOf, tableOf } from './cancel-cases.js';
import { neverPassed } from './cancel-record.js';
import type { Trade } from './cancel-trade.js';
import { type Case, cancelThere, follow, type Reference, type Result, titleOf } from './cancel-trial.js';

/** A call may be held for a while; what is looked at again and again is left to events, so that courses are alike. */
export const CANCEL_LANDSCAPE: NonNullable<PlantOptions['overrides']> = {
  calls: { scheduleToStart: '20s', heartbeat: '10s', read: '30s', keyed: '30s', unkeyed: '30s', absentGap: '500ms' },
  production: { answerProbeAfter: '500ms', answerEscalateAfter: '20s' },
  shipping: {
    holdRecheck: '20s',
    warehouseProbe: '20s',
    tenderProbe: '20s',
    trackingPoll: '20s',
    tenderAnswer: '3s',
    revenueTriggers: { CPT: 'GOODS_ISSUE' },
  },
  receiving: { orderRecheck: '20s', receiptProbe: '20s', decisionProbe: '20s' },
};

const CASE_MS = 200_000;

/** Declares a test for every boundary that uncancelled orders record. */
export async function tryCancels(trade: Trade): Promise<void> {
  const [references, again] = (await Promise.all(
    [1, 2].map(() => Promise.all(trade.scenarios.map((scenario) => follow(trade, scenario)))),
  )) as [Reference[], Reference[]];
  const referenceOf = (scenario: string) => references.find((one) => one.scenario === scenario) as Reference;
  const results: { case: Case; result?: Result }[] = [];
  const records = () => [
    ...references.flatMap((one) => one.records),
    ...results.flatMap(({ result }) => result?.records ?? []),
  ];

  test('every step of the contracts is in the record of an order that nobody cancels', () => {
    const recorded = references.flatMap((one) => one.records);
    expect(neverPassed(trade.contracts, recorded).sort()).toEqual(Object.keys(trade.onlyUndoing).sort());
  });

  describe('leaves nothing half done when cancelled', () => {
    test.concurrent.each(casesOf(trade, references, again).map((one) => [titleOf(one), one] as const))(
      '%s',
      async (_, one) => {
        const entry: (typeof results)[number] = { case: one };
        results.push(entry);
        entry.result = await cancelThere(trade, one, referenceOf(one.scenario));
      },
      CASE_MS,
    );
  });

  test('what only undoing passes is in the record of cancelled orders', () => {
    expect(neverPassed(trade.contracts, records())).toEqual([]);
  });

  test(
    'a worker that takes over any of these runs comes to the same',
    async () => {
      expect(await differencesOnReplay(trade.plant.temporal)).toEqual([]);
    },
    CASE_MS,
  );

  afterAll(() => void process.stdout.write(`\n${tableOf(results)}\n`));
}
