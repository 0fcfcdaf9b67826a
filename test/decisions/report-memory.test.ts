import { describe, expect, it } from 'vitest';
import type { ProductionConfirmation } from '../../contracts/entities/confirmation.js';
import type { OrderTotals } from '../../contracts/processes/order-to-production.js';
import { isNews } from '../../decisions/order-news.js';
import { type CarriedMemory, ReportMemory } from '../../decisions/report-memory.js';
import { saysNothing } from '../../decisions/tolerance.js';

const none = { value: '0', uom: 'EA' };

const report = (number: number, differing: Partial<ProductionConfirmation> = {}): ProductionConfirmation => ({
  confirmationId: `C-${number}`,
  orderNo: '1000123',
  operation: '0020',
  kind: 'PARTIAL',
  yield: { value: '10', uom: 'EA' },
  scrap: none,
  rework: none,
  outputs: [],
  consumption: [],
  sequence: number,
  ...differing,
});

const unnumbered = (number: number): ProductionConfirmation => {
  const { sequence: _, ...rest } = report(number);
  return rest;
};

const memory = (before: Partial<CarriedMemory> = {}) =>
  new ReportMemory({ seen: [], forgot: false, last: 0, handled: 0, ...before });

describe('the memory of a mailbox', () => {
  it('lets only the next number pass, and says what is missing before the first that waits', () => {
    const known = memory();
    known.keep(report(1), true);
    expect([1, 2, 3].map((number) => known.isDue(report(number)))).toEqual([true, true, false]);
    expect(known.missingBefore([report(7), report(5)])).toEqual({ from: 2, to: 4 });
    expect(known.missingBefore([report(7), report(2)])).toBeUndefined();
    expect(known.missingBefore([])).toBeUndefined();
  });

  it('goes on after a report that was rejected, and takes its correction under the same number', () => {
    const known = memory();
    known.keep(report(1), false);
    expect(known.isDue(report(2))).toBe(true);
    const corrected = report(1, { yield: { value: '9', uom: 'EA' } });
    expect(known.judge(corrected)).toBe('new');
    known.keep(corrected, true);
    expect(known.handled).toBe(1);
    expect(known.judge(corrected)).toBe('known');
  });

  it('takes a report told again under another place in the sequence for the same', () => {
    const known = memory();
    known.keep(report(1), true);
    expect(known.judge(report(1, { sequence: 2 }))).toBe('known');
    expect(known.judge(report(1, { yield: none }))).toBe('conflict');
  });

  it('is not sure of a number that is past: another report may have it, where a MES counts anew', () => {
    const known = memory();
    known.keep(report(1), true);
    expect(known.judge(report(2, { sequence: 1 }))).toBe('unsure');
    known.declareVoid({ from: 2, to: 4 });
    expect(known.handled).toBe(4);
    expect(known.judge(report(3))).toBe('unsure');
    expect(known.isDue(report(5))).toBe(true);
  });

  it('is not sure of anything without a number once it has had to forget, and carries that over', () => {
    const known = memory();
    for (let number = 1; number <= 4_001; number += 1) known.keep(unnumbered(number), true);
    const again = new ReportMemory(structuredClone(known.carried));
    expect(again.judge(unnumbered(1))).toBe('unsure');
    expect(again.judge(unnumbered(2))).toBe('known');
    expect(again.judge(unnumbered(4_002))).toBe('unsure');
    expect(again.handled).toBe(4_001);
    // What was counted and forgotten is not counted again.
    expect(again.recall(unnumbered(1))).toBe(false);
    expect(again.handled).toBe(4_001);
  });

  it('of a mailbox of which nobody knows how far it was begins with whatever comes', () => {
    const known = new ReportMemory({ seen: [], forgot: false, handled: 0 });
    expect(known.isDue(report(57))).toBe(true);
    expect(known.recall(report(57))).toBe(true);
    expect(known.isDue(report(59))).toBe(false);
    expect(known.handled).toBe(1);
  });
});

describe('a report with no quantity', () => {
  it.each([
    ['with nothing else', {}, true],
    ['with activities', { activities: [{ type: 'LABOR', duration: { value: '5', uom: 'MIN' } }] }, false],
    ['with consumption', { consumption: [{ item: 'RM-10', qty: { value: '1', uom: 'EA' }, mode: 'ACTUAL' }] }, false],
    [
      'with consumption for information',
      { consumption: [{ item: 'RM-10', qty: { value: '1', uom: 'EA' }, mode: 'BACKFLUSH' }] },
      true,
    ],
    ['that is the final one', { kind: 'FINAL' }, true],
    ['but scrap', { scrap: { value: '1', uom: 'EA' } }, false],
  ] as [string, Partial<ProductionConfirmation>, boolean][])('%s', (_, differing, isNothing) => {
    expect(saysNothing(report(1, { yield: none, ...differing })) !== undefined).toBe(isNothing);
  });
});

describe('what an order hears of its reports', () => {
  const totals = (made: string, differing: Partial<OrderTotals> = {}): OrderTotals => ({
    progress: { planned: '10000', yield: made, scrap: '0', rework: '0', open: '0', uom: 'EA' },
    final: false,
    confirmations: 1,
    parkedLines: 0,
    consumed: {},
    ...differing,
  });

  it('is bounded, however many reports there are, and never more than a hundredth old', () => {
    let told: OrderTotals | undefined;
    let times = 0;
    for (let made = 1; made <= 10_000; made += 1) {
      const now = totals(String(made));
      if (isNews(told, now)) {
        told = now;
        times += 1;
      }
      expect(made - Number(told?.progress.yield)).toBeLessThan(100);
    }
    expect(times).toBeLessThanOrEqual(101);
  });

  it('is at once what it must act on: the first, the final one, the first parked line and the last, a new quantity', () => {
    expect(isNews(undefined, totals('1'))).toBe(true);
    expect(isNews(totals('1'), totals('2'))).toBe(false);
    expect(isNews(totals('1'), totals('1', { final: true }))).toBe(true);
    expect(isNews(totals('1'), totals('1', { parkedLines: 1 }))).toBe(true);
    expect(isNews(totals('1', { parkedLines: 1 }), totals('1', { parkedLines: 2 }))).toBe(false);
    expect(isNews(totals('1', { parkedLines: 1 }), totals('1'))).toBe(true);
    const grown = totals('1');
    expect(isNews(totals('1'), { ...grown, progress: { ...grown.progress, planned: '12000' } })).toBe(true);
  });
});
