import { expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { booked, cancelling, context, DELIVERY, offer, plan, planned, startedPlant, under } from './harness.js';

const doubt = { code: 'U-IN-DOUBT', applied: 'maybe' };

it('does not believe a success that shows another delivery’s load', async () => {
  const { plant, tms } = await startedPlant();
  await planned(tms, '80002');
  plant.book.plan = () => plant.book.show('L-1');
  expect(await troubleOf(tms.planLoad.send(plan(), under('key-1')))).toMatchObject(doubt);
});

it('does not believe a success that shows an offer to another carrier', async () => {
  const { plant, tms } = await startedPlant();
  const { loadId } = await planned(tms);
  await tms.tender.send(offer(loadId), under('key-1'));
  plant.tenders.offer = () => plant.tenders.named('T-1');
  const message = offer(loadId, { round: 2, carrier: 'RAPIDHAUL' });
  expect(await troubleOf(tms.tender.send(message, under('key-2')))).toMatchObject(doubt);
});

it('does not believe a cancellation that shows the load standing', async () => {
  const { plant, tms } = await startedPlant();
  const loadId = await booked(plant, tms);
  plant.book.cancel = () => plant.book.show(loadId);
  expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject(doubt);
});

it('is in doubt where a write is answered in a way that was not agreed, and merely cannot read where a read is', async () => {
  const { plant, tms } = await startedPlant();
  const { loadId } = await planned(tms);
  plant.book.show = () => ({ status: 200, body: { loadId, status: 'HOVERING' } });
  plant.book.cancel = () => plant.book.show(loadId);
  expect(await troubleOf(tms.cancelLoad.send(cancelling(loadId), under('key-2')))).toMatchObject(doubt);
  expect(await troubleOf(tms.readLoad({ loadId }, context))).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
});

it('refuses a key that was used for another offer', async () => {
  const { plant, tms } = await startedPlant();
  const { loadId } = await planned(tms);
  await tms.tender.send(offer(loadId), under('key-1'));
  plant.decline(DELIVERY);
  const message = offer(loadId, { round: 2, carrier: 'RAPIDHAUL' });
  expect(await troubleOf(tms.tender.send(message, under('key-1')))).toMatchObject({ code: 'C-DUP-CONFLICT' });
});

it('is told by the TMS that a carrier was asked in this round already', async () => {
  const { plant, tms } = await startedPlant();
  const { loadId } = await planned(tms);
  await tms.tender.send(offer(loadId), under('key-1'));
  plant.decline(DELIVERY);
  expect(await troubleOf(tms.tender.send(offer(loadId), under('key-2')))).toMatchObject({
    code: 'B-REJECTED',
    upstream: { code: 'ALREADY_ASKED' },
  });
});
