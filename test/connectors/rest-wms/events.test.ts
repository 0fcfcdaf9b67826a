import { expect, it } from 'vitest';
import restWms from '../../../connectors/rest-wms/index.js';
import { eventSchemas } from '../../../contracts/events.schema.js';

const config = restWms.config.parse({ url: 'http://127.0.0.1:1', token: 't', locations: { 'LINE-4-A': '0001' } });
const translate = (type: string, data: unknown) => restWms.translate?.({ type, data, plant: 'P100' }, config);

it.each([
  [
    'an adjustment',
    'StockAdjusted',
    { item: 'RM-20', location: '0002', quantity: { value: '100', uom: 'EA' } },
    '0002',
  ],
  ['a transfer', 'TransferPosted', { item: 'RM-20', fromLocation: 'BULK', toLocation: '0002' }, '0002'],
  ['a location that the ERP calls otherwise', 'StockAdjusted', { item: 'RM-20', location: 'LINE-4-A' }, '0001'],
])('tells that stock has changed by %s', (_, type, data, location) => {
  const translated = translate(type, data);
  expect(translated).toEqual({ type: 'StockChanged', plant: 'P100', data: { item: 'RM-20', location } });
  expect(eventSchemas.StockChanged.safeParse(translated?.data).success).toBe(true);
});

it.each([
  ['PickConfirmed', 'PICKED'],
  ['PickShort', 'SHORT'],
  ['PickReversed', 'REVERSED'],
  ['ShipReversed', 'REVERSED'],
  ['Packed', 'PACKED'],
])('tells by %s that the picking has gone on', (type, status) => {
  const translated = translate(type, { deliveryNo: '80001', line: '10', status: 'whatever' });
  expect(translated).toEqual({ type: 'PickingProgressed', plant: 'P100', data: { deliveryNo: '80001', status } });
  expect(eventSchemas.PickingProgressed.safeParse(translated?.data).success).toBe(true);
});

it('tells that a delivery was shipped, and leaves what was to the warehouse order', () => {
  const translated = translate('ShipConfirmed', { deliveryNo: '80001', billOfLading: 'BOL-1', handlingUnits: [] });
  expect(translated).toEqual({ type: 'ShipConfirmed', plant: 'P100', data: { deliveryNo: '80001' } });
});

it.each([
  ['Arrived', 'ARRIVED'],
  ['ReceiptLine', 'COUNTED'],
  ['ReceiptClosed', 'CLOSED'],
  ['PutawayCompleted', 'PUT_AWAY'],
  ['BroughtBack', 'BROUGHT_BACK'],
])('tells by %s that a delivery has gone on, and leaves how far to the receipt', (type, status) => {
  const translated = translate(type, { inboundDeliveryNo: '0180000001', receiptId: 'R-1', lines: [{}] });
  const data = { inboundDeliveryNo: '0180000001', status };
  expect(translated).toEqual({ type: 'InboundProgressed', plant: 'P100', data });
  expect(eventSchemas.InboundProgressed.safeParse(translated?.data).success).toBe(true);
});

it('tells of a truck that nobody had announced under the warehouse’s own number', () => {
  const truck = { receiptNo: 'WR-1', purchaseOrderNo: '4500001234', packingSlip: 'PS-9', supplier: 'S-100' };
  const translated = translate('ReceiptUnannounced', truck);
  const data = { purchaseOrderNo: '4500001234', receiptNo: 'WR-1' };
  expect(translated).toEqual({ type: 'UnannouncedReceipt', plant: 'P100', data });
  expect(eventSchemas.UnannouncedReceipt.safeParse(translated?.data).success).toBe(true);
});

it('has nothing to tell of what production made and was put away', () => {
  expect(translate('PutawayCompleted', { receiptId: 'MES-P100-1', orderNo: '1000123' })).toBeUndefined();
});

const brought = {
  ...{ orderNo: '1000123', signalNo: 'KB-77', item: 'RM-20', qty: { value: '300', uom: 'EA', weight: 'x' } },
  ...{ fromLocation: 'BULK', toLocation: 'LINE-4-A' },
};

it('tells of a transfer that a signal asked for that it was brought, and no more of stock', () => {
  const translated = translate('TransferPosted', brought);
  expect(translated).toEqual({
    type: 'ReplenishmentDelivered',
    plant: 'P100',
    data: {
      ...{ orderNo: '1000123', signalNo: 'KB-77', item: 'RM-20', quantity: { value: '300', uom: 'EA' } },
      ...{ fromLocation: 'BULK', toLocation: '0001' },
    },
  });
  expect(eventSchemas.ReplenishmentDelivered.safeParse(translated?.data).success).toBe(true);
});

it.each([
  ['a delivery without its number', 'PickConfirmed', { line: '10' }],
  ['a shipment whose number is no number', 'ShipConfirmed', { deliveryNo: 80001 }],
  ['an arrival without its delivery', 'Arrived', { receiptId: 'R-1' }],
  ['an arrival whose number is no number', 'Arrived', { inboundDeliveryNo: 180000001 }],
  ['a truck whose papers name no order', 'ReceiptUnannounced', { receiptNo: 'WR-1' }],
  ['a signal that is no text', 'TransferPosted', { ...brought, signalNo: 77 }],
  ['a signal without its quantity', 'TransferPosted', { ...brought, qty: undefined }],
  ['a quantity with a sign', 'TransferPosted', { ...brought, qty: { value: '-3', uom: 'EA' } }],
])('leaves to the schema %s', (_, type, data) => {
  const translated = translate(type, data) ?? expect.fail('nothing was told');
  expect(eventSchemas[translated.type].safeParse(translated.data).success).toBe(false);
});

it.each(['StagingCompleted', 'PutawayCompleted', 'CountPosted', 'StockStatusChanged', 'toString'])(
  'has nothing to tell by %s',
  (type) => {
    expect(translate(type, {})).toBeUndefined();
  },
);

it('leaves to the schema what is missing', () => {
  const issues = eventSchemas.StockChanged.safeParse(
    translate('StockAdjusted', { item: 'RM-20', location: null })?.data,
  ).error?.issues;
  expect(issues?.map(({ path }) => path)).toEqual([['location']]);
});

it('says where it cannot read an event', () => {
  expect(() => translate('StockAdjusted', 'RM-20')).toThrow('C-SCHEMA /data must be an object');
});
