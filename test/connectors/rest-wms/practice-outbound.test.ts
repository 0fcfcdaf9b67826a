import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WmsPlant, WmsPlantOptions } from '../../../connectors/rest-wms/practice/index.js';
import type { Wms } from '../../../contracts/ports.js';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { DELIVERY, finishedGoods, given, onHand, ORDER, pieces, release, startedPlant, under } from './harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function released(options: WmsPlantOptions = {}): Promise<{ plant: WmsPlant; wms: Wms }> {
  const started = await startedPlant({ stock: finishedGoods, events: receiver.target, ...options });
  await started.wms.releaseOutbound.send(release, under('release'));
  return started;
}

async function told(plant: WmsPlant): Promise<string[]> {
  await plant.events.settled();
  return receiver.taken.map(({ type }) => type);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const short = [{ item: 'FG-1000', location: 'FG', quantity: '45' }, ...finishedGoods.slice(1)];

describe('the practice WMS', () => {
  it('tells each thing that happens to a delivery, and nothing of another', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.pack('80001');
    plant.outbound.ship('80001', { at: '2026-03-12T15:40:00Z' });
    const all = release.lines.map(({ line, quantity }) => ({ line, quantity }));
    await wms.requestUnpick.send({ ...DELIVERY, lines: all, reason: 'cancelled' }, under('unpick'));
    plant.outbound.unpicked('80001');
    expect(await told(plant)).toEqual(['PickConfirmed', 'PickConfirmed', 'Packed', 'ShipConfirmed', 'ShipReversed']);
    expect(new Set(receiver.taken.map(({ subject }) => subject))).toEqual(new Set(['80001']));
    expect(receiver.taken[3]?.time).toBe('2026-03-12T15:40:00Z');
  });

  it('picks what the shelf has, tells the rest as short once, and picks it when it comes', async () => {
    const { plant, wms } = await released({ stock: short });
    plant.outbound.pickAll('80001');
    plant.outbound.pickAll('80001');
    expect(await told(plant)).toEqual(['PickConfirmed', 'PickShort', 'PickConfirmed']);
    expect((await wms.readOutbound(DELIVERY, given()))?.lines[0]).toMatchObject({ short: pieces('15') });
    plant.transfer('FG-1000', '15', 'FG');
    plant.outbound.pickAll('80001');
    const order = await wms.readOutbound(DELIVERY, given());
    expect(order).toMatchObject({ status: 'PICKED', lines: [{ picked: pieces('60'), short: pieces('0') }, {}] });
  });

  it('does not find by itself what people did not, until more of it has come', async () => {
    const { plant, wms } = await released();
    plant.outbound.short('80001', '10', '30', 'NOT_FOUND');
    plant.outbound.pickAll('80001');
    expect((await wms.readOutbound(DELIVERY, given()))?.lines[0]).toMatchObject({ picked: pieces('30') });
    plant.transfer('FG-1000', '30', 'FG');
    plant.outbound.pickAll('80001');
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({
      status: 'PICKED',
      lines: [{ short: pieces('0') }, {}],
    });
  });

  it('takes nothing that is not there, and picks more than ordered only when told so', async () => {
    const { plant, wms } = await released();
    expect(() => plant.outbound.pick('80001', { line: '10', quantity: '101' })).toThrow('100 on the shelves');
    expect(() => plant.outbound.pick('80001', { line: '10', lot: 'L-2' })).toThrow('0 on the shelves');
    plant.outbound.pick('80001', { line: '10', quantity: '61' });
    expect((await wms.readOutbound(DELIVERY, given()))?.lines[0]).toMatchObject({ picked: pieces('61') });
    for (const { onHand: left } of plant.ledger().stock) expect(left.startsWith('-')).toBe(false);
  });

  it('picks from each lot what it has, and what production has put away', async () => {
    const stock = [{ item: 'FG-1000', location: 'FG', quantity: '10', lot: 'L-1' }, ...finishedGoods.slice(1)];
    const { plant, wms } = await released({ stock });
    const made = { receiptId: 'MES-P100-9', item: 'FG-1000', quantity: pieces('90'), location: '0002', lot: 'L-2' };
    await wms.expectReceipt.send({ ...ORDER, ...made }, under('receipt'));
    plant.outbound.pickAll('80001');
    expect((await wms.readOutbound(DELIVERY, given()))?.lines[0]?.lots).toEqual([
      { lot: 'L-1', quantity: pieces('10') },
      { lot: 'L-2', quantity: pieces('50') },
    ]);
    expect(onHand(plant)).toContain('40 FG-1000 at 0002');
  });

  it('gives each handling unit a code of its own with a valid check digit', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.pack('80001', { line: '10', quantity: '40' });
    plant.outbound.pack('80001');
    const { status, handlingUnits = [] } = (await wms.readOutbound(DELIVERY, given())) ?? {};
    expect(status).toBe('PACKED');
    expect(
      handlingUnits.map(({ contents }) => contents.map(({ line, quantity }) => `${line}: ${quantity.value}`)),
    ).toEqual([['10: 40'], ['10: 20', '20: 5']]);
    const codes = handlingUnits.map(({ sscc }) => sscc);
    expect(new Set(codes).size).toBe(2);
    for (const code of codes) {
      const sum = [...code].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
      expect([code.length, sum % 10]).toEqual([18, 0]);
    }
  });

  it('ships other quantities than were picked when people do, and keeps its stock right', async () => {
    const { plant, wms } = await released();
    plant.outbound.pick('80001', { line: '10', quantity: '50' });
    plant.outbound.ship('80001', { quantities: { '10': '48', '20': '2' } });
    const order = await wms.readOutbound(DELIVERY, given());
    expect(order).toMatchObject({ status: 'SHIPPED', lines: [{ picked: pieces('48') }, { picked: pieces('2') }] });
    expect(onHand(plant)).toEqual(['48 FG-2000 at FG', '52 FG-1000 at FG']);
  });

  it('tells of a shipment before it has happened, late, twice, when asked to', async () => {
    const { plant, wms } = await released();
    const { id } = plant.outbound.ship('80001', { eventOnly: true });
    plant.resend(id);
    expect(await told(plant)).toEqual(['ShipConfirmed', 'ShipConfirmed']);
    expect((await wms.readOutbound(DELIVERY, given()))?.status).toBe('RELEASED');
  });

  it('does it all by itself when told so, short stock included', async () => {
    const { plant, wms } = await released({ stock: short, pickAfterMs: 1, shipAfterMs: 1, unpickAfterMs: 1 });
    const at = async () => (await wms.readOutbound(DELIVERY, given())) ?? expect.fail('no order');
    await until(async () => (await at()).lines[0]?.short.value === '15');
    plant.transfer('FG-1000', '15', 'FG');
    await until(async () => (await at()).status === 'SHIPPED');
    const lines = release.lines.map(({ line, quantity }) => ({ line, quantity }));
    await wms.requestUnpick.send({ ...DELIVERY, lines, reason: 'cancelled' }, under('unpick'));
    await until(async () => (await at()).status === 'RELEASED');
    expect(onHand(plant)).toEqual(['50 FG-2000 at FG', '60 FG-1000 at FG']);
  });

  it('lets a person with curl ship a delivery', async () => {
    const { plant, wms } = await released();
    const verb = async (name: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      return fetch(`${plant.url}/practice/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
    };
    const calls = ['wave', 'pick', 'pick-all', 'pack', 'ship', 'depart'];
    for (const call of calls) expect((await verb(call, { deliveryNo: '80001' })).status).toBe(200);
    expect((await verb('unpicked', { deliveryNo: '80001' })).status).toBe(409);
    expect((await wms.readOutbound(DELIVERY, given()))?.status).toBe('SHIPPED');
  });
});
