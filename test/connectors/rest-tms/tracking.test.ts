import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { booked, connectTo, context, DELIVERY, startedPlant } from './harness.js';

describe('reading where a load is', () => {
  it('tells all that has happened, with its times and places', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.pickUp(DELIVERY, { at: '2030-03-11T09:30:00-05:00', recordedAt: '2030-03-11T14:31:00Z' });
    plant.eta(DELIVERY, '2030-03-13T15:00:00Z');
    plant.exception(DELIVERY, 'a tyre');
    plant.deliver(DELIVERY, { signedBy: 'M. Roe' });
    const events = await tms.readTracking({ loadId }, context);
    expect(events.map(({ code, stop }) => `${code} ${stop}`)).toEqual([
      'PICKED_UP RDC1',
      'ETA_CHANGED ACME Detroit',
      'EXCEPTION RDC1',
      'DELIVERED ACME Detroit',
    ]);
    expect(events[0]).toEqual({
      code: 'PICKED_UP',
      stop: 'RDC1',
      eventAt: '2030-03-11T14:30:00.000Z',
      recordedAt: '2030-03-11T14:31:00.000Z',
    });
    expect(events[1]?.eta).toBe('2030-03-13T15:00:00.000Z');
    expect(events[2]?.text).toBe('a tyre');
    expect(events[3]?.proof).toEqual({ signedBy: 'M. Roe' });
  });

  it('tells what decides of a list of thousands: a run keeps every answer', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    const at = (second: number) => new Date(Date.UTC(2030, 2, 11) + second * 1_000).toISOString();
    plant.pickUp(DELIVERY, { at: at(0), recordedAt: at(0) });
    for (let second = 1; second <= 2_000; second += 1) {
      const code = second % 2 ? 'ETA_CHANGED' : 'DEPARTED';
      const eta = second % 2 ? { eta: at(100_000 + second) } : {};
      plant.journeys.record(DELIVERY, code, { at: at(second), recordedAt: at(second), ...eta });
    }
    plant.deliver(DELIVERY, { at: at(3_000), recordedAt: at(3_000), signedBy: 'M. Roe' });
    const events = await tms.readTracking({ loadId }, context);
    expect(events.length).toBeLessThan(60);
    const all = (wanted: string) => events.filter(({ code }) => code === wanted);
    expect(all('PICKED_UP')).toHaveLength(1);
    expect(all('DEPARTED').map(({ eventAt }) => eventAt)).toEqual([at(2)]);
    expect(all('DELIVERED')[0]?.proof).toEqual({ signedBy: 'M. Roe' });
    expect(all('ETA_CHANGED').at(-1)?.eta).toBe(at(101_999));
  });

  it('tells what the customer did not take', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.pickUp(DELIVERY);
    const lines = [
      { line: '10', accepted: { value: '196', uom: 'EA' }, damaged: { value: '4', uom: 'EA' } },
      { line: '20', accepted: { value: '50', uom: 'EA' } },
    ];
    plant.deliver(DELIVERY, { signedBy: 'M. Roe', lines });
    const events = await tms.readTracking({ loadId }, context);
    expect(events.find(({ code }) => code === 'DELIVERED')?.proof).toEqual({ signedBy: 'M. Roe', lines });
  });

  it('keeps positions out of a run’s history, however many there are', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.pickUp(DELIVERY);
    for (let index = 0; index < 3_000; index += 1) plant.journeys.record(DELIVERY, 'POSITION', { stop: '41.9,-87.6' });
    expect((await tms.readTracking({ loadId }, context)).map(({ code }) => code)).toEqual(['PICKED_UP']);
  });

  it('shows what was never told, and once what is listed twice', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.pickUp(DELIVERY);
    plant.journeys.record(DELIVERY, 'ON_BOARD', { at: '2030-03-11T20:00:00Z' });
    plant.journeys.record(DELIVERY, 'ON_BOARD', { at: '2030-03-11T20:00:00Z' });
    const codes = (await tms.readTracking({ loadId }, context)).map(({ code }) => code);
    expect(codes).toEqual(['PICKED_UP', 'ON_BOARD']);
    expect(plant.events.events.map(({ type }) => type)).toEqual(['TenderAccepted', 'PickedUp']);
  });

  it('takes a carrier’s own word as it is mapped, and any other for no milestone', async () => {
    const { plant } = await startedPlant();
    const tms = connectTo(plant, { codes: { D1: 'DELIVERED', A7: 'EXCEPTION', X6: 'POSITION' } });
    const loadId = await booked(plant, tms);
    for (const code of ['X6', 'D1', 'A7', 'ZZ', 'toString']) plant.journeys.record(DELIVERY, code);
    expect((await tms.readTracking({ loadId }, context)).map(({ code, text }) => [code, text])).toEqual([
      ['DELIVERED', 'D1'],
      ['EXCEPTION', 'A7'],
      ['OTHER', 'ZZ'],
      ['OTHER', 'toString'],
    ]);
  });

  it('does not take a local time for an instant', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.journeys.record(DELIVERY, 'DELIVERED', { at: '2030-03-13T10:05:00' });
    expect(await troubleOf(tms.readTracking({ loadId }, context))).toMatchObject({
      code: 'C-BAD-REPLY',
      text: expect.stringContaining('/events/0/eventAt'),
    });
  });

  it('says which delivery of a shared load has arrived', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.consolidate(loadId, '80002', { value: '800.000', uom: 'KG' });
    plant.pickUp(DELIVERY);
    plant.deliver('80002');
    const events = await tms.readTracking({ loadId }, context);
    expect(events.map(({ code, deliveryNo }) => [code, deliveryNo])).toEqual([
      ['PICKED_UP', undefined],
      ['DELIVERED', '80002'],
    ]);
    expect((await tms.readLoad({ loadId }, context))?.status).toBe('PICKED_UP');
  });
});
