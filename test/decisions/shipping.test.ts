import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import type { SalesOrder, SalesOrderLine } from '../../contracts/entities/sales-order.js';
import type { TrackingEvent } from '../../contracts/entities/load.js';
import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import type { DeliveryReport } from '../../contracts/processes/outbound-delivery.js';
import { freightShare } from '../../decisions/freight-share.js';
import { holdOf } from '../../decisions/holds.js';
import { buyerCarries, revenueTrigger } from '../../decisions/incoterms.js';
import { openLines, reductions, stillOwed } from '../../decisions/open-lines.js';
import { pickingOf, wantedOf } from '../../decisions/picking.js';
import { readiness } from '../../decisions/readiness.js';
import { netValue } from '../../decisions/sales-value.js';
import { hasReached, whereabouts } from '../../decisions/tracking.js';

const pieces = (value: string) => ({ value, uom: 'EA' });
const line = (differing: Partial<SalesOrderLine> = {}): SalesOrderLine => ({
  line: '10',
  plant: 'P100',
  item: 'FG-1000',
  quantity: pieces('200'),
  confirmed: pieces('200'),
  netPrice: { amount: '210.00', currency: 'USD' },
  priceUnit: '1',
  deliveryDate: '2026-03-12',
  partialAllowed: true,
  overTolerancePct: '0',
  rejected: false,
  ...differing,
});
const order = (differing: Partial<SalesOrder> = {}): SalesOrder => ({
  company: '1000',
  salesOrderNo: '200045',
  sourceVersion: '1',
  customer: 'C-100',
  incoterms: { code: 'DAP', place: 'Detroit' },
  completeDelivery: false,
  credit: 'APPROVED',
  export: 'NOT_REQUIRED',
  invoiceMode: 'PER_DELIVERY',
  signatureRequired: false,
  shipTo: { name: 'Detroit Pumps', place: 'Detroit', zone: 'America/Detroit' },
  lines: [line()],
  ...differing,
});
const report = (deliveryNo: string, quantity: string, differing: Partial<DeliveryReport> = {}): DeliveryReport => ({
  runId: `outbound-delivery/1000/P100/${deliveryNo}`,
  deliveryNo,
  plant: 'P100',
  progress: 'OPEN',
  lines: [{ salesOrderLine: '10', quantity: pieces(quantity), shipped: pieces('0') }],
  ...differing,
});

describe('what is still to be delivered', () => {
  test('a delivery that was reduced leaves its rest open, once', () => {
    expect([...openLines(order(), [])]).toEqual([['P100', [{ salesOrderLine: '10', quantity: pieces('200') }]]]);
    expect([...openLines(order(), [report('80001', '170')])]).toEqual([
      ['P100', [{ salesOrderLine: '10', quantity: pieces('30') }]],
    ]);
    expect(openLines(order(), [report('80001', '170'), report('80002', '30')]).size).toBe(0);
  });

  test('what the ERP has not confirmed is owed, and not created', () => {
    const short = order({ lines: [line({ confirmed: pieces('120') })] });
    expect([...openLines(short, []).values()].flat()).toEqual([{ salesOrderLine: '10', quantity: pieces('120') }]);
    expect(stillOwed(short, [report('80001', '120')])).toEqual([{ salesOrderLine: '10', quantity: pieces('80') }]);
  });

  test('an order that was reduced takes it from the newest delivery, and nothing from what it still wants', () => {
    const less = order({ lines: [line({ quantity: pieces('150'), confirmed: pieces('150') })] });
    expect(reductions(less, [report('80001', '170'), report('80002', '30')])).toEqual([
      { deliveryNo: '80002', lines: [{ salesOrderLine: '10', quantity: pieces('0') }] },
      { deliveryNo: '80001', lines: [{ salesOrderLine: '10', quantity: pieces('150') }] },
    ]);
    expect(reductions(order(), [report('80001', '170'), report('80002', '30')])).toEqual([]);
  });

  test('what has left within the tolerance is no change of the order; beyond it, its delivery is asked and refuses', () => {
    const tolerant = order({ lines: [line({ overTolerancePct: '5' })] });
    const left = (value: string) =>
      report('80001', value, { lines: [{ salesOrderLine: '10', quantity: pieces(value), shipped: pieces(value) }] });
    expect(reductions(tolerant, [left('210')])).toEqual([]);
    expect(reductions(tolerant, [left('211')])).toHaveLength(1);
    expect(reductions(tolerant, [report('80001', '210')])).toHaveLength(1);
  });
});

describe('picking', () => {
  const delivery: OutboundDelivery = {
    plant: 'P100',
    deliveryNo: '80001',
    salesOrderNo: '200045',
    shipTo: 'Detroit Pumps',
    plannedGoodsIssue: '2026-03-12T14:00:00Z',
    credit: 'APPROVED',
    weight: { value: '2400', uom: 'KG' },
    lines: [{ line: '10', salesOrderLine: '10', item: 'FG-1000', quantity: pieces('200'), picked: pieces('0') }],
  };
  const warehouse = (status: WarehouseOrder['status'], picked: string, short = '0'): WarehouseOrder => ({
    deliveryNo: '80001',
    version: '1',
    status,
    lines: [
      { line: '10', item: 'FG-1000', quantity: pieces('200'), picked: pieces(picked), short: pieces(short), lots: [] },
    ],
    handlingUnits: [],
  });
  const exactly = wantedOf(delivery, () => '0');

  test('is short only when everything else has been picked', () => {
    expect(pickingOf(warehouse('PICKING', '100', '30'), exactly).stage).toBe('PICKING');
    const found = pickingOf(warehouse('PICKED', '170', '30'), exactly);
    expect(found).toMatchObject({ stage: 'SHORT', short: [{ line: '10', quantity: pieces('30') }] });
    expect(pickingOf(warehouse('PACKED', '200', '30'), exactly)).toMatchObject({ stage: 'DONE', short: [] });
  });

  test('beyond the customer’s tolerance is too much, within it is not', () => {
    expect(
      pickingOf(
        warehouse('PACKED', '204'),
        wantedOf(delivery, () => '2'),
      ).over,
    ).toEqual([]);
    expect(
      pickingOf(
        warehouse('PACKED', '205'),
        wantedOf(delivery, () => '2'),
      ).over,
    ).toEqual([{ line: '10', quantity: pieces('5') }]);
  });
});

describe('holds', () => {
  test('what the ERP blocks is held for the one who can release it', () => {
    expect(holdOf(order())).toBeUndefined();
    expect(holdOf(order({ credit: 'BLOCKED' }))).toMatchObject({ state: 'CREDIT_HOLD', code: 'B-CREDIT' });
    expect(holdOf(order({ export: 'BLOCKED' }))).toMatchObject({ state: 'EXPORT_HOLD', code: 'B-EXPORT' });
    expect(holdOf(order({ deliveryBlock: '01' }))).toMatchObject({ code: 'B-DELIVERY-BLOCK' });
  });
});

describe('tracking', () => {
  const event = (code: TrackingEvent['code'], hour: number, more: Partial<TrackingEvent> = {}): TrackingEvent => {
    const at = `2026-03-1${Math.floor(hour / 24)}T${String(hour % 24).padStart(2, '0')}:00:00Z`;
    return { code, stop: '1', eventAt: at, recordedAt: at, ...more };
  };
  const journey = [event('PICKED_UP', 1), event('DEPARTED', 2), event('ARRIVED', 9), event('DELIVERED', 10)];

  test('is a set: the order and the number in which events become known change nothing', () => {
    const expected = whereabouts(journey);
    fc.assert(
      fc.property(fc.shuffledSubarray([...journey, ...journey], { minLength: 8, maxLength: 8 }), (told) => {
        expect(whereabouts(told)).toMatchObject({ milestone: 'DELIVERED', reached: expected.reached });
      }),
    );
  });

  test('a late word of an earlier milestone does not take the load back', () => {
    expect(whereabouts([event('DELIVERED', 10), event('DEPARTED', 2), event('ETA_CHANGED', 11)]).milestone).toBe(
      'DELIVERED',
    );
    expect(hasReached(whereabouts([event('ARRIVED', 9)]), 'PICKED_UP')).toBe(true);
    expect(hasReached(whereabouts([]), 'PICKED_UP')).toBe(false);
  });
});

describe('when it may be billed', () => {
  const evidence = (events: TrackingEvent[], code: SalesOrder['incoterms']['code'], handedOver = false) => ({
    issuedAt: '2026-03-10T00:00:00Z',
    trigger: revenueTrigger(code, {}),
    whereabouts: whereabouts(events),
    handedOver,
  });
  const at = { stop: '1', eventAt: '2026-03-10T05:00:00Z', recordedAt: '2026-03-10T05:00:00Z' };
  const isReady = (one: SalesOrder, of: ReturnType<typeof evidence>) => readiness(one, of).every(({ met }) => met);

  test.each([
    ['DAP', 'DELIVERED', 'ARRIVED'],
    ['DDP', 'DELIVERED', 'DEPARTED'],
    ['DPU', 'UNLOADED', 'DELIVERED'],
    ['CPT', 'PICKED_UP', undefined],
    ['CIP', 'DEPARTED', undefined],
    ['CIF', 'ON_BOARD', 'DEPARTED'],
    ['CFR', 'ON_BOARD', 'PICKED_UP'],
  ] as const)('%s: at %s, and not before', (code, enough, notEnough) => {
    const of = order({ incoterms: { code, place: 'Detroit' } });
    expect(isReady(of, evidence([{ code: enough, ...at }], code))).toBe(true);
    expect(isReady(of, evidence(notEnough ? [{ code: notEnough, ...at }] : [], code))).toBe(false);
  });

  test('what the customer’s own carrier collects is billed from the gate on', () => {
    expect(isReady(order(), evidence([], 'EXW', true))).toBe(true);
    expect(isReady(order(), evidence([], 'FCA', true))).toBe(true);
    expect(isReady(order(), evidence([], 'FOB', true))).toBe(false);
    expect(['EXW', 'FCA', 'FAS', 'FOB'].every((code) => buyerCarries(code as 'EXW'))).toBe(true);
    expect(buyerCarries('DAP')).toBe(false);
  });

  test('not with a billing block, nor without the signature that the contract asks for', () => {
    const delivered = [{ code: 'DELIVERED' as const, ...at }];
    expect(isReady(order({ billingBlock: '09' }), evidence(delivered, 'DAP'))).toBe(false);
    const signed = order({ signatureRequired: true });
    expect(isReady(signed, evidence(delivered, 'DAP'))).toBe(false);
    expect(isReady(signed, evidence([{ code: 'DELIVERED', ...at, proof: { signedBy: 'Lee' } }], 'DAP'))).toBe(true);
  });
});

describe('money', () => {
  test('a line is billed at its price per unit, rounded to the cent', () => {
    expect(netValue(order(), [{ salesOrderLine: '10', quantity: pieces('170') }])?.amount).toBe('35700.00');
    const perHundred = order({ lines: [line({ netPrice: { amount: '1.33', currency: 'USD' }, priceUnit: '100' })] });
    expect(netValue(perHundred, [{ salesOrderLine: '10', quantity: pieces('50') }])?.amount).toBe('0.67');
    expect(netValue(order(), [{ salesOrderLine: '99', quantity: pieces('1') }])).toBeUndefined();
  });

  test('the shares of a load’s cost add up to it, whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 999_999 }), (kilos, cents) => {
        const deliveries = kilos.map((kilo, index) => ({
          deliveryNo: String(80_001 + index),
          weight: { value: String(kilo), uom: 'KG' },
        }));
        const cost = { amount: (cents / 100).toFixed(2), currency: 'USD' };
        const shares = deliveries.map(({ deliveryNo }) => freightShare({ deliveries }, deliveryNo, cost).amount);
        expect(shares.reduce((sum, share) => sum + Math.round(Number(share) * 100), 0)).toBe(cents);
      }),
    );
    const two = {
      deliveries: [
        { deliveryNo: '1', weight: { value: '1200', uom: 'KG' } },
        { deliveryNo: '2', weight: { value: '800', uom: 'KG' } },
      ],
    };
    expect(freightShare(two, '1', { amount: '640.00', currency: 'USD' }).amount).toBe('384.00');
    expect(freightShare({ deliveries: [] }, '1', { amount: '640.00', currency: 'USD' }).amount).toBe('640.00');
  });
});
