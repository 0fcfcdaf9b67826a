import { describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { checkpoint, exception, open, runIdOf, view } from './samples.js';

const at = '2026-03-02T08:00:00.000Z';
const state = (name: string): Fact => ({ type: 'state', at, state: name });
const action = (actionId: string, outcome: 'done' | 'failed'): Fact => ({
  type: 'action',
  at,
  actionId,
  action: 'retry',
  actor: 'anna',
  outcome,
  text: '',
});

describe('a checkpoint', () => {
  it('that is recorded twice changes nothing', async () => {
    const store = await open();
    const once = checkpoint('1000123', 1, { facts: [state('VALIDATING'), state('STAGING')] });
    await store.facts.record(once);
    const before = [await store.facts.run(once.runId), await store.facts.of(once.runId)];
    await store.facts.record(structuredClone(once));
    expect([await store.facts.run(once.runId), await store.facts.of(once.runId)]).toEqual(before);
    expect(before[1]).toHaveLength(2);
  });

  it('that comes late adds its facts, in their place, and never replaces a newer view', async () => {
    const store = await open();
    const newer = view('1000123', { state: 'CLOSED', exceptions: [] });
    const older = view('1000123', { state: 'STAGING', exceptions: [exception('e1')] });
    await store.facts.record(checkpoint('1000123', 2, { view: newer, facts: [state('CLOSED')] }));
    await store.facts.record(checkpoint('1000123', 1, { view: older, facts: [state('STAGING')] }));
    expect((await store.facts.run(runIdOf('1000123')))?.view).toEqual(newer);
    expect((await store.facts.runs({ owner: 'planner', limit: 9 })).runs).toEqual([]);
    expect((await store.facts.of(runIdOf('1000123'))).map((one) => one.fact)).toEqual([
      state('STAGING'),
      state('CLOSED'),
    ]);
  });

  it('of a workflow task that was lost gives way to what the task recorded when it was done again', async () => {
    const store = await open();
    const number = (value: string): Fact => ({ type: 'number', at, kind: 'test', number: value });
    const lost = view('1000123', { state: 'STAGING' });
    const kept = view('1000123', { state: 'DISPATCHING' });
    await store.facts.record(checkpoint('1000123', 1, { view: lost, facts: [number('A1'), state('STAGING')] }));
    await store.facts.record(checkpoint('1000123', 1, { view: kept, facts: [number('B1')] }));
    expect((await store.facts.run(runIdOf('1000123')))?.view).toEqual(kept);
    expect((await store.facts.of(runIdOf('1000123'))).map((one) => one.fact)).toEqual([number('B1')]);
    expect((await store.facts.runs({ q: 'A1', limit: 9 })).runs).toEqual([]);
    expect((await store.facts.runs({ q: 'B1', limit: 9 })).runs).toHaveLength(1);
  });

  it('goes on from where the reader stopped', async () => {
    const store = await open();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('A'), state('B')] }));
    await store.facts.record(checkpoint('1000123', 2, { facts: [state('C')] }));
    const rest = await store.facts.of(runIdOf('1000123'), { checkpoint: 1, ordinal: 0 });
    expect(rest).toEqual([
      { checkpoint: 1, ordinal: 1, fact: state('B') },
      { checkpoint: 2, ordinal: 0, fact: state('C') },
    ]);
    expect(await store.facts.of(runIdOf('1000124'))).toEqual([]);
    expect(await store.facts.run(runIdOf('1000124'))).toBeUndefined();
  });

  it('gives the newest of many, in their order', async () => {
    const store = await open();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('A'), state('B')] }));
    await store.facts.record(checkpoint('1000123', 2, { facts: [state('C')] }));
    const newest = async (limit: number) =>
      (await store.facts.newest(runIdOf('1000123'), limit)).map(({ fact }) => fact);
    expect(await newest(2)).toEqual([state('B'), state('C')]);
    expect(await newest(9)).toEqual([state('A'), state('B'), state('C')]);
    expect(await store.facts.newest(runIdOf('1000124'), 9)).toEqual([]);
  });

  it("tells how an action ended last, and nothing of another run's", async () => {
    const store = await open();
    await store.facts.record(checkpoint('1000123', 2, { facts: [action('a1', 'done')] }));
    await store.facts.record(checkpoint('1000123', 1, { facts: [action('a1', 'failed'), action('a2', 'failed')] }));
    expect(await store.facts.action(runIdOf('1000123'), 'a1')).toEqual(action('a1', 'done'));
    expect(await store.facts.action(runIdOf('1000123'), 'a3')).toBeUndefined();
    expect(await store.facts.action(runIdOf('1000124'), 'a1')).toBeUndefined();
  });
});

describe('the search', () => {
  const document = (number: string) => ({ system: 'sap', type: 'MATERIAL_DOCUMENT' as const, number });
  const facts: Fact[] = [
    { type: 'number', at, kind: 'sales order', number: '0000045678' },
    { type: 'step', at, step: 'post', documents: [document('4900000012'), document('5000000077')], attempts: 1 },
    { type: 'undone', at, step: 'post', documents: [document('4900000013')] },
    {
      type: 'made-from',
      at,
      confirmationId: 'c1',
      output: { item: 'FG1', lot: 'lot-9a', quantity: '1', uom: 'EA' },
      inputs: [
        { item: 'RM1', lot: 'L77', quantity: '2', uom: 'KG' },
        { item: 'RM2', quantity: '1', uom: 'EA' },
      ],
    },
  ];

  it.each([
    '4900000012',
    '5000000077',
    '4900000013',
    '45678',
    '0000045678',
    ' LOT-9A ',
    'l77',
    '1000123',
    '001000',
    '1',
  ])('finds a run by any document number, lot or beginning of its key: %s', async (q) => {
    const store = await open();
    await store.facts.record(checkpoint('1000123', 1, { facts }));
    await store.facts.record(checkpoint('2000123', 1));
    expect((await store.facts.runs({ q, limit: 9 })).runs.map((one) => one.runId)).toEqual([runIdOf('1000123')]);
  });

  it.each(['490000001', '123', '%', '_', '*', "1' OR '1'='1", '1000123%'])(
    'does not find what was not asked for: %s',
    async (q) => {
      const store = await open();
      await store.facts.record(checkpoint('1000123', 1, { facts }));
      expect((await store.facts.runs({ q, limit: 9 })).runs).toEqual([]);
    },
  );
});
