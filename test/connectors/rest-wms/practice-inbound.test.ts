import { Decimal } from 'decimal.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WmsPlant } from '../../../connectors/rest-wms/practice/index.js';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { given, onHand, pieces, staging, startedPlant, under } from './harness.js';
import { announced, announcedFor, change, expected, INBOUND, lying, received, REF } from './inbound-harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const told = async (plant: WmsPlant): Promise<string[]> => {
  await plant.events.settled();
  return receiver.taken.map(({ type, subject }) => `${type} ${subject}`);
};

const rest = (plant: WmsPlant): Decimal[] =>
  plant.ledger().stock.map((entry) => new Decimal(entry.opening).plus(entry.in).minus(entry.out).minus(entry.onHand));

describe('the dock of the practice WMS', () => {
  it('tells each thing that happens to a delivery, in its order', async () => {
    const { plant, wms } = await received({ events: receiver.target });
    plant.receiving.close(INBOUND);
    plant.receiving.putAway(INBOUND);
    await wms.bringBackInbound.send({ ...REF, reason: 'cancelled' }, under('back'));
    plant.receiving.carryOutBringBack(INBOUND);
    const types = ['Arrived', 'ReceiptLine', 'ReceiptClosed', 'PutawayCompleted', 'BroughtBack'];
    expect(await told(plant)).toEqual(types.map((type) => `${type} ${INBOUND}`));
    expect(receiver.taken.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
  });

  it('makes of counted goods the stock that they are fit for, and none of what is refused', async () => {
    const { plant } = await expected();
    plant.receiving.arrive(INBOUND);
    const goods = { line: '000010', item: 'RM-10', lot: 'L-801' };
    const lines = [
      { ...goods, quantity: '583' },
      { ...goods, quantity: '5', condition: 'DAMAGED' as const },
      { item: 'RM-99', quantity: '7' },
      { item: 'RM-98', quantity: '2', condition: 'REFUSED' as const },
    ];
    plant.receiving.count(INBOUND, { lines });
    expect(lying(plant)).toEqual([
      '5 RM-10 BLOCKED at INBOUND',
      '583 RM-10 QUALITY at INBOUND',
      '7 RM-99 UNRESTRICTED at INBOUND',
    ]);
  });

  it('counts what is left of what was announced when nobody says what', async () => {
    const { plant } = await expected();
    plant.receiving.arrive(INBOUND);
    plant.receiving.count(INBOUND, { lines: [{ item: 'RM-10', lot: 'L-801', quantity: '400' }] });
    plant.receiving.count(INBOUND);
    expect(lying(plant)).toEqual(['600 RM-10 QUALITY at INBOUND']);
    expect(() => plant.receiving.count(INBOUND)).toThrow('nothing of 0180000001 is left to be counted');
  });

  it('mends a count by another one, and never takes more than was counted or is left', async () => {
    const { plant, wms } = await received();
    plant.receiving.close(INBOUND);
    const correct = (direction: 'MORE' | 'LESS', quantity: string) =>
      plant.receiving.correct(INBOUND, 'R-1', { direction, lines: [{ item: 'RM-10', quantity }] });
    correct('LESS', '12');
    expect(lying(plant)).toEqual(['588 RM-10 QUALITY at INBOUND']);
    correct('MORE', '2');
    expect(lying(plant)).toEqual(['590 RM-10 QUALITY at INBOUND']);
    expect(() => correct('LESS', '591')).toThrow('590 RM-10 are counted, not 591');
    await wms.changeStockStatus.send(change({ quantity: pieces('90'), to: 'SAMPLE' }), under('sample'));
    expect(() => correct('LESS', '501')).toThrow('500 RM-10 are left, not 501');
    const twice = { item: 'RM-10', quantity: '251' };
    expect(() => plant.receiving.correct(INBOUND, 'R-1', { direction: 'LESS', lines: [twice, twice] })).toThrow('left');
    expect(() => plant.receiving.correct(INBOUND, 'R-9', { direction: 'LESS', lines: [twice] })).toThrow(
      'no count R-9',
    );
    expect(lying(plant)).toEqual(['500 RM-10 QUALITY at INBOUND']);
    const { counts } = (await wms.readInbound(REF, given())) ?? expect.fail('no receipt');
    expect(counts.map(({ corrects, lines }) => [corrects?.direction, lines[0]?.quantity.value])).toEqual([
      [undefined, '600'],
      ['LESS', '12'],
      ['MORE', '2'],
    ]);
  });

  it('finds less also of goods that have become something else since, and lie elsewhere', async () => {
    const { plant, wms } = await received();
    plant.receiving.close(INBOUND);
    plant.receiving.putAway(INBOUND);
    const freed = change({ quantity: pieces('600'), to: 'UNRESTRICTED' });
    await wms.changeStockStatus.send(freed, under('free'));
    plant.receiving.correct(INBOUND, 'R-1', { direction: 'LESS', lines: [{ item: 'RM-10', quantity: '12' }] });
    expect(lying(plant)).toEqual(['588 RM-10 UNRESTRICTED at BULK']);
  });

  it('keeps what is too much at the dock, and puts it away when it has been freed', async () => {
    const { plant, wms } = await startedPlant();
    await wms.expectInbound.send(announcedFor(INBOUND, '1000'), under('expect'));
    plant.receiving.arrive(INBOUND);
    plant.receiving.count(INBOUND, { lines: [{ line: '000010', item: 'RM-10', quantity: '1120' }] });
    const { lot: _, ...held } = change({ from: 'UNRESTRICTED' });
    await wms.changeStockStatus.send(held, under('hold'));
    plant.receiving.close(INBOUND);
    plant.receiving.putAway(INBOUND);
    expect(lying(plant)).toEqual(['1100 RM-10 UNRESTRICTED at BULK', '20 RM-10 EXCESS_HOLD at INBOUND']);
    const free = { ...held, reference: 'free', from: 'EXCESS_HOLD', to: 'UNRESTRICTED' } as const;
    await wms.changeStockStatus.send(free, under('free'));
    plant.receiving.putAway(INBOUND);
    expect(lying(plant)).toEqual(['1120 RM-10 UNRESTRICTED at BULK']);
  });

  it('takes for a hold the goods that have just come before those on the shelf', async () => {
    const stock = [{ item: 'RM-10', location: 'BULK', quantity: '20000' }];
    const { plant, wms } = await startedPlant({ stock });
    await wms.expectInbound.send(announcedFor(INBOUND, '50'), under('expect'));
    plant.receiving.arrive(INBOUND);
    plant.receiving.count(INBOUND);
    const { lot: _, ...held } = change({ from: 'UNRESTRICTED' });
    await wms.changeStockStatus.send(held, under('hold'));
    expect(lying(plant)).toContain('20 RM-10 EXCESS_HOLD at INBOUND');
    expect(lying(plant)).toContain('20000 RM-10 UNRESTRICTED at BULK');
  });

  it('lets nobody stage goods that wait at the dock, and anybody those that were put away', async () => {
    const { plant, wms } = await startedPlant();
    await wms.expectInbound.send(announcedFor(INBOUND, '500'), under('expect'));
    plant.receiving.arrive(INBOUND);
    plant.receiving.count(INBOUND);
    const lines = staging.lines.filter(({ item }) => item === 'RM-10');
    await wms.requestStaging.send({ ...staging, lines }, under('staging'));
    expect(() => plant.pick('1000123')).toThrow('too little');
    plant.receiving.close(INBOUND);
    plant.receiving.putAway(INBOUND);
    plant.stage('1000123');
    expect(onHand(plant)).toEqual(['500 RM-10 at LINE']);
  });

  it('gives a truck that nobody announced a number of its own, and counts what it brings', async () => {
    const { plant, wms } = await startedPlant({ events: receiver.target });
    const papers = { purchaseOrderNo: '4500001234', packingSlip: 'PS-9', supplier: 'S-100' };
    plant.receiving.arriveUnannounced(papers, { at: '2026-03-12T13:40:00Z' });
    const ref = { plant: 'P100', inboundDeliveryNo: 'WR-1' };
    expect(await wms.readInbound(ref, given())).toMatchObject({
      ...{ status: 'ARRIVED', purchaseOrderNo: '4500001234', packingSlip: 'PS-9', counts: [] },
    });
    expect(() => plant.receiving.count('WR-1')).toThrow('nothing');
    plant.receiving.count('WR-1', { lines: [{ item: 'RM-10', quantity: '40', status: 'QUALITY' }] });
    expect(await told(plant)).toEqual(['ReceiptUnannounced WR-1', 'ReceiptLine WR-1']);
    expect(receiver.taken[0]?.data).toMatchObject({ receiptNo: 'WR-1', ...papers });
    expect(lying(plant)).toEqual(['40 RM-10 QUALITY at INBOUND']);
  });

  it('does nothing in the wrong order, and its stock always adds up', async () => {
    const { plant, wms } = await expected();
    const { receiving } = plant;
    for (const early of ['count', 'close', 'putAway', 'carryOutBringBack'] as const)
      expect(() => receiving[early](INBOUND)).toThrow();
    expect(() => receiving.arrive('0189999999')).toThrow('no inbound delivery');
    receiving.arrive(INBOUND);
    expect(() => receiving.arrive(INBOUND)).toThrow('ARRIVED');
    for (const quantity of ['0', '-5'])
      expect(() => receiving.count(INBOUND, { lines: [{ item: 'RM-10', quantity }] })).toThrow('cannot be counted');
    receiving.count(INBOUND);
    receiving.close(INBOUND);
    expect(() => receiving.count(INBOUND)).toThrow('CLOSED');
    await wms.bringBackInbound.send({ ...REF, reason: 'cancelled' }, under('back'));
    receiving.carryOutBringBack(INBOUND);
    for (const late of ['count', 'close', 'putAway', 'carryOutBringBack'] as const)
      expect(() => receiving[late](INBOUND)).toThrow();
    expect(lying(plant)).toEqual(['600 RM-10 RETURN at INBOUND']);
    expect(rest(plant).every((one) => one.isZero())).toBe(true);
  });

  it('brings nothing back that is gone meanwhile, and leaves the task open', async () => {
    const { plant, wms } = await received();
    await wms.bringBackInbound.send({ ...REF, reason: 'cancelled' }, under('back'));
    await wms.changeStockStatus.send(change({ quantity: pieces('5'), to: 'SAMPLE' }), under('sample'));
    expect(() => plant.receiving.carryOutBringBack(INBOUND)).toThrow('595 RM-10 are left, not 600');
    expect(lying(plant)).toEqual(['595 RM-10 QUALITY at INBOUND']);
    expect((await wms.readInbound(REF, given()))?.status).toBe('RECEIVING');
  });

  it('does it all by itself when told so, the way back too', async () => {
    const receiving = {
      ...{ arriveAfterMs: 1, countAfterMs: 1, closeAfterMs: 1, putAwayAfterMs: 1, bringBackAfterMs: 1 },
    };
    const { plant, wms } = await expected({ receiving });
    const status = async () => (await wms.readInbound(REF, given()))?.status;
    await expect.poll(status).toBe('PUT_AWAY');
    expect(lying(plant)).toEqual(['600 RM-10 QUALITY at BULK']);
    await wms.bringBackInbound.send({ ...REF, reason: 'cancelled' }, under('back'));
    await expect.poll(status).toBe('CANCELLED');
    expect(lying(plant)).toEqual(['600 RM-10 RETURN at INBOUND']);
  });

  it('waits for people when it is not told to', async () => {
    const { plant, wms } = await expected({ receiving: { countAfterMs: 1 } });
    await wms.expectInbound.send({ ...announced, version: '2' }, under('key-2'));
    expect((await wms.readInbound(REF, given()))?.status).toBe('EXPECTED');
    plant.receiving.arrive(INBOUND);
    await expect.poll(async () => (await wms.readInbound(REF, given()))?.status).toBe('RECEIVING');
    expect(plant.ledger().inboundDeliveries[INBOUND]?.counts).toHaveLength(1);
  });

  it('lets a person with curl receive a delivery and send it back', async () => {
    const { plant, wms } = await expected();
    const verb = async (name: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      return fetch(`${plant.url}/practice/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    const ref = { inboundDeliveryNo: INBOUND };
    const lines = [{ item: 'RM-10', lot: 'L-801', quantity: '1' }];
    for (const name of ['arrive', 'count', 'close', 'put-away']) expect((await verb(name, ref)).status).toBe(200);
    const correction = { ...ref, receiptId: 'R-1', direction: 'LESS', lines };
    expect((await verb('correct', correction)).status).toBe(200);
    expect(lying(plant)).toEqual(['599 RM-10 QUALITY at BULK']);
    expect((await verb('brought-back', ref)).status).toBe(409);
    await wms.bringBackInbound.send({ ...REF, reason: 'cancelled' }, under('back'));
    expect((await verb('brought-back', ref)).status).toBe(200);
    const papers = { purchaseOrderNo: '4500001234', packingSlip: 'PS-9' };
    expect((await verb('arrive-unannounced', papers)).status).toBe(200);
    expect(Object.keys(plant.ledger().inboundDeliveries)).toEqual([INBOUND, 'WR-1']);
  });
});
