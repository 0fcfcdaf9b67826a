import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { migrations } from '../../store/sqlite/schema.js';
import type { FedFact, Scope, Store } from '../../store/store.js';
import { checkpoint, newPlace, open, runIdOf, view } from './samples.js';

const at = '2026-03-02T08:00:00.000Z';
const state = (name: string): Fact => ({ type: 'state', at, state: name });

/** `1000123/1 A`: run, checkpoint, and what the fact says; `void` where nothing of the checkpoint counts any more. */
const words = ({ runId, checkpoint: number, fact }: FedFact): string =>
  `${runId.split('/').at(-1)}/${number} ${fact?.type === 'state' ? fact.state : (fact?.type ?? 'void')}`;

async function readOn(store: Store, after?: string, limit = 500, scope: Scope = {}) {
  const told: FedFact[] = [];
  let cursor = after;
  for (;;) {
    const { facts, next, more } = await store.facts.feed({
      ...scope,
      limit,
      ...(cursor !== undefined && { after: cursor }),
    });
    told.push(...facts);
    cursor = next;
    if (!more) return { told, next };
  }
}

describe('the feed of facts', () => {
  it.each([1, 2, 500])(
    'tells the facts of all runs in the order in which they were recorded, %d a page',
    async (limit) => {
      const store = await open();
      await store.facts.record(checkpoint('1000123', 2, { facts: [state('A'), state('B')] }));
      await store.facts.record(checkpoint('1000124', 1, { facts: [state('C')] }));
      await store.facts.record(checkpoint('1000125', 1));
      await store.facts.record(checkpoint('1000123', 1, { facts: [state('late')] }));
      const { told } = await readOn(store, undefined, limit);
      expect(told.map(words)).toEqual(['1000123/2 A', '1000123/2 B', '1000124/1 C', '1000123/1 late']);
      expect(told[1]).toEqual({
        ...{ runId: runIdOf('1000123'), process: 'order-to-production', company: '1000', plant: 'P100' },
        ...{ checkpoint: 2, ordinal: 1, recordedAt: expect.stringMatching(/^\d{4}-.*Z$/), fact: state('B') },
      });
    },
  );

  it('goes on from where a reader stopped, also at its end', async () => {
    const store = await open();
    const empty = await readOn(store);
    expect(empty.told).toEqual([]);
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('A')] }));
    const first = await readOn(store, empty.next);
    expect(first.told.map(words)).toEqual(['1000123/1 A']);
    expect(await readOn(store, first.next)).toEqual({ told: [], next: first.next });
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('A')] }));
    await store.facts.record(checkpoint('1000123', 2, { facts: [state('B')] }));
    expect((await readOn(store, first.next)).told.map(words)).toEqual(['1000123/2 B']);
  });

  it('skips nothing that is recorded by others while it is read', async () => {
    const place = newPlace();
    const writers = await Promise.all([open(place), open(place), open(place)]);
    const reader = await open(place);
    const writing = new Set(writers);
    const write = async (store: Store, run: number) => {
      for (let number = 1; number <= 60; number += 1)
        await store.facts.record(checkpoint(String(run), number, { facts: [state('A'), state('B')] }));
      writing.delete(store);
    };
    const all = Promise.all(writers.map((store, run) => write(store, 1_000_200 + run)));
    const seen: FedFact[] = [];
    let next: string | undefined;
    for (let last = false; !last; ) {
      last = writing.size === 0;
      const page = await readOn(reader, next, 7);
      seen.push(...page.told);
      next = page.next;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await all;
    expect(seen).toHaveLength(3 * 60 * 2);
    expect(seen).toEqual((await readOn(await open(place))).told);
  });

  it.each([1, 500])(
    'says of a checkpoint that is recorded anew that the former does not count, %d a page',
    async (limit) => {
      const store = await open();
      await store.facts.record(checkpoint('1000123', 1, { facts: [state('lost'), state('lost too')] }));
      await store.facts.record(checkpoint('1000124', 1, { facts: [state('gone')] }));
      const before = await readOn(store, undefined, limit);
      await store.facts.record(checkpoint('1000123', 1, { facts: [state('kept'), state('kept too')] }));
      await store.facts.record(checkpoint('1000124', 1, { view: view('1000124', { revision: 2 }) }));
      const after = await readOn(store, before.next, limit);
      expect(after.told.map(words)).toEqual([
        '1000123/1 void',
        '1000123/1 kept',
        '1000123/1 kept too',
        '1000124/1 void',
      ]);
      expect(after.told.map(({ ordinal }) => ordinal)).toEqual([-1, 0, 1, -1]);
      // Whoever begins only now is told the same, and never what was lost.
      expect((await readOn(store, undefined, limit)).told.map(words)).toEqual(after.told.map(words));
    },
  );

  it('tells what changes under the reader between two pages', async () => {
    const store = await open();
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('A'), state('B')] }));
    const { facts, next, more } = await store.facts.feed({ limit: 1 });
    expect([facts.map(words), more]).toEqual([['1000123/1 A'], true]);
    await store.facts.record(checkpoint('1000123', 1, { facts: [state('C')] }));
    expect((await readOn(store, next)).told.map(words)).toEqual(['1000123/1 void', '1000123/1 C']);
  });

  it('shows each plant its own, and what spans the plants of its company', async () => {
    const store = await open();
    const places = [
      ['outbound-delivery', '1000', 'P100'],
      ['outbound-delivery', '1000', 'P200'],
      ['ship-to-cash', '1000', '-'],
      ['ship-to-cash', '2000', '-'],
    ] as const;
    for (const [process, company, plant] of places) {
      const runId = `${process}/${company}/${plant}/200045`;
      const seen = view('200045', { process, company, plant });
      await store.facts.record({ runId, checkpoint: 1, view: seen, facts: [state('A')] });
    }
    const seenBy = async (scope: Scope) =>
      (await readOn(store, undefined, 1, scope)).told.map(({ company, plant }) => `${company}/${plant}`);
    expect(await seenBy({})).toEqual(['1000/P100', '1000/P200', '1000/-', '2000/-']);
    expect(await seenBy({ plants: ['P200'], companies: ['1000'] })).toEqual(['1000/P200', '1000/-']);
    expect(await seenBy({ plants: ['P100'] })).toEqual(['1000/P100']);
    expect(await seenBy({ plants: [], companies: [] })).toEqual([]);
  });

  it('goes on past very many facts of others', async () => {
    const store = await open();
    const many = Array.from({ length: 1_001 }, (_, index) => checkpoint('1000123', index + 1, { facts: [state('A')] }));
    await Promise.all(many.map((one) => store.facts.record(one)));
    const mine = view('1000124', { plant: 'P200' });
    await store.facts.record({ ...checkpoint('1000124', 1, { view: mine, facts: [state('B')] }) });
    const first = await store.facts.feed({ plants: ['P200'], limit: 9 });
    expect(first).toMatchObject({ facts: [], more: true });
    expect((await store.facts.feed({ plants: ['P200'], limit: 9, after: first.next })).facts.map(words)).toEqual([
      '1000124/1 B',
    ]);
  });

  it('refuses a cursor that is not its own, or of a store that knew more', async () => {
    const [store, other] = [await open(), await open()];
    await other.facts.record(checkpoint('1000123', 1, { facts: [state('A')] }));
    const { next } = await other.facts.feed({ limit: 9 });
    await expect(store.facts.feed({ limit: 9, after: next })).rejects.toThrow(RangeError);
    await expect(store.facts.feed({ limit: 9, after: 'nonsense' })).rejects.toThrow(RangeError);
    await expect(store.facts.feed({ limit: 0 })).rejects.toThrow(RangeError);
  });

  it('has what was recorded before there was a feed', async () => {
    const place = newPlace();
    const old = new Database(place.path);
    const before = migrations.slice(
      0,
      migrations.findIndex((one) => one.includes('CREATE TABLE feed')),
    );
    old.exec('CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT');
    for (const [index, one] of before.entries()) {
      old.exec(one);
      old.prepare('INSERT INTO schema_version VALUES (?, ?)').run([index + 1, at]);
    }
    const { runId, view: known } = checkpoint('1000123', 1);
    old
      .prepare('INSERT INTO runs VALUES (?, 2, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run([runId, known.process, 'P100', '1000123', known.state, known.condition, 'never', at, JSON.stringify(known)]);
    for (const number of [2, 1]) {
      old.prepare('INSERT INTO checkpoints VALUES (?, ?, ?)').run([runId, number, `hash ${number}`]);
      const fact = state(String(number));
      old
        .prepare('INSERT INTO facts VALUES (?, ?, 0, ?, ?, NULL, ?)')
        .run([runId, number, fact.type, at, JSON.stringify(fact)]);
    }
    old.close();
    expect((await readOn(await open(place))).told.map(words)).toEqual(['1000123/1 1', '1000123/2 2']);
  });
});
