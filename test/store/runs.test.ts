import { beforeEach, describe, expect, it } from 'vitest';
import type { RunView } from '../../contracts/view.js';
import type { RunFilter, Store } from '../../store/store.js';
import { checkpoint, exception, open, runIdOf, view } from './samples.js';

const due = (hour: string) => `2026-03-02T${hour}:00:00.000Z`;

const views: RunView[] = [
  view('1', { state: 'CLOSED', condition: 'DONE' }),
  view('2', {
    condition: 'EXCEPTION',
    exceptions: [exception('a', { dueAt: due('12') }), exception('b', { dueAt: due('09') })],
  }),
  view('3', {
    condition: 'EXCEPTION',
    plant: 'P200',
    exceptions: [exception('a', { owner: 'inventory', severity: 'SEV1', dueAt: due('10') }), exception('b')],
  }),
  view('4', { process: 'production-to-inventory', state: 'MOVING' }),
  view('5', { condition: 'EXCEPTION', exceptions: [exception('a')] }),
];

let store: Store;
const afterKey = (key: string) => Buffer.from(JSON.stringify(['key', key, runIdOf(key)])).toString('base64url');
const keys = async (filter: Partial<RunFilter>) =>
  (await store.facts.runs({ limit: 99, ...filter })).runs.map((one) => one.view.key);

beforeEach(async () => {
  store = await open();
  for (const one of views) await store.facts.record(checkpoint(one.key, 1, { view: one }));
});

describe('the list of runs', () => {
  it('puts what is due first before the rest, and runs without anything due last', async () => {
    expect(await keys({ sort: 'dueAt' })).toEqual(['2', '3', '1', '4', '5']);
  });

  it('follows a run whose exceptions are settled', async () => {
    await store.facts.record(checkpoint('2', 2, { view: view('2') }));
    expect(await keys({ sort: 'dueAt' })).toEqual(['3', '1', '2', '4', '5']);
    expect(await keys({ owner: 'planner', sort: 'key' })).toEqual(['3', '5']);
  });

  it('shows what moved last first unless told', async () => {
    const { runs } = await store.facts.runs({ limit: 99 });
    const times = runs.map((one) => one.updatedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(runs).toHaveLength(5);
  });

  it.each<[Partial<RunFilter>, string[]]>([
    [{ process: 'production-to-inventory' }, ['4']],
    [{ plant: 'P200' }, ['3']],
    [{ state: 'CLOSED' }, ['1']],
    [{ condition: 'EXCEPTION' }, ['2', '3', '5']],
    [{ owner: 'inventory' }, ['3']],
    [{ owner: 'planner' }, ['2', '3', '5']],
    [{ severity: 'SEV1' }, ['3']],
    [{ owner: 'planner', severity: 'SEV1' }, []],
    [{ plants: ['P200'], condition: 'EXCEPTION' }, ['3']],
    [{ plants: [] }, []],
    [{ plants: ['P100'], plant: 'P200' }, []],
    [{ plants: ['P100'], q: '3' }, []],
    [{ owner: "planner' OR '1'='1" }, []],
    [{ q: '' }, ['1', '2', '3', '4', '5']],
  ])('gives what was asked for and no more: %j', async (filter, expected) => {
    expect(await keys({ sort: 'key', ...filter })).toEqual(expected);
  });

  it.each(['dueAt', '-updatedAt', 'key'] as const)('gives every run once, page by page, by %s', async (sort) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.facts.runs({ sort, limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.runs.map((one) => one.view.key));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(await keys({ sort }));
  });

  it('finds a number among many runs whose keys begin with it', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => checkpoint(`70${at}`, 1));
    const fact = { type: 'number', at: due('08'), kind: 'batch', number: '70' } as const;
    await Promise.all([...many, checkpoint('9', 1, { facts: [fact] })].map((one) => store.facts.record(one)));
    expect(await keys({ q: '70', plants: ['P100'], sort: 'dueAt', limit: 3 })).toEqual(['700', '701', '7010']);
    const { runs } = await store.facts.runs({ q: '70', sort: 'key', limit: 500, cursor: afterKey('7099') });
    expect(runs.map((one) => one.view.key)).toContain('9');
    expect(await keys({ q: '7', state: 'CLOSED' })).toEqual([]);
  });

  it('refuses a cursor that it has not given out, or for another sort', async () => {
    const { next } = await store.facts.runs({ sort: 'key', limit: 1 });
    const short = Buffer.from('["key","1"]').toString('base64url');
    const object = Buffer.from('["key",{},"1"]').toString('base64url');
    for (const cursor of ['', 'garbage', short, object]) {
      await expect(keys({ sort: 'key', cursor })).rejects.toThrow(RangeError);
    }
    await expect(keys({ sort: 'dueAt', cursor: next ?? '' })).rejects.toThrow(RangeError);
    await expect(keys({ sort: 'view; DROP TABLE runs' as 'key' })).rejects.toThrow(RangeError);
    expect(await keys({ sort: 'key', cursor: next ?? '', limit: 1 })).toEqual(['2']);
    expect((await store.facts.run(runIdOf('1')))?.view.state).toBe('CLOSED');
  });
});
