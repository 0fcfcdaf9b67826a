import { describe, expect, it } from 'vitest';
import restTms from '../../../connectors/rest-tms/index.js';
import { eventSchemas } from '../../../contracts/events.schema.js';

const config = restTms.config.parse({ url: 'http://127.0.0.1:1', token: 't' });
const translate = (type: string, data: unknown, plant?: string) =>
  restTms.translate?.({ type, data, ...(plant && { plant }) }, config);

const about = { deliveryNo: '80001', loadId: 'L-1' };

describe('an event of the TMS', () => {
  it.each(['TenderAccepted', 'TenderDeclined', 'TenderExpired'])('%s tells that an offer was answered', (type) => {
    const data = { ...about, tenderId: 'T-1', plant: 'P200', carrier: 'NORTHLINE', reason: 'no driver' };
    const translated = translate(type, data);
    expect(translated).toEqual({ type: 'TenderAnswered', plant: 'P200', data: { ...about, tenderId: 'T-1' } });
    expect(eventSchemas.TenderAnswered.safeParse(translated?.data).success).toBe(true);
  });

  it.each([
    ['PickedUp', 'PICKED_UP'],
    ['Departed', 'DEPARTED'],
    ['OnBoard', 'ON_BOARD'],
    ['Arrived', 'ARRIVED'],
    ['Delivered', 'DELIVERED'],
    ['Unloaded', 'UNLOADED'],
    ['EtaChanged', 'ETA_CHANGED'],
    ['Exception', 'EXCEPTION'],
  ])('%s tells that there is news on the way', (type, code) => {
    const translated = translate(type, { ...about, code: 'D1', stop: 'ACME Detroit' }, 'P100');
    expect(translated).toEqual({ type: 'ShipmentTracked', plant: 'P100', data: { ...about, code } });
    expect(eventSchemas.ShipmentTracked.safeParse(translated?.data).success).toBe(true);
  });

  it('of a position is not for us: it must not touch a run’s history', () => {
    expect(translate('PositionReported', { ...about, position: '41.9,-87.6' })).toBeUndefined();
  });

  it.each(['FreightInvoiced', 'toString', 'constructor'])('%s is not for us', (type) => {
    expect(translate(type, about)).toBeUndefined();
  });

  it('is about the plant that its attribute names, or else its data', () => {
    expect(translate('PickedUp', { ...about, plant: 'P200' }, 'P100')?.plant).toBe('P100');
    expect(translate('PickedUp', { ...about, plant: 'P200' })?.plant).toBe('P200');
    expect(translate('PickedUp', { ...about, plant: 7 })).not.toHaveProperty('plant');
  });

  it('leaves to the schema what is missing', () => {
    const translated = translate('TenderAccepted', { loadId: 'L-1', tenderId: null });
    const issues = eventSchemas.TenderAnswered.safeParse(translated?.data).error?.issues;
    expect(issues?.map(({ path }) => path.join('/')).sort()).toEqual(['deliveryNo', 'tenderId']);
  });

  it('says where it cannot be read', () => {
    expect(() => translate('PickedUp', 'L-1')).toThrow('C-SCHEMA /data must be an object');
  });
});
