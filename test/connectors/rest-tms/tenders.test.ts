import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import {
  cancelling,
  context,
  DELIVERY,
  offer,
  offersOf,
  offerToBlue,
  planned,
  startedPlant,
  under,
} from './harness.js';

describe('offering a load to a carrier', () => {
  it('makes one offer when the reply is lost, and finds it', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'tenders$' });
    expect(await tms.tender.find(offer(loadId), under('key-1'))).toBeNull();
    expect(await troubleOf(tms.tender.send(offer(loadId), under('key-1')))).toMatchObject({ applied: 'maybe' });
    const tender = {
      tenderId: 'T-1',
      round: 1,
      carrier: 'NORTHLINE',
      cost: { amount: '640.00', currency: 'USD' },
      expiresAt: '2030-03-10T12:00:00.000Z',
      status: 'OPEN',
      documents: [{ system: 'TMS', type: 'TENDER', number: 'T-1' }],
    };
    expect(await tms.tender.find(offer(loadId), under('key-1'))).toEqual(tender);
    expect(await tms.tender.send(offer(loadId), under('key-1'))).toEqual(tender);
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED']);
  });

  it('tells what the carrier has said meanwhile when its first answer is repeated', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    plant.decline(DELIVERY, 'no driver');
    expect(await tms.tender.send(offer(loadId), under('key-1'))).toMatchObject({
      status: 'DECLINED',
      reason: 'no driver',
    });
  });

  it('is refused while another carrier may still accept, and once one has', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    const refused = { code: 'B-TENDER-OPEN', applied: 'no', upstream: { status: 409, code: 'TENDER_OPEN' } };
    expect(await troubleOf(tms.tender.send(offerToBlue(loadId), under('key-2')))).toMatchObject(refused);
    plant.accept(DELIVERY);
    expect(await troubleOf(tms.tender.send(offerToBlue(loadId), under('key-2')))).toMatchObject(refused);
    expect(await tms.tender.find(offerToBlue(loadId), under('key-2'))).toBeNull();
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, ACCEPTED']);
  });

  it('goes to the next carrier under the key that was refused before', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    await troubleOf(tms.tender.send(offerToBlue(loadId), under('key-2')));
    plant.decline(DELIVERY);
    expect(await tms.tender.send(offerToBlue(loadId), under('key-2'))).toMatchObject({ status: 'OPEN', round: 2 });
    plant.accept(DELIVERY);
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, DECLINED', 'BLUEFREIGHT: OFFERED, ACCEPTED']);
    expect(await tms.readLoad({ loadId }, context)).toMatchObject({ status: 'BOOKED' });
  });

  it('asks nobody when the carrier is not known, or the load is no more', async () => {
    const { tms } = await startedPlant();
    const { loadId } = await planned(tms);
    expect(await troubleOf(tms.tender.send(offer(loadId, { carrier: 'NOBODY' }), under('key-1')))).toMatchObject({
      code: 'B-REJECTED',
      upstream: { code: 'CARRIER_UNKNOWN' },
    });
    await tms.cancelLoad.send(cancelling(loadId), under('key-2'));
    expect(await troubleOf(tms.tender.send(offer(loadId), under('key-3')))).toMatchObject({
      code: 'B-REJECTED',
      upstream: { code: 'LOAD_CLOSED' },
    });
  });
});

describe('an offer that has expired', () => {
  it('is not accepted any more, and the refusal says what stands', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    await tms.tender.send(offer(loadId), under('key-1'));
    plant.expire(DELIVERY);
    expect(() => plant.accept(DELIVERY)).toThrow('tender T-1 is EXPIRED');
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, EXPIRED, ACCEPTANCE_REFUSED']);
    expect((await tms.readLoad({ loadId }, context))?.status).toBe('PLANNED');
  });

  it('is over by the clock, without anybody’s word', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const past = offer(loadId, { expiresAt: new Date(Date.now() - 1).toISOString() });
    await tms.tender.send(past, under('key-1'));
    expect(() => plant.accept('T-1')).toThrow('tender T-1 is EXPIRED');
    expect(await tms.tender.send(offerToBlue(loadId), under('key-2'))).toMatchObject({ status: 'OPEN' });
  });
});

describe('withdrawing an offer', () => {
  it('leaves nothing for a carrier to accept', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const { tenderId } = await tms.tender.send(offer(loadId), under('key-1'));
    expect(await tms.withdrawTender.find({ loadId, tenderId }, under('key-2'))).toBeNull();
    plant.acceptAfterWithdrawal(DELIVERY);
    const withdrawn = await tms.withdrawTender.send({ loadId, tenderId }, under('key-2'));
    expect(withdrawn).toMatchObject({ tenderId, status: 'WITHDRAWN' });
    expect(await tms.withdrawTender.find({ loadId, tenderId }, under('key-2'))).toEqual(withdrawn);
    await expect.poll(() => offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, WITHDRAWN, ACCEPTANCE_REFUSED']);
    expect((await tms.readLoad({ loadId }, context))?.status).toBe('PLANNED');
  });

  it('that comes too late is told that the carrier has accepted', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const { tenderId } = await tms.tender.send(offer(loadId), under('key-1'));
    plant.acceptOnWithdrawal(DELIVERY);
    expect(await tms.withdrawTender.send({ loadId, tenderId }, under('key-2'))).toMatchObject({ status: 'ACCEPTED' });
    expect(await tms.withdrawTender.find({ loadId, tenderId }, under('key-2'))).toMatchObject({ status: 'ACCEPTED' });
    expect(offersOf(plant, loadId)).toEqual(['NORTHLINE: OFFERED, ACCEPTED']);
    expect((await tms.readLoad({ loadId }, context))?.status).toBe('BOOKED');
  });

  it.each([
    ['DECLINED', 'decline'],
    ['EXPIRED', 'expire'],
  ] as const)('that is %s already is no failure', async (status, settle) => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const { tenderId } = await tms.tender.send(offer(loadId), under('key-1'));
    plant[settle](DELIVERY);
    expect(await tms.withdrawTender.send({ loadId, tenderId }, under('key-2'))).toMatchObject({ status });
  });

  it('learns after a lost reply whether the carrier was quicker', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const { tenderId } = await tms.tender.send(offer(loadId), under('key-1'));
    plant.acceptOnWithdrawal(DELIVERY);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'DELETE', path: '^/tenders/' });
    expect(await troubleOf(tms.withdrawTender.send({ loadId, tenderId }, under('key-2')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(await tms.withdrawTender.find({ loadId, tenderId }, under('key-2'))).toMatchObject({ status: 'ACCEPTED' });
    expect(await tms.withdrawTender.send({ loadId, tenderId }, under('key-2'))).toMatchObject({ status: 'ACCEPTED' });
  });

  it('does not believe a success that shows the offer open', async () => {
    const { plant, tms } = await startedPlant();
    const { loadId } = await planned(tms);
    const { tenderId } = await tms.tender.send(offer(loadId), under('key-1'));
    plant.tenders.withdraw = () => ({ status: 200, body: plant.tenders.named(tenderId) });
    expect(await troubleOf(tms.withdrawTender.send({ loadId, tenderId }, under('key-2')))).toMatchObject({
      code: 'U-IN-DOUBT',
    });
  });
});
