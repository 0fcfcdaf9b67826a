import { describe, expect, it } from 'vitest';
import type { TmsPlant } from '../../../connectors/rest-tms/practice/index.js';
import type { Transport } from '../../../contracts/ports.js';
import { troubleOf } from '../trouble-of.js';
import {
  booked,
  cancelling,
  context,
  DELIVERY,
  loadsOf,
  offer,
  plan,
  planned,
  startedPlant,
  under,
} from './harness.js';

describe('planning the freight of a delivery', () => {
  it('makes one load with what is to be carried', async () => {
    const { plant, tms } = await startedPlant();
    const load = await tms.planLoad.send(plan(), under('key-1'));
    expect(load).toEqual({
      loadId: 'L-1',
      status: 'PLANNED',
      tenders: [],
      deliveries: [{ deliveryNo: DELIVERY, weight: { value: '1200.000', uom: 'KG' } }],
      documents: [{ system: 'TMS', type: 'LOAD', number: 'L-1' }],
    });
    const [kept] = Object.values(plant.ledger().loads);
    expect(kept?.pickup.zone).toBe('America/Chicago');
    expect(kept?.delivery.zone).toBe('America/Detroit');
  });

  it('never makes two loads for one delivery when a reply is lost', async () => {
    const { plant, tms } = await startedPlant();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '^/loads$' });
    expect(await troubleOf(tms.planLoad.send(plan(), under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(await tms.planLoad.find(plan(), under('key-1'))).toMatchObject({ loadId: 'L-1' });
    expect(await tms.findLoad(plan(), context)).toMatchObject({ loadId: 'L-1' });
    expect(await tms.planLoad.send(plan(), under('key-1'))).toMatchObject({ loadId: 'L-1' });
    expect(loadsOf(plant)).toEqual([`${DELIVERY} PLANNED`]);
  });

  it('never makes two loads for one delivery when the first commit lands late', async () => {
    const { plant, tms } = await startedPlant();
    plant.faults.ask({ kind: 'late-commit', method: 'POST', path: '^/loads$', delayMs: 50 });
    const [late, soon] = await Promise.all([
      tms.planLoad.send(plan(), under('key-1')),
      tms.planLoad.send(plan(), under('key-1')),
    ]);
    expect(late.loadId).toBe(soon.loadId);
    expect(loadsOf(plant)).toEqual([`${DELIVERY} PLANNED`]);
  });

  it('answers the load that stands when it is asked for under another key', async () => {
    const { plant, tms } = await startedPlant();
    await planned(tms);
    expect(await tms.planLoad.send(plan(), under('key-2'))).toMatchObject({ loadId: 'L-1' });
    expect(loadsOf(plant)).toHaveLength(1);
  });

  it('keeps deliveries of the same number at two plants apart', async () => {
    const { tms } = await startedPlant();
    await tms.planLoad.send(plan(), under('key-1'));
    expect(await tms.planLoad.find(plan({ plant: 'P200' }), under('key-2'))).toBeNull();
    expect(await tms.planLoad.send(plan({ plant: 'P200' }), under('key-2'))).toMatchObject({ loadId: 'L-2' });
  });

  it('tells how the load stands now when its first answer is repeated', async () => {
    const { plant, tms } = await startedPlant();
    await booked(plant, tms);
    expect(await planned(tms)).toMatchObject({ status: 'BOOKED', tenders: [{ status: 'ACCEPTED' }] });
  });

  it('does not take a cancelled load for one that carries the delivery', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.cancelLoad.send(cancelling(loadId), under('key-2'));
    expect(await tms.planLoad.find(plan(), under('key-3'))).toBeNull();
    expect(await tms.findLoad(plan(), context)).toBeNull();
    expect(await tms.planLoad.send(plan(), under('key-3'))).toMatchObject({ loadId: 'L-2', status: 'PLANNED' });
    expect(loadsOf(plant)).toEqual([`${DELIVERY} CANCELLED`, `${DELIVERY} PLANNED`]);
  });

  it.each([
    ['has no zone', { zone: '' }],
    ['has a zone that does not exist', { zone: 'Chicago' }],
    ['is in nobody knows which local time', { from: '2030-03-11T08:00:00' }],
    ['ends before it begins', { until: '2030-03-11T12:59:59Z' }],
  ])('is refused where a window %s', async (_, differing) => {
    const { plant, tms } = await startedPlant();
    const message = plan({ pickup: { ...plan().pickup, ...differing } });
    expect(await troubleOf(tms.planLoad.send(message, under('key-1')))).toMatchObject({
      code: 'C-SCHEMA',
      applied: 'no',
      upstream: { text: expect.stringContaining('/pickup') },
    });
    expect(loadsOf(plant)).toEqual([]);
  });
});

describe('asking for rates', () => {
  it('tells what each carrier would take', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    plant.carriers.set('RAPIDHAUL', { cost: null });
    const rates = await tms.readRates({ loadId }, context);
    expect(rates.map(({ carrier, cost }) => `${carrier} ${cost.amount} ${cost.currency}`).sort()).toEqual([
      'BLUEFREIGHT 690.00 USD',
      'NORTHLINE 640.00 USD',
    ]);
  });

  it('does not take a load that is not there for one that nobody wants', async () => {
    const { tms } = await startedPlant();
    expect(await tms.readLoad({ loadId: 'L-9' }, context)).toBeNull();
    expect(await troubleOf(tms.readRates({ loadId: 'L-9' }, context))).toMatchObject({ code: 'B-REJECTED' });
    expect(await troubleOf(tms.readTracking({ loadId: 'L-9' }, context))).toMatchObject({ code: 'B-REJECTED' });
  });
});

describe('cancelling a load', () => {
  it('costs nothing before a carrier has accepted, and takes the open offer with it', async () => {
    const { plant, tms } = await startedPlant({ cancellationFee: '75.00' });
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    const documents = [{ system: 'TMS', type: 'LOAD', number: loadId }];
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-2'))).toEqual({ documents });
    expect(() => plant.accept('T-1')).toThrow('tender T-1 is WITHDRAWN');
    expect(loadsOf(plant)).toEqual([`${DELIVERY} CANCELLED`]);
  });

  it('tells the fee that is due once a carrier has accepted, also when the reply is lost', async () => {
    const { plant, tms } = await startedPlant({ cancellationFee: '75.00' });
    const loadId = await booked(plant, tms);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'cancel$' });
    expect(await tms.cancelLoad.find(cancelling(loadId), under('key-2'))).toBeNull();
    expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject({
      applied: 'maybe',
    });
    const posted = {
      documents: [{ system: 'TMS', type: 'LOAD', number: loadId }],
      fee: { amount: '75.00', currency: 'USD' },
    };
    expect(await tms.cancelLoad.find(cancelling(loadId), under('key-2'))).toEqual(posted);
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-2'))).toEqual(posted);
    expect(plant.ledger().loads[loadId]?.changes.filter(({ kind }) => kind === 'CANCEL')).toHaveLength(1);
  });

  it('is refused once the goods are on the truck', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await booked(plant, tms);
    plant.pickUp(DELIVERY);
    expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject({
      code: 'B-DEPARTED',
      applied: 'no',
      upstream: { status: 409, code: 'PICKED_UP' },
    });
    expect(await tms.cancelLoad.find(cancelling(loadId), under('key-2'))).toBeNull();
    expect(loadsOf(plant)).toEqual([`${DELIVERY} PICKED_UP`]);
  });

  it('never takes the truck away from another delivery on it', async () => {
    const { plant, tms } = await startedPlant({ cancellationFee: '75.00' });
    const loadId = await shared(plant, tms);
    const documents = [{ system: 'TMS', type: 'LOAD', number: loadId }];
    expect(await tms.cancelLoad.find(cancelling(loadId), under('key-2'))).toBeNull();
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-2'))).toEqual({ documents });
    expect(loadsOf(plant)).toEqual(['80002 BOOKED']);
    expect(await tms.findLoad(plan(), context)).toBeNull();
  });

  it('does not cancel the other delivery’s truck by a retry after a lost reply, under whatever key', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await shared(plant, tms);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'cancel$' });
    expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject({
      applied: 'maybe',
    });
    const documents = [{ system: 'TMS', type: 'LOAD', number: loadId }];
    expect(await tms.cancelLoad.find(cancelling(loadId), under('key-2'))).toEqual({ documents });
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-2'))).toEqual({ documents });
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-3'))).toEqual({ documents });
    expect(loadsOf(plant)).toEqual(['80002 BOOKED']);
    expect(plant.pickUp('80002')).toHaveLength(1);
    expect(await tms.cancelLoad.send(cancelling(loadId), under('key-4'))).toEqual({ documents });
  });

  it('lets the fee be due from the one who was on it to the end', async () => {
    const { plant, tms } = await startedPlant({ cancellationFee: '75.00' });
    const loadId = await shared(plant, tms);
    await tms.cancelLoad.send(cancelling(loadId), under('key-2'));
    const last = await tms.cancelLoad.send(cancelling(loadId, '80002'), under('key-3'));
    expect(last.fee).toEqual({ amount: '75.00', currency: 'USD' });
    expect((await tms.cancelLoad.find(cancelling(loadId), under('key-2')))?.fee).toBeUndefined();
    expect(loadsOf(plant)).toEqual(['80002 CANCELLED']);
  });

  it('does not believe that a delivery is off a load that still shows it', async () => {
    const { plant, tms } = await startedPlant();
    const loadId = await shared(plant, tms);
    plant.book.cancel = () => plant.book.show(loadId);
    expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject({
      applied: 'maybe',
    });
  });
});

/** A booked load of two deliveries. */
async function shared(plant: TmsPlant, tms: Transport): Promise<string> {
  const loadId = await booked(plant, tms);
  plant.consolidate(loadId, '80002', { value: '800.000', uom: 'KG' });
  return loadId;
}

it('shows all that travels on a load, for its cost to be shared by weight', async () => {
  const { plant, tms } = await startedPlant();
  const loadId = await booked(plant, tms);
  plant.consolidate(loadId, '80002', { value: '800.000', uom: 'KG' });
  const load = await tms.readLoad({ loadId }, context);
  expect(load?.deliveries.map(({ deliveryNo, weight }) => `${deliveryNo} ${weight.value}`)).toEqual([
    '80001 1200.000',
    '80002 800.000',
  ]);
  // The second delivery's own run finds the truck that it is on, and makes no other.
  expect(await planned(tms, '80002')).toMatchObject({ loadId, status: 'BOOKED' });
  expect(loadsOf(plant)).toHaveLength(1);
});
