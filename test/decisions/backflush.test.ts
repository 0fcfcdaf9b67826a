import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, sum } from '../../decisions/arithmetic.js';
import { consumed, consumptionOf, type Issued, receiptOf } from '../../decisions/backflush.js';
import { planOf } from '../../decisions/posting-plan.js';
import { component, item, pumps, report } from './samples.js';

const items = {
  'RM-10': item('RM-10', 'EA'),
  'RM-20': item('RM-20', 'EA', { alternativeUoms: [{ uom: 'BAG', numerator: '100', denominator: '1' }] }),
  'RM-30': item('RM-30', 'KG'),
};
const lines = (movements: { item: string; quantity: { value: string } }[]) =>
  movements.map((one) => `${one.item} ${one.quantity.value}`);

describe('what a confirmation uses', () => {
  test('counts scrap as consumption, and receives yield alone', () => {
    const { backflushed } = consumptionOf(pumps(), items, report(), '104', {});
    expect(lines(backflushed)).toEqual(['RM-10 104', 'RM-20 208', 'RM-30 78.000']);
    expect(receiptOf(pumps(), '100', 'L-31')).toMatchObject({
      item: 'FG-1000',
      quantity: { value: '100' },
      lot: 'L-31',
    });
  });

  test('receives nothing where nothing was made well', () => {
    expect(receiptOf(pumps(), '0')).toBeUndefined();
  });

  test('issues a fixed quantity once, however often it is confirmed', () => {
    const order = pumps({ components: [component('0001', 'RM-10', '3', 'EA', { fixedQuantity: true })] });
    const first = consumptionOf(order, items, report(), '104', {});
    const second = consumptionOf(order, items, report(), '104', first.issued);
    expect([lines(first.backflushed), lines(second.backflushed)]).toEqual([['RM-10 3'], []]);
  });

  test('does not backflush what the MES reports itself, nor count it for the next backflush', () => {
    const actual = report({ consumption: [{ item: 'RM-20', mode: 'ACTUAL', qty: { value: '2.1', uom: 'BAG' } }] });
    const first = consumptionOf(pumps(), items, actual, '104', {});
    expect(lines(first.backflushed)).toEqual(['RM-10 104', 'RM-30 78.000']);
    expect(lines(first.actual)).toEqual(['RM-20 210']);
    expect(first.issued['0002']).toEqual({ made: '0', backflushed: '0', actual: '210' });
  });

  test('backflushes the next confirmation in full, whatever the MES reported for the one before', () => {
    const actual = report({ consumption: [{ item: 'RM-20', mode: 'ACTUAL', qty: { value: '208', uom: 'EA' } }] });
    const first = consumptionOf(pumps(), items, actual, '104', {});
    const second = consumptionOf(pumps(), items, report(), '396', first.issued);
    expect(lines(second.backflushed)).toContain('RM-20 792');
    expect(consumed(second.issued)).toEqual({ '0001': '500', '0002': '1000', '0003': '375' });
  });

  test('leaves what was issued before as it was', () => {
    const before: Issued = { '0001': { made: '10', backflushed: '10', actual: '0' } };
    consumptionOf(pumps(), items, report(), '104', before);
    expect(before).toEqual({ '0001': { made: '10', backflushed: '10', actual: '0' } });
  });

  test('refuses a reported unit without a conversion', () => {
    const actual = report({ consumption: [{ item: 'RM-10', mode: 'ACTUAL', qty: { value: '1', uom: 'BOX' } }] });
    expect(() => consumptionOf(pumps(), items, actual, '104', {})).toThrow('no conversion from BOX to EA');
  });
});

test('cumulative rounding loses and gains nothing, whatever the split into confirmations', () => {
  const order = pumps({
    components: [component('0001', 'RM-50', '23.750', 'L'), component('0002', 'RM-20', '250', 'EA')],
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }), (parts) => {
      let issued: Issued = {};
      const posted: string[] = [];
      for (const part of parts) {
        const use = consumptionOf(order, items, report(), String(part), issued);
        issued = use.issued;
        posted.push(...use.backflushed.filter((one) => one.item === 'RM-50').map((one) => one.quantity.value));
      }
      const made = parts.reduce((total, one) => total + one, 0);
      const exact = decimal(made).times('23.750').div(500);
      expect(sum('0', ...posted)).toBe(decimal(exact.toFixed(3)).toFixed());
    }),
  );
});

test('a report in another unit is put into the order’s, and never posted under a wrong one', () => {
  const boxes = pumps({
    quantity: { value: '100', uom: 'BOX' },
    components: [component('0001', 'RM-10', '1200', 'EA')],
  });
  const known = {
    ...items,
    'FG-1000': item('FG-1000', 'EA', { alternativeUoms: [{ uom: 'BOX', numerator: '12', denominator: '1' }] }),
  };
  const soFar = { items: known, totals: { yield: '0', scrap: '0', rework: '0' }, issued: {} };
  const twentyFour = report({ yield: { value: '24', uom: 'EA' }, scrap: { value: '0', uom: 'EA' } });
  const { posting } = planOf(boxes, twentyFour, '2026-03-10', soFar);
  expect(posting.movements.map((line) => `${line.item} ${Number(line.quantity.value)} ${line.quantity.uom}`)).toEqual([
    'FG-1000 2 BOX',
    'RM-10 24 EA',
  ]);
  expect(() => planOf(boxes, twentyFour, '2026-03-10', { ...soFar, items: {} })).toThrow('FG-1000 is not known');
});
