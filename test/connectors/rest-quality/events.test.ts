import { expect, it } from 'vitest';
import restQuality from '../../../connectors/rest-quality/index.js';
import { eventSchemas } from '../../../contracts/events.schema.js';

const config = restQuality.config.parse({ url: 'http://127.0.0.1:1', token: 't' });
const translate = (data: unknown, plant?: string, type = 'UsageDecided') =>
  restQuality.translate?.({ type, data, ...(plant && { plant }) }, config);

const decided = { inboundDeliveryNo: '0180000001', inspectionNo: '0180000001-R-1-1' };

it.each([
  ['as an attribute', decided, 'P100'],
  ['in its data', { ...decided, plant: 'P100' }, undefined],
  ['in both, where the attribute counts', { ...decided, plant: 'P200' }, 'P100'],
])('tells that something is decided, of the plant that it names %s', (_, data, plant) => {
  const translated = translate({ ...data, accepted: '480' }, plant);
  expect(translated).toEqual({ type: 'UsageDecided', plant: 'P100', data: decided });
  expect(eventSchemas.UsageDecided.safeParse(translated?.data).success).toBe(true);
});

it('leaves the plant to who knows the system, where it names none', () => {
  expect(translate(decided)).toEqual({ type: 'UsageDecided', data: decided });
});

it('leaves to the schema what is missing', () => {
  const translated = translate({ inspectionNo: '0180000001-R-1-1' });
  expect(eventSchemas.UsageDecided.safeParse(translated?.data).success).toBe(false);
});

it.each(['ResultRecorded', 'toString'])('has nothing to tell by %s', (type) => {
  expect(translate(decided, 'P100', type)).toBeUndefined();
});

it('says where it cannot read an event', () => {
  expect(() => translate('decided')).toThrow('C-SCHEMA /data must be an object');
});
