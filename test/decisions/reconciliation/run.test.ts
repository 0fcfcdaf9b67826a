import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usualReconciliationPolicy } from '../../../contracts/entities/reconciliation.js';
import type { StockMovement } from '../../../contracts/entities/stock-snapshot.js';
import { accuracyOf } from '../../../decisions/reconciliation/accuracy.js';
import { isPeriodEnd } from '../../../decisions/reconciliation/period-end.js';
import { rollBack } from '../../../decisions/reconciliation/roll-back.js';
import { hasMovedSince, settle } from '../../../decisions/reconciliation/settle.js';
import { AS_OF, inBin, items, key, line, snapshot, stocked } from './samples.js';

describe('settling', () => {
  const seals = (book: string, physical: string) => line('RM-20', book, physical);

  test('keeps what is the same on both passes, however much has moved between them', () => {
    expect(settle([seals('400', '397')], [seals('380', '377')])).toMatchObject({
      stays: [{ book: '380', difference: '-3' }],
      gone: [],
      nextRun: [],
    });
  });

  test('lets go what has arrived, and leaves what changed to the next run', () => {
    expect(settle([seals('400', '397')], [seals('397', '397')])).toMatchObject({ stays: [], gone: [{}], nextRun: [] });
    expect(settle([seals('400', '397')], [seals('400', '396')])).toMatchObject({
      stays: [],
      gone: [],
      nextRun: [{ difference: '-4' }],
    });
  });

  test('keeps nothing that was not read again, and takes up nothing that was not there before', () => {
    expect(settle([seals('400', '397')], [])).toMatchObject({ stays: [], nextRun: [{ difference: '-3' }] });
    expect(settle([seals('400', '400')], [seals('400', '397')])).toEqual({ stays: [], gone: [], nextRun: [] });
  });

  test('other pieces are another difference', () => {
    const pieces = (...onlyBook: string[]) => line('SN-500', '2', '2', { serials: { onlyBook, onlyPhysical: ['S9'] } });
    expect(settle([pieces('S1')], [pieces('S2')])).toMatchObject({ stays: [], nextRun: [{}] });
    expect(settle([pieces('S1')], [pieces('S1')])).toMatchObject({ stays: [{}], nextRun: [] });
  });

  test('a balance that has moved since it was decided stops the posting, and 400.000 is no other than 400', () => {
    expect(hasMovedSince(seals('400', '397'), seals('400.000', '397'))).toBe(false);
    expect(hasMovedSince(seals('400', '397'), seals('401', '398'))).toBe(true);
    const posted = { ...seals('410', '397'), inFlight: '-10', expected: '400', difference: '-3' };
    expect(hasMovedSince(seals('400', '397'), posted)).toBe(true);
    expect(hasMovedSince(seals('400', '397'), { ...seals('400', '397'), difference: '-2' })).toBe(true);
  });
});

describe('accuracy', () => {
  const of = (lines: ReturnType<typeof line>[], lowTrust: Parameters<typeof accuracyOf>[0]['lowTrust'] = []) =>
    accuracyOf({ lines, lowTrust }, items, usualReconciliationPolicy);

  test('gross counts what is too much and too little, net lets them make up for each other', () => {
    const accuracy = of([
      line('RM-10', '100', '95'),
      line('RM-10', '100', '105', { key: key('RM-10', { lot: 'L2' }) }),
    ]);
    expect(accuracy).toMatchObject({ grossValue: '0.950000', netValue: '1.000000', withoutValue: 0 });
  });

  test('weighs by cost, by price unit', () => {
    const cheap = stocked('RM-10', { standardCost: { amount: '18.00', currency: 'USD' }, priceUnit: '100' });
    const lines = [line('RM-10', '1000', '900'), line('FG-1000', '10', '10')];
    const known = { ...items, 'RM-10': cheap };
    expect(accuracyOf({ lines, lowTrust: [] }, known, usualReconciliationPolicy)?.grossValue).toBe('0.986957');
  });

  test('what is under way is no error', () => {
    const shipped = line('FG-1000', '1000', '900', { inFlight: '-100', expected: '900', difference: '0' });
    expect(of([shipped])).toMatchObject({ record: '1.000000', grossValue: '1.000000' });
  });

  test('an unknown cost is left out of the values, and told', () => {
    const lines = [line('RM-10', '100', '100'), line('NOBODY', '100', '50')];
    expect(of(lines)).toMatchObject({ record: '0.500000', grossValue: '1.000000', withoutValue: 1 });
  });

  test('nothing is said of a run with a partial snapshot, nor of keys with nothing in them', () => {
    expect(of([line('RM-10', '100', '100')], ['PARTIAL'])).toBeUndefined();
    expect(of([line('RM-10', '0', '0')])).toEqual({ keys: 0, withinTolerance: 0, byClass: {}, withoutValue: 0 });
  });
});

describe('the end of a period', () => {
  const { periodEnd } = usualReconciliationPolicy;

  test.each([
    // March 2027 ends on a Wednesday.
    ['2027-03-29', false],
    ['2027-03-30', true],
    ['2027-03-31', true],
    ['2027-04-01', true],
    ['2027-04-02', false],
    // July 2027 ends on a Saturday, August begins on a Sunday.
    ['2027-07-28', false],
    ['2027-07-29', true],
    ['2027-07-31', true],
    ['2027-08-01', true],
    ['2027-08-02', true],
    ['2027-08-03', false],
    ['2028-02-25', false],
    ['2028-02-28', true],
    ['2028-02-29', true],
  ])('%s: %s', (day, expected) => {
    expect(isPeriodEnd(day, periodEnd)).toBe(expected);
  });

  test('days off are no working days', () => {
    expect(isPeriodEnd('2027-12-29', periodEnd)).toBe(false);
    expect(isPeriodEnd('2027-12-29', periodEnd, ['2027-12-31'])).toBe(true);
    expect(isPeriodEnd('2027-04-02', periodEnd, ['2027-04-01'])).toBe(true);
  });
});

describe('a system that only tells what it has now', () => {
  const earlier = snapshot('WMS', [inBin('100 EA RM-20')], { basis: 'NOW', asOf: '2027-03-10T20:59:00Z' });
  const later = (value: string) =>
    snapshot('WMS', [inBin(`${value} EA RM-20`)], { basis: 'NOW', asOf: '2027-03-10T21:01:00Z', snapshotId: 'WMS-2' });
  const moved = (movementId: string, value: string, at: string): StockMovement => ({
    movementId,
    position: movementId,
    at,
    line: inBin(`${value} EA RM-20`),
  });
  const between = [moved('7', '-30', '2027-03-10T20:59:30Z'), moved('8', '-20', '2027-03-10T21:00:01Z')];

  test('is rolled back to the instant, with what was moved last before it', () => {
    expect(rollBack(earlier, later('50'), between, AS_OF)).toMatchObject({
      snapshotId: 'WMS-2',
      asOf: AS_OF,
      basis: 'ROLLED_BACK',
      complete: true,
      watermark: { movementId: '7', position: '7' },
      lines: [{ quantity: { value: '70', uom: 'EA' } }],
    });
  });

  test('stays of now where the movements do not lead from one read to the other', () => {
    expect(rollBack(earlier, later('51'), between, AS_OF)).toMatchObject({ basis: 'NOW', snapshotId: 'WMS-2' });
    expect(rollBack(earlier, later('50'), between.slice(1), AS_OF)).toMatchObject({ basis: 'NOW' });
  });

  test('stays of now where the reads are not around the instant', () => {
    expect(rollBack(earlier, later('50'), between, '2027-03-10T20:58:59Z')).toMatchObject({ basis: 'NOW' });
    expect(rollBack(earlier, later('50'), between, '2027-03-10T21:01:01Z')).toMatchObject({ basis: 'NOW' });
  });

  test('is no more complete than its reads', () => {
    const partial = { ...later('50'), controlTotal: { lines: 2, quantity: '60' } };
    expect(rollBack(earlier, partial, between, AS_OF)).toMatchObject({ basis: 'ROLLED_BACK', complete: false });
  });

  test('comes out as it was at any instant, whatever moved', () => {
    const steps = fc.array(
      fc.record({
        item: fc.constantFrom('RM-20', 'RM-10'),
        value: fc.integer({ min: -9, max: 9 }),
        second: fc.integer({ min: 0, max: 120 }),
      }),
      { maxLength: 12 },
    );
    const startOf = Date.parse(earlier.asOf);
    const at = (second: number) => new Date(startOf + second * 1000).toISOString();
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 120 }), (all, second) => {
        const stockAt = (until: number) =>
          ['RM-10', 'RM-20'].map((item) => {
            const of = all.filter((one) => one.item === item && one.second <= until);
            return inBin(`${of.reduce((sum, { value }) => sum + value, 200)} EA ${item}`);
          });
        const movements = all.map(({ item, value, second: when }, index) => ({
          movementId: `M-${index}`,
          at: at(when),
          line: inBin(`${value} EA ${item}`),
        }));
        const first = { ...earlier, lines: ['RM-10', 'RM-20'].map((item) => inBin(`200 EA ${item}`)) };
        const last = { ...later('0'), lines: stockAt(120) };
        const rolled = rollBack(first, last, movements, at(second));
        expect(rolled.basis).toBe('ROLLED_BACK');
        expect(rolled.lines).toEqual(stockAt(second));
      }),
      { numRuns: 300 },
    );
  });
});
