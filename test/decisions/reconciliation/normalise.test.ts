import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal } from '../../../decisions/arithmetic.js';
import { inBaseUnit } from '../../../decisions/reconciliation/base-quantity.js';
import { isDifference } from '../../../decisions/reconciliation/compare.js';
import { normalise } from '../../../decisions/reconciliation/normalise.js';
import { gapsOf } from '../../../decisions/reconciliation/snapshot-gaps.js';
import { between, compared, erp, inBin, items, key, snapshot, stock, stocked, wms } from './samples.js';

const pieces = (lines: { quantity: { value: string; uom: string } }[]) => lines.map(({ quantity }) => quantity);
const steel = items['RM-30']!;

describe('units', () => {
  test('three thirds are one, and not 0.999', () => {
    const roll = { value: '1', uom: 'ROLL' };
    expect(inBaseUnit([roll, roll, roll], steel)).toEqual({ value: '1.000', rounding: '0.003' });
    expect(inBaseUnit([roll], steel)).toEqual({ value: '0.333', rounding: '0.001' });
  });

  test('what rounding makes of it is no difference, and a unit more is one', () => {
    const rolls = Array.from({ length: 3 }, () => inBin('1 ROLL RM-30', { lot: 'L1' }));
    const against = (value: string) => between([stock(`${value} KG RM-30`, { lot: 'L1' })], rolls).lines;
    expect(against('0.997').filter(isDifference)).toEqual([]);
    expect(against('0.996').filter(isDifference)).toMatchObject([{ difference: '0.004' }]);
  });

  test('pieces are never rounded: one too few is one too few, over however many bins', () => {
    const bins = Array.from({ length: 40 }, () => inBin('0.25 BAG RM-20'));
    const { lines } = between([stock('1001 EA RM-20')], bins);
    expect(lines.filter(isDifference)).toMatchObject([{ difference: '-1', rounding: '0' }]);
  });

  test('a unit without a factor is named, and the item is not compared: it is not zero', () => {
    const { lines, problems, notCompared } = between(
      [stock('500 EA RM-20'), stock('7 EA SN-500')],
      [inBin('5 CRATE RM-20'), inBin('7 EA SN-500')],
    );
    expect(problems).toEqual([
      { code: 'C-UOM', system: 'WMS', item: 'RM-20', text: 'RM-20 has no conversion from CRATE to EA' },
    ]);
    expect(lines.map((one) => one.key.item)).toEqual(['SN-500']);
    expect(notCompared).toEqual([{ key: key('RM-20'), why: 'PROBLEM' }]);
  });

  test.each(['0', '-1'])('a factor of %s is none', (numerator) => {
    const item = stocked('X', { alternativeUoms: [{ uom: 'BOX', numerator, denominator: '1' }] });
    expect(inBaseUnit([{ value: '1', uom: 'BOX' }], item)).toHaveProperty('problem');
  });

  test('pieces that do not come out whole are named', () => {
    expect(inBaseUnit([{ value: '0.005', uom: 'BAG' }], items['RM-20']!)).toEqual({
      problem: 'RM-20 adds up to 0.500 EA, not whole',
    });
  });

  test('sums are exact, in whichever order and units the lines come', () => {
    const quantity = fc.record({
      value: fc.integer({ min: -999_999_999, max: 999_999_999 }).map((units) => decimal(units).div(1000).toFixed()),
      uom: fc.constantFrom('KG', 'ROLL', 'DRUM'),
    });
    const item = {
      ...steel,
      alternativeUoms: [...steel.alternativeUoms, { uom: 'DRUM', numerator: '1000', denominator: '7' }],
    };
    fc.assert(
      fc.property(fc.array(quantity, { maxLength: 20 }), (quantities) => {
        const total = inBaseUnit(quantities, item);
        expect(total).toEqual(inBaseUnit([...quantities].reverse(), item));
        // In 21sts of a gram everything is whole, and integers have no rounding.
        const weight: Record<string, bigint> = { KG: 21n, ROLL: 7n, DRUM: 3000n };
        const exact = quantities.reduce(
          (sum, { value, uom }) => sum + BigInt(decimal(value).times(1000).toFixed()) * weight[uom]!,
          0n,
        );
        if (!('value' in total)) throw new Error(total.problem);
        const off = BigInt(decimal(total.value).times(1000).toFixed()) * 21n - exact;
        expect(off <= 10n && off >= -10n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('words', () => {
  const status = (word: string) => normalise(snapshot('WMS', [inBin('4 EA RM-20', { status: word })]), wms, items);

  test.each([
    ['HOLD', 'BLOCKED'],
    ['QC', 'QUALITY'],
    ['PICKED', 'UNRESTRICTED'],
    ['STAGED', 'UNRESTRICTED'],
  ])('%s is %s', (word, meaning) => {
    expect(status(word).stock).toMatchObject([{ key: { status: meaning }, value: '4' }]);
  });

  test.each(['EXCESS_HOLD', 'REFUSED', 'RETURN'])('%s explains itself: it never is in the books', (word) => {
    const { lines, apart } = between([], [inBin('4 EA RM-20', { status: word })]);
    expect(lines).toEqual([]);
    expect(apart).toMatchObject([{ key: { word }, value: '4', system: 'WMS', explainedBy: [{ system: 'WMS' }] }]);
  });

  test('stock between two places is in the books alone, and explains itself', () => {
    const { lines, apart } = between([stock('4 EA RM-20', { status: 'IN_TRANSIT' })], []);
    expect(lines).toEqual([]);
    expect(apart).toMatchObject([{ key: { word: 'IN_TRANSIT' }, system: 'SAP' }]);
  });

  test.each([
    ['status', { status: 'FROZEN' }, 'status FROZEN has no meaning'],
    ['location', { location: 'Z-99' }, 'location Z-99 belongs to no storage location'],
    ['name that every object has', { location: 'constructor' }, 'location constructor belongs to no storage location'],
  ])('a %s that nobody has mapped is told once, and its item is not compared', (_, more, text) => {
    const { lines, problems } = between([stock('8 EA RM-20')], [inBin('4 EA RM-20', more), inBin('4 EA RM-20', more)]);
    expect(problems).toEqual([{ code: 'C-MAPPING', system: 'WMS', item: 'RM-20', text }]);
    expect(lines).toEqual([]);
  });

  test('bins roll up to their storage location', () => {
    const bins = [
      inBin('3 EA RM-20'),
      inBin('2 EA RM-20', { location: 'A-02' }),
      inBin('1 EA RM-20', { location: 'B-01' }),
    ];
    const { lines } = between([stock('5 EA RM-20'), stock('1 EA RM-20', { location: 'RDC2' })], bins);
    expect(lines.map((one) => `${one.key.locationGroup} ${one.physical} ${one.difference}`)).toEqual([
      'RDC1 5 0',
      'RDC2 1 0',
    ]);
  });

  test('what is no stock is left out: virtual places, services, what customers left here', () => {
    const known = { ...items, 'SERVICE': stocked('SERVICE', { stocked: false }) };
    const { lines, problems } = compared({
      book: snapshot('SAP', [stock('9 EA SERVICE')]),
      physical: snapshot('WMS', [
        inBin('4 EA RM-20', { location: 'DIFFERENCES' }),
        inBin('5 EA RM-20', { owner: 'CUSTOMER' }),
      ]),
      items: known,
    });
    expect([lines, problems]).toEqual([[], []]);
  });

  test('a lot that a warehouse writes on an item that has none does not part it from the books', () => {
    expect(between([stock('5 EA RM-20')], [inBin('5 EA RM-20', { lot: 'X7' })]).lines).toMatchObject([
      { key: { lot: '-' }, difference: '0' },
    ]);
  });
});

describe('what is missing is not zero', () => {
  const books = [stock('5 EA RM-20'), stock('7 EA SN-500')];

  test('a key that a partial snapshot lacks is not compared, on either side', () => {
    const partial = { complete: false };
    const ofWms = compared({
      book: snapshot('SAP', books),
      physical: snapshot('WMS', [inBin('5 EA RM-20')], partial),
    });
    expect(ofWms.lines.map((one) => one.key.item)).toEqual(['RM-20']);
    expect(ofWms.notCompared).toEqual([{ key: key('SN-500'), why: 'MISSING_IN_PARTIAL' }]);
    expect(ofWms.lowTrust).toEqual(['PARTIAL']);
    const ofErp = compared({
      book: snapshot('SAP', [], partial),
      physical: snapshot('WMS', [inBin('5 EA RM-20')]),
    });
    expect([ofErp.lines, ofErp.notCompared.length]).toEqual([[], 1]);
  });

  test('what a person goes on with is what they named, and it is not trusted', () => {
    const sides = { book: snapshot('SAP', books), physical: snapshot('WMS', [], { complete: false }) };
    const named = compared({ ...sides, physical: snapshot('WMS', [inBin('4 EA RM-20')]), scope: { items: ['RM-20'] } });
    expect(named.lines).toMatchObject([{ key: { item: 'RM-20' }, difference: '-1' }]);
    expect(named.notCompared).toEqual([{ key: key('SN-500'), why: 'OUT_OF_SCOPE' }]);
    expect(named.lowTrust).toEqual(['NAMED_SCOPE']);
    const places = compared({ ...sides, scope: { locationGroups: ['RDC2'] } });
    expect([places.lines, places.lowTrust]).toEqual([[], ['PARTIAL', 'NAMED_SCOPE']]);
  });

  test('a complete one says that nothing is there', () => {
    const { lines, lowTrust } = between(books, [inBin('5 EA RM-20')]);
    expect(lines.filter(isDifference)).toMatchObject([{ key: { item: 'SN-500' }, difference: '-7' }]);
    expect(lowTrust).toEqual([]);
  });

  test('control totals find the page that was lost, whatever the system says of itself', () => {
    const lines = [inBin('5 EA RM-20'), inBin('1.5 KG RM-30')];
    expect(gapsOf(snapshot('WMS', lines, { controlTotal: { lines: 2, quantity: '6.500' } }))).toEqual([]);
    expect(gapsOf(snapshot('WMS', lines, { controlTotal: { lines: 3, quantity: '9.5' } }))).toEqual([
      '2 of 3 lines are here',
      'its quantities add up to 6.5, not to 9.5',
    ]);
    const physical = snapshot('WMS', lines, { controlTotal: { lines: 3, quantity: '6.5' } });
    expect(compared({ book: snapshot('SAP', books), physical }).lowTrust).toEqual(['PARTIAL']);
  });

  test('a system that only knows now, or another instant, is not trusted', () => {
    const book = snapshot('SAP', books);
    const now = snapshot('WMS', [], { basis: 'NOW' });
    expect(compared({ book, physical: now }).lowTrust).toEqual(['ONLY_NOW']);
    const later = snapshot('WMS', [], { asOf: '2027-03-10T21:00:01Z' });
    expect(compared({ book, physical: later }).lowTrust).toEqual(['DIFFERENT_INSTANTS']);
  });
});

test('a snapshot is the same in whichever order its lines come', () => {
  const line = fc.record({
    item: fc.constantFrom('RM-10', 'RM-20', 'SN-500'),
    lot: fc.constantFrom('L1', 'L2'),
    location: fc.constantFrom('RDC1', 'RDC2', 'NOWHERE'),
    status: fc.constantFrom('UNRESTRICTED', 'HOLD', 'EXCESS_HOLD'),
    owner: fc.constantFrom('OWN' as const, 'VENDOR' as const, 'CUSTOMER' as const),
    quantity: fc.nat({ max: 500 }).map((value) => ({ value: String(value), uom: 'EA' })),
  });
  fc.assert(
    fc.property(
      fc
        .array(line, { maxLength: 12 })
        .chain((lines) => fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))),
      ([lines, shuffled]) => {
        const { problems, ...one } = normalise(snapshot('SAP', lines), erp, items);
        const { problems: others, ...other } = normalise(snapshot('SAP', shuffled), erp, items);
        expect(other).toEqual(one);
        expect(others.length).toBe(problems.length);
        const counted = [...one.stock, ...one.customerOwned, ...one.apart];
        const total = counted.reduce((sum, { value }) => sum + Number(value), 0);
        const placed = lines.filter(({ location }) => location !== 'NOWHERE');
        expect(total).toBe(pieces(placed).reduce((sum, { value }) => sum + Number(value), 0));
      },
    ),
    { numRuns: 300 },
  );
});
