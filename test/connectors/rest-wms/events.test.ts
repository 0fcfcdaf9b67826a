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

it.each(['StagingCompleted', 'PutawayCompleted', 'CountPosted', 'toString'])('has nothing to tell by %s', (type) => {
  expect(translate(type, {})).toBeUndefined();
});

it('leaves to the schema what is missing', () => {
  const issues = eventSchemas.StockChanged.safeParse(
    translate('StockAdjusted', { item: 'RM-20', location: null })?.data,
  ).error?.issues;
  expect(issues?.map(({ path }) => path)).toEqual([['location']]);
});

it('says where it cannot read an event', () => {
  expect(() => translate('StockAdjusted', 'RM-20')).toThrow('C-SCHEMA /data must be an object');
});
