import { expect, test } from 'vitest';
import { LotTrace } from '../../api/trace/trace.js';
import type { Fact, LotRef } from '../../contracts/facts.js';
import type { Store } from '../../store/store.js';
import { checkpoint, open, view } from '../store/samples.js';

const at = '2026-03-10T14:00:00.000Z';
const lot = (item: string, name: string, quantity = '60'): LotRef => ({ item, lot: name, quantity, uom: 'EA' });
const madeFrom = (confirmationId: string, output: LotRef, ...inputs: LotRef[]): Fact => ({
  ...{ type: 'made-from', at, confirmationId, output },
  inputs,
});

let number = 1_000_100;

async function remember(store: Store, plant: string, ...facts: Fact[]): Promise<string> {
  const orderNo = String(++number);
  const runId = `production-to-inventory/1000/${plant}/${orderNo}`;
  await store.facts.record({ ...checkpoint(orderNo, 1, { view: view(orderNo, { plant }), facts }), runId });
  return runId;
}

const tracedFrom = async (store: Store, item: string, name: string, scope = {}) =>
  new LotTrace(store.facts, scope).of({ item, lot: name });

test('follows a lot up and down over the orders that made it and used it, and not into a lot of another item', async () => {
  const store = await open();
  await remember(store, 'P100', madeFrom('C-1', lot('RM-10', 'L-778'), lot('RAW', 'L-1')));
  await remember(store, 'P100', madeFrom('C-2', lot('FG-1000', 'L-901'), lot('RM-10', 'L-778'), lot('RM-20', 'L-5')));
  await remember(store, 'P100', madeFrom('C-3', lot('KIT', 'L-950'), lot('FG-1000', 'L-901')));
  await remember(store, 'P100', madeFrom('C-4', lot('OTHER', 'L-778'), lot('RM-30', 'L-901')));
  const trace = await tracedFrom(store, 'FG-1000', 'L-901');
  const steps = (made: { distance: number; confirmationId: string }[]) =>
    made.map(({ distance, confirmationId }) => `${distance} ${confirmationId}`);
  expect(steps(trace.up)).toEqual(['1 C-2', '2 C-1']);
  expect(steps(trace.down)).toEqual(['1 C-3']);
  expect(steps((await tracedFrom(store, 'RM-10', 'L-778')).down)).toEqual(['1 C-2', '2 C-3']);
  expect(trace.truncated).toBe(false);
});

test('shows what was declared wrong beside it, and leaves it where it is', async () => {
  const store = await open();
  const error: Fact = { type: 'genealogy-error', at, confirmationId: 'C-2', by: 'R-1' };
  await remember(store, 'P100', madeFrom('C-2', lot('FG-1000', 'L-901'), lot('RM-10', 'L-778')), error);
  // Of another run, whose MES has numbered alike.
  await remember(store, 'P200', madeFrom('C-2', lot('FG-1000', 'L-901'), lot('RM-10', 'L-779')));
  const { up } = await tracedFrom(store, 'FG-1000', 'L-901');
  expect(up.map(({ plant, errors }) => [plant, errors.map(({ by }) => by)])).toEqual([
    ['P100', ['R-1']],
    ['P200', []],
  ]);
});

test('shows nobody what happened at a plant that is not theirs', async () => {
  const store = await open();
  await remember(store, 'P100', madeFrom('C-1', lot('RM-10', 'L-778'), lot('RAW', 'L-1')));
  await remember(store, 'P200', madeFrom('C-2', lot('FG-1000', 'L-901'), lot('RM-10', 'L-778')));
  const { up, down } = await tracedFrom(store, 'RM-10', 'L-778', { plants: ['P100'], companies: ['1000'] });
  expect([up.length, down.length]).toEqual([1, 0]);
});

test('ends where lots were made from each other, and where there are too many', async () => {
  const store = await open();
  await remember(
    store,
    'P100',
    madeFrom('C-1', lot('A', 'L-1'), lot('A', 'L-2')),
    madeFrom('C-2', lot('A', 'L-2'), lot('A', 'L-1')),
  );
  expect((await tracedFrom(store, 'A', 'L-1')).up).toHaveLength(2);
  const many = Array.from({ length: 150 }, (_, index) => lot('B', `L-B${index}`));
  await remember(store, 'P100', madeFrom('C-3', lot('C', 'L-C'), ...many));
  expect(await tracedFrom(store, 'C', 'L-C')).toMatchObject({ truncated: true });
});
