import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { booked, context, DELIVERY, loadsOf, offer, offersOf, planned, startedPlant, under } from './harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const told = (): string[] =>
  receiver.taken.map(({ type, data }) => {
    const { plant, deliveryNo } = data as { plant: string; deliveryNo: string };
    return `${type} ${plant} ${deliveryNo}`;
  });

describe('the practice TMS', () => {
  it('lets carriers answer by themselves, and tells what they said', async () => {
    const carriers = { NORTHLINE: { answers: 'decline' }, BLUEFREIGHT: { answers: 'accept', cost: '655.50' } } as const;
    const { plant, tms } = await startedPlant({ carriers, events: receiver.target });
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    await expect.poll(told).toEqual(['TenderDeclined P100 80001']);
    const rate = (await tms.readRates({ loadId }, context)).find(({ carrier }) => carrier === 'BLUEFREIGHT');
    expect(rate?.cost.amount).toBe('655.50');
    const next = { loadId, round: 2, carrier: 'BLUEFREIGHT', cost: rate?.cost ?? offer(loadId).cost };
    await tms.tender.send({ ...next, expiresAt: '2030-03-10T12:00:00Z' }, under('key-2'));
    await expect.poll(told).toEqual(['TenderDeclined P100 80001', 'TenderAccepted P100 80001']);
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, DECLINED', 'BLUEFREIGHT: OFFERED, ACCEPTED']);
  });

  it('tells when an offer’s time is over', async () => {
    const { tms } = await startedPlant({ events: receiver.target });
    const { loadId } = await planned(tms);
    const expiresAt = new Date(Date.now() + 30).toISOString();
    await tms.tender.send(offer(loadId, { expiresAt }), under('key-1'));
    await expect.poll(told).toEqual(['TenderExpired P100 80001']);
  });

  it('waits for an offer’s time however far it is', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId, { expiresAt: '2199-01-01T00:00:00Z' }), under('key-1'));
    await tms.readLoad({ loadId }, context);
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED']);
  });

  it('lets a booked load travel by itself', async () => {
    const carriers = { NORTHLINE: { answers: 'accept' } } as const;
    const { plant, tms } = await startedPlant({
      carriers,
      pickUpAfterMs: 1,
      travelAfterMs: 1,
      events: receiver.target,
    });
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    await expect.poll(() => loadsOf(plant)).toEqual([`${DELIVERY} DELIVERED`]);
    expect((await tms.readTracking({ loadId }, context)).map(({ code }) => code)).toEqual([
      'PICKED_UP',
      'DEPARTED',
      'ARRIVED',
      'DELIVERED',
    ]);
    await plant.events.settled();
    expect(told().map((one) => one.split(' ')[0])).toEqual([
      'TenderAccepted',
      'PickedUp',
      'Departed',
      'Arrived',
      'Delivered',
    ]);
  });

  it('moves no truck that nobody has booked, and unloads none that is not under way', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    expect(() => plant.pickUp(DELIVERY)).toThrow(`load ${loadId} is PLANNED`);
    await tms.tender.send(offer(loadId), under('key-1'));
    plant.accept(DELIVERY);
    expect(() => plant.deliver(DELIVERY)).toThrow(`load ${loadId} is BOOKED`);
    plant.pickUp(DELIVERY);
    expect(() => plant.pickUp(DELIVERY)).toThrow(`load ${loadId} is PICKED_UP`);
    expect(() => plant.consolidate(loadId, '80002', { value: '1', uom: 'KG' })).toThrow('is PICKED_UP');
  });

  it('tells each delivery of a load what happens to it', async () => {
    const { plant, tms } = await startedPlant({ events: receiver.target });
    const loadId = await booked(plant, tms);
    plant.consolidate(loadId, '80002', { value: '800.000', uom: 'KG' });
    expect(() => plant.consolidate(loadId, '80002', { value: '800.000', uom: 'KG' })).toThrow(`on load ${loadId}`);
    plant.pickUp('80002');
    plant.deliver('80002');
    await plant.events.settled();
    expect(told().sort()).toEqual([
      'Delivered P100 80002',
      'PickedUp P100 80001',
      'PickedUp P100 80002',
      'TenderAccepted P100 80001',
    ]);
  });

  it('tells late, out of order and twice, as it is asked to', async () => {
    const { plant, tms } = await startedPlant({ events: receiver.target });
    await booked(plant, tms);
    await plant.events.settled();
    plant.events.hold(DELIVERY);
    const [pickedUp] = plant.pickUp(DELIVERY);
    plant.deliver(DELIVERY);
    plant.events.release(DELIVERY, 'reversed');
    plant.resend(pickedUp?.id ?? '');
    await plant.events.settled();
    expect(receiver.taken.map(({ type }) => type)).toEqual(['TenderAccepted', 'Delivered', 'PickedUp', 'PickedUp']);
  });

  it('lets a person with curl do what carriers do', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    const post = async (verb: string, body: object): Promise<number> => {
      const headers = { 'content-type': 'application/json' };
      const url = `${plant.url}/practice/${verb}`;
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    };
    expect(await post('accept', { deliveryNo: DELIVERY })).toBe(200);
    expect(await post('decline', { deliveryNo: DELIVERY })).toBe(409);
    expect(await post('pick-up', { deliveryNo: DELIVERY, at: '2030-03-11T14:00:00Z' })).toBe(200);
    expect(await post('ping', { deliveryNo: DELIVERY, position: '41.9,-87.6' })).toBe(200);
    expect(await post('deliver', { deliveryNo: DELIVERY, signedBy: 'M. Roe' })).toBe(200);
    expect(await post('invoice', { deliveryNo: DELIVERY, amount: '640.00' })).toBe(200);
    expect(loadsOf(plant)).toEqual([`${DELIVERY} DELIVERED`]);
  });
});
