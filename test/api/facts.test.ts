import { describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { checkpoint, runIdOf, view } from '../store/samples.js';
import { absentTemporal, openTestStore, startTestApi } from './harness.js';

interface Entry {
  runId: string;
  company: string;
  plant: string;
  type: string;
  fact?: Fact;
}

const at = '2026-03-02T08:00:00.000Z';
const state = (name: string): Fact => ({ type: 'state', at, state: name });

async function apiWithFacts() {
  const store = await openTestStore();
  const api = await startTestApi(absentTemporal(), { store });
  const page = async (query = '', as = 'viewer') => {
    const { status, body } = await api.get(`/v1/facts${query}`, { as });
    expect(status).toBe(200);
    return body as unknown as { facts: Entry[]; next: string; more: boolean };
  };
  return { api, store, page };
}

describe('the feed of facts', () => {
  it('tells each fact with its run, place and time, and goes on from its cursor without a gap or a double', async () => {
    const { store, page } = await apiWithFacts();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('VALIDATING'), state('STAGING')] }));
    const first = await page('?limit=1');
    expect(first).toMatchObject({ more: true });
    expect(first.facts).toEqual([
      {
        ...{ runId: runIdOf('1000123'), process: 'order-to-production', company: '1000', plant: 'P100' },
        ...{ checkpoint: 1, ordinal: 0, type: 'state', at, recordedAt: expect.any(String), fact: state('VALIDATING') },
      },
    ]);
    const second = await page(`?after=${first.next}`);
    expect(second).toMatchObject({ more: false, facts: [{ ordinal: 1, fact: state('STAGING') }] });
    await store.facts.record(checkpoint('1000124', 1, { facts: [state('RECEIVED')] }));
    const third = await page(`?after=${second.next}`);
    expect(third.facts.map(({ runId }) => runId)).toEqual([runIdOf('1000124')]);
    // The same cursor again gives the same: a copy that was lost on its way is asked for anew.
    expect(await page(`?after=${second.next}`)).toEqual(third);
  });

  it('takes back by an entry of its own what was told of a checkpoint that is recorded anew', async () => {
    const { store, page } = await apiWithFacts();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('LOST')] }));
    const { next } = await page();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('KEPT')] }));
    const { facts } = await page(`?after=${next}`);
    expect(facts.map(({ type }) => type)).toEqual(['void', 'state']);
    expect(facts[0]).not.toHaveProperty('fact');
    expect(facts[1]?.fact).toEqual(state('KEPT'));
  });

  it('shows nobody the facts of another plant, and a plant those that span it', async () => {
    const { store, page } = await apiWithFacts();
    for (const [process, plant] of [
      ['order-to-production', 'P100'],
      ['order-to-production', 'P200'],
      ['ship-to-cash', '-'],
    ] as const) {
      const runId = `${process}/1000/${plant}/1000123`;
      await store.facts.record({
        runId,
        checkpoint: 1,
        view: view('1000123', { process, plant }),
        facts: [state('A')],
      });
    }
    const plantsSeenBy = async (as: string) => (await page('', as)).facts.map(({ plant }) => plant);
    expect(await plantsSeenBy('admin')).toEqual(['P100', 'P200', '-']);
    expect(await plantsSeenBy('planner-P200')).toEqual(['P200', '-']);
  });

  it('refuses a cursor that it never gave out', async () => {
    const { api } = await apiWithFacts();
    for (const after of ['nonsense', 'WzksMF0', 'WzEsInR3byJd']) {
      const { status, body } = await api.get(`/v1/facts?after=${after}`, { as: 'viewer' });
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/query/after']);
    }
    expect((await api.get('/v1/facts?limit=501', { as: 'viewer' })).status).toBe(422);
  });
});
