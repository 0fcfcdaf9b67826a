import { describe, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { outboundDelivery } from '../../contracts/processes/outbound-delivery.js';
import { boundariesOf, neverPassed, type Recorded, wronglyUndone } from './cancel-record.js';

const at = '2028-03-10T06:00:00.000Z';
const step = (name: string): Fact => ({ type: 'step', at, step: name, documents: [], attempts: 1 });
const undone = (name: string): Fact => ({ type: 'undone', at, step: name, documents: [] });
const state = (name: string): Fact => ({ type: 'state', at, state: name });
const recorded = (...timeline: Fact[]): Recorded => ({
  ...{ part: 'delivery 1', process: 'outbound-delivery', timeline, announced: [] },
});

const [first, second, third] = ['take over delivery', 'release to warehouse', 'post goods issue'] as const;
const done = [step(first), step(second), step(third), state('CANCELLING')];
const wrong = (timeline: Fact[], held?: string, others: string[][] = []): string[] =>
  wronglyUndone(outboundDelivery, recorded(...timeline), held, others);

describe('what is undone wrongly is seen', () => {
  test('newest first is right', () => {
    expect(wrong([...done, undone(third), undone(second), undone(first)])).toEqual([]);
  });

  test('an older one before a newer one', () => {
    const timeline = [...done, undone(second), undone(third), undone(first)];
    expect(wrong(timeline)).toEqual(['delivery 1: post goods issue is undone too late']);
  });

  test('one that is left', () => {
    expect(wrong([...done, undone(third), undone(first)])).toEqual(['delivery 1: release to warehouse is not undone']);
  });

  test('one that was never done, unless it was under way', () => {
    const timeline = [step(first), state('CANCELLING'), undone(second), undone(first)];
    expect(wrong(timeline)).toContain('delivery 1: release to warehouse is undone, and was never done');
    expect(wrong(timeline, second)).toEqual([]);
  });

  test('what was announced anew counts as newer', () => {
    const timeline = [step(first), step('plan load'), step(third), state('CANCELLING')];
    const undoing = [undone('plan load'), undone(third), undone(first)];
    expect(wrong([...timeline, ...undoing])).toHaveLength(1);
    expect(wrong([...timeline, ...undoing], undefined, [[first, third, 'plan load']])).toEqual([]);
  });
});

test('boundaries are counted by step, and known to be late once a cancel is not possible any more', () => {
  const record = recorded(step('read tracking'), state('IN_TRANSIT'), step('read tracking'));
  expect(boundariesOf([outboundDelivery], [record]).map(({ nth, late }) => [nth, late])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test('a step that nobody has passed is named, and one that was skipped counts as such', () => {
  const skipped: Fact = { type: 'step', at, step: 'bill', documents: [], attempts: 1, skipped: true };
  const missing = neverPassed([outboundDelivery], [recorded(step(first), skipped)]);
  expect(missing).toContain('outbound-delivery: bill');
  expect(missing).not.toContain(`outbound-delivery: ${first}`);
});
