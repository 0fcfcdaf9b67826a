import { describe, expect, test } from 'vitest';
import { compare } from '../../decisions/agreement.js';
import { toBaseUnit, valueOf } from '../../decisions/arithmetic.js';
import { fingerprint } from '../../decisions/fingerprint.js';
import { leftover, stagingOf } from '../../decisions/leftover.js';
import { overdueAt, plantDay } from '../../decisions/plant-time.js';
import { cannotRelease, missingMasters } from '../../decisions/release-check.js';
import { waitBeforeRetry } from '../../decisions/retry.js';
import { severityOf } from '../../decisions/severity.js';
import { implausible, openQuantity } from '../../decisions/tolerance.js';
import { item, pumps } from './samples.js';

const limits = { overTolerancePct: '5', plausibilityPct: '5' };
const totals = (made: string, scrap = '0', rework = '0') => ({ yield: made, scrap, rework });

describe('tolerance', () => {
  test.each([
    ['exactly at the limit', totals('525'), undefined],
    ['yield above it', totals('526'), 'B-QTY-OVER'],
    ['rework counts towards plausibility, not towards yield', totals('500', '10', '16'), 'B-QTY-IMPLAUSIBLE'],
    ['all three exactly at the limit', totals('500', '10', '15'), undefined],
  ])('%s', (_, reported, code) => {
    expect(implausible('500', reported, limits)?.code).toBe(code);
  });

  test('open is what is neither yield nor scrap; more than ordered leaves nothing open', () => {
    expect([openQuantity('500', totals('100', '4')), openQuantity('500', totals('510'))]).toEqual(['396', '0']);
  });
});

describe('units and values', () => {
  test('refuses pieces that would not be whole', () => {
    const seals = item('RM-20', 'EA', { alternativeUoms: [{ uom: 'BAG', numerator: '100', denominator: '3' }] });
    expect(() => toBaseUnit({ value: '1', uom: 'BAG' }, seals)).toThrow('not whole');
    expect(toBaseUnit({ value: '3', uom: 'BAG' }, seals)).toEqual({ value: '100', uom: 'EA' });
  });

  test('values by price unit, to the cent, and never calls an unknown cost zero', () => {
    const steel = item('RM-30', 'KG', { standardCost: { amount: '120.00', currency: 'USD' }, priceUnit: '100' });
    expect(valueOf('78.000', steel)).toEqual({ amount: '93.60', currency: 'USD' });
    expect(valueOf('78.000', item('RM-30', 'KG'))).toBeUndefined();
  });
});

describe('dates', () => {
  test('documents are dated in plant time, over both changes of the clock', () => {
    expect(plantDay('2026-03-10T04:30:00Z', 'America/Chicago')).toBe('2026-03-09');
    expect(plantDay('2026-03-08T05:59:59Z', 'America/Chicago')).toBe('2026-03-07');
    expect(plantDay('2026-10-25T22:59:59Z', 'Europe/Berlin')).toBe('2026-10-25');
    expect(plantDay('2026-10-25T23:00:00Z', 'Europe/Berlin')).toBe('2026-10-26');
  });

  test('an order is overdue after its end and a share of its duration', () => {
    expect(new Date(overdueAt('2026-03-10T00:00:00Z', '2026-03-10T10:00:00Z', '10')).toISOString()).toBe(
      '2026-03-10T11:00:00.000Z',
    );
  });
});

describe('what stands against what was meant', () => {
  const line = (name: string, value: string) => ({
    line: name,
    type: 'GI_PRODUCTION' as const,
    item: name,
    quantity: { value, uom: 'EA' },
    location: 'LINE',
  });
  const meant = {
    plant: 'P100',
    orderNo: '1',
    confirmationId: 'C',
    operation: '0010',
    final: false,
    postingDate: '2026-03-10',
    yield: { value: '100', uom: 'EA' },
    scrap: { value: '4', uom: 'EA' },
    rework: { value: '0', uom: 'EA' },
    movements: [line('A', '104'), line('B', '208')],
  };
  const stands = { documents: [], yield: '100.000', scrap: '4', rework: '0', final: false, movements: meant.movements };

  test('decimals written otherwise are the same', () => {
    expect(compare(meant, { ...stands, movements: [line('A', '104.000'), line('B', '208')] })).toEqual({
      verdict: 'posted',
    });
  });

  test('a movement that failed behind a success is incomplete, and names its line', () => {
    expect(compare(meant, { ...stands, movements: [line('A', '104')] })).toMatchObject({
      verdict: 'incomplete',
      missing: ['B'],
    });
  });

  test('another quantity, or a movement that nobody meant, is different', () => {
    expect(compare(meant, { ...stands, yield: '90' })).toMatchObject({
      verdict: 'different',
      text: 'yield is 90, meant was 100',
    });
    expect(compare(meant, { ...stands, movements: [...meant.movements, line('C', '1')] }).verdict).toBe('different');
  });
});

describe('release', () => {
  test.each([
    ['TECHNICALLY_COMPLETED', 'B-ORDER-CLOSED'],
    ['CREATED', 'B-ORDER-STATUS'],
    ['LOCKED', 'B-ORDER-STATUS'],
    ['RELEASED', undefined],
  ] as const)('an order that is %s', (status, code) => {
    expect(cannotRelease(pumps({ status }))?.code).toBe(code);
  });

  test('names what the MES lacks', () => {
    expect(missingMasters(pumps(), { bom: { revision: 'B', hash: 'x' }, routing: null })).toEqual([
      'routing FG-1000 version 4',
    ]);
  });
});

test('what is left over of staged material is what was not used', () => {
  expect(
    leftover(stagingOf(pumps()), { '0001': '120', '0002': '1000', '0003': '90.000' }).map((one) => one.quantity.value),
  ).toEqual(['380', '285.000']);
});

describe('retry', () => {
  const step = { initialMs: 100, factor: 2, maxMs: 1_000 };
  const retry = { read: step, keyed: step, lock: { ...step, attempts: 3 }, outage: { ...step, initialMs: 500 } };

  test('waits as long as the system asks, if that is longer', () => {
    expect(waitBeforeRetry('T-RATE', 1, 'keyed', retry, 30_000)).toBe(30_000);
    expect(waitBeforeRetry('T-RATE', 1, 'keyed', retry, 10)).toBe(100);
  });

  test('a lock that stays becomes a person’s business; an outage does not', () => {
    expect(waitBeforeRetry('T-LOCK', 3, 'unkeyed', retry)).toBe('ask');
    expect(waitBeforeRetry('T-UNAVAILABLE', 10_000, 'keyed', retry)).toBe(1_000);
  });
});

test('an unknown cost makes nothing severe, a large misstatement does', () => {
  const impact = (amount: string) => ({
    orders: [],
    confidence: 'EXACT' as const,
    inventoryMisstatement: { amount, currency: 'USD' },
  });
  expect([
    severityOf('B-STOCK-SHORT'),
    severityOf('B-STOCK-SHORT', impact('5000.01')),
    severityOf('B-STOCK-SHORT', impact('50000.01')),
  ]).toEqual(['SEV4', 'SEV3', 'SEV2']);
});

test('a fingerprint tells contents apart, not the order of fields', () => {
  expect(fingerprint({ a: 1, b: { c: ['x'] } })).toBe(fingerprint({ b: { c: ['x'] }, a: 1 }));
  expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
  expect(fingerprint({ yield: '100' })).not.toBe(fingerprint({ yield: '101' }));
});
