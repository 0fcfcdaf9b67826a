import { describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { notice, runOf } from './notices.js';
import { open } from './samples.js';

describe('what partners were told', () => {
  it('is listed in the order in which it was recorded, page by page', async () => {
    const { facts } = await open();
    for (const sequence of [1, 2, 3]) await facts.record(runOf('80001', [notice('80001', sequence)], sequence));
    const first = await facts.notices({ limit: 2 });
    expect(first.notices.map(({ sequence }) => sequence)).toEqual([1, 2]);
    const rest = await facts.notices({ limit: 2, after: first.next as number });
    expect(rest.notices.map(({ sequence, message }) => [sequence, message.deliveryNo])).toEqual([[3, '80001']]);
    expect(rest.next).toBeUndefined();
  });

  it('keeps its number when its checkpoint is recorded again, or with more in it', async () => {
    const { facts } = await open();
    const [one, two] = [notice('80001', 1), notice('80001', 2)] as const;
    await facts.record(runOf('80001', [one]));
    await facts.record(runOf('80001', [one]));
    await facts.record(runOf('80002', [notice('80002', 1)]));
    const more: Fact = { type: 'state', at: one.at, state: 'IN_TRANSIT' };
    await facts.record(runOf('80001', [more, one, two]));
    const { notices } = await facts.notices({ limit: 9 });
    expect(notices.map(({ seq, subject, sequence }) => [seq, subject, sequence])).toEqual([
      [1, '80001', 1],
      [2, '80002', 1],
      [expect.any(Number), '80001', 2],
    ]);
  });

  it('is found by delivery, by time, by number and by plant, and never beyond the plants that one may see', async () => {
    const { facts } = await open();
    await facts.record(runOf('0080001', [notice('0080001', 1, { at: '2026-03-10T08:00:00.000Z' })]));
    await facts.record(runOf('80002', [notice('80002', 1, { at: '2026-03-10T09:00:00.000Z', plant: 'P200' })]));
    const found = async (filter: object) =>
      (await facts.notices({ limit: 9, ...filter })).notices.map(({ subject }) => subject);
    expect(await found({ subject: '80001' })).toEqual(['0080001']);
    expect(await found({ since: '2026-03-10T08:30:00.000Z' })).toEqual(['80002']);
    expect(await found({ seqs: [2, 7] })).toEqual(['80002']);
    expect(await found({ plant: 'P100' })).toEqual(['0080001']);
    expect(await found({ plants: ['P200'] })).toEqual(['80002']);
    expect(await found({ plants: ['P200'], subject: '80001' })).toEqual([]);
    expect(await found({ plants: [] })).toEqual([]);
  });
});
