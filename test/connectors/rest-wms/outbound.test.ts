import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import type { WmsPlant } from '../../../connectors/rest-wms/practice/index.js';
import type { Wms } from '../../../contracts/ports.js';
import { DELIVERY, finishedGoods, given, onHand, pieces, release, startedPlant, under } from './harness.js';

const [pumps, seals] = release.lines as [(typeof release.lines)[number], (typeof release.lines)[number]];
const wanting = (version: string, pumpsWanted: string) => ({
  ...release,
  version,
  lines: [{ ...pumps, quantity: pieces(pumpsWanted) }, seals],
});

async function released(): Promise<{ plant: WmsPlant; wms: Wms }> {
  const started = await startedPlant({ stock: finishedGoods });
  await started.wms.releaseOutbound.send(release, under('release'));
  return started;
}

const all = {
  ...DELIVERY,
  reason: 'cancelled',
  lines: release.lines.map(({ line, quantity }) => ({ line, quantity })),
};
const statusAt = async (wms: Wms) => (await wms.readOutbound(DELIVERY, given()))?.status;

describe('releasing a delivery to the warehouse', () => {
  it('makes one warehouse order when the reply is lost', async () => {
    const { plant, wms } = await startedPlant({ stock: finishedGoods });
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
    expect(await troubleOf(wms.releaseOutbound.send(release, under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(fault.struck).toBe(1);
    const posted = { documents: [{ system: 'WMS-RDC1', type: 'WAREHOUSE_ORDER', number: '80001' }] };
    expect(await wms.releaseOutbound.find(release, under('key-1'))).toEqual(posted);
    expect(await wms.releaseOutbound.send(release, under('key-1'))).toEqual(posted);
    expect(plant.ledger().outboundOrders['80001']?.changes).toHaveLength(1);
  });

  it('is seen with what is picked, packed and shipped', async () => {
    const { plant, wms } = await startedPlant({ stock: finishedGoods });
    expect(await wms.readOutbound(DELIVERY, given())).toBeNull();
    await wms.releaseOutbound.send(release, under('key-1'));
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({ status: 'RELEASED', handlingUnits: [] });
    plant.outbound.pick('80001', { line: '10', quantity: '40' });
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({
      status: 'PICKING',
      lines: [
        { line: '10', picked: pieces('40'), short: pieces('0'), lots: [{ lot: 'L-1', quantity: pieces('40') }] },
        { line: '20', picked: pieces('0'), lots: [] },
      ],
    });
    plant.outbound.pickAll('80001');
    expect((await wms.readOutbound(DELIVERY, given()))?.status).toBe('PICKED');
    plant.outbound.ship('80001', { at: '2026-03-12T15:40:00Z' });
    const order = await wms.readOutbound(DELIVERY, given());
    expect(order).toMatchObject({
      status: 'SHIPPED',
      shippedAt: '2026-03-12T15:40:00.000Z',
      billOfLading: 'BOL-000001',
    });
    expect(order?.handlingUnits.flatMap(({ contents }) => contents)).toEqual([
      { line: '10', quantity: pieces('40'), lot: 'L-1' },
      { line: '10', quantity: pieces('20'), lot: 'L-1' },
      { line: '20', quantity: pieces('5') },
    ]);
    expect(onHand(plant)).toEqual(['40 FG-1000 at FG', '45 FG-2000 at FG']);
  });
});

describe('changing what is released', () => {
  it('is refused for a version that is not later than the one that stands', async () => {
    const { plant, wms } = await released();
    await wms.releaseOutbound.send(wanting('10', '70'), under('key-10'));
    for (const version of ['9', '10']) {
      const trouble = await troubleOf(wms.releaseOutbound.send(wanting(version, '60'), under(`late-${version}`)));
      expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VERSION_OLD' } });
    }
    expect(plant.ledger().outboundOrders['80001']).toMatchObject({ version: '10', lines: [{ qty: pieces('70') }, {}] });
    expect(await wms.releaseOutbound.find(release, under('release'))).toBeNull();
  });

  it('picks what is wanted more, and nothing a second time', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.pack('80001');
    await wms.releaseOutbound.send(wanting('2', '75'), under('key-2'));
    expect(await statusAt(wms)).toBe('PICKING');
    plant.outbound.pickAll('80001');
    expect(await statusAt(wms)).toBe('PICKED');
    expect(onHand(plant)).toContain('25 FG-1000 at FG');
  });

  it('goes down to what is picked, and not below', async () => {
    const { plant, wms } = await released();
    plant.outbound.pick('80001', { line: '10', quantity: '45' });
    expect(await troubleOf(wms.releaseOutbound.send(wanting('2', '44'), under('key-2')))).toMatchObject({
      ...{ code: 'B-OUTBOUND-PICKED', applied: 'no', upstream: { code: 'PICKED' } },
    });
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({ version: '1', lines: [pumps, seals] });
    await wms.releaseOutbound.send(wanting('3', '45'), under('key-3'));
    plant.outbound.pickAll('80001');
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({ version: '3', status: 'PICKED' });
  });

  it('is refused once it has left', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.ship('80001');
    for (const refused of [
      wms.releaseOutbound.send(wanting('2', '75'), under('key-2')),
      wms.cancelOutbound.send(DELIVERY, under('key-3')),
    ])
      expect(await troubleOf(refused)).toMatchObject({ code: 'B-OUTBOUND-SHIPPED', applied: 'no' });
    expect(await statusAt(wms)).toBe('SHIPPED');
  });
});

describe('taking a delivery back from the warehouse', () => {
  it('counts one that never was as cancelled', async () => {
    const { wms } = await startedPlant();
    expect(await wms.cancelOutbound.send(DELIVERY, under('cancel'))).toEqual({ documents: [] });
    expect(await wms.cancelOutbound.find(DELIVERY, under('cancel'))).toEqual({ documents: [] });
  });

  it('does not silently cancel goods that are picked, and says what is to be brought back', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    const trouble = await troubleOf(wms.cancelOutbound.send(DELIVERY, under('cancel')));
    expect(trouble).toMatchObject({ code: 'B-OUTBOUND-PICKED', applied: 'no' });
    expect(trouble.text).toContain('60 EA of line 10, 5 EA of line 20');
    expect(await wms.cancelOutbound.find(DELIVERY, under('cancel'))).toBeNull();
    expect(await statusAt(wms)).toBe('PICKED');
  });

  it('needs people from the wave on, unless they came back with nothing', async () => {
    const { plant, wms } = await released();
    plant.outbound.wave('80001');
    expect(await statusAt(wms)).toBe('WAVED');
    expect(await troubleOf(wms.cancelOutbound.send(DELIVERY, under('cancel')))).toMatchObject({
      ...{ code: 'B-OUTBOUND-PICKED', upstream: { code: 'WAVED' } },
    });
    plant.outbound.short('80001', '10', '60');
    plant.outbound.short('80001', '20', '5');
    await wms.cancelOutbound.send(DELIVERY, under('cancel'));
    expect(await statusAt(wms)).toBe('CANCELLED');
  });

  it('is taken out of its wave where nothing was picked', async () => {
    const { plant, wms } = await released();
    plant.outbound.wave('80001');
    await wms.requestUnpick.send({ ...all, lines: [] }, under('unpick'));
    plant.outbound.unpicked('80001');
    await wms.cancelOutbound.send(DELIVERY, under('cancel'));
    expect(await statusAt(wms)).toBe('CANCELLED');
  });

  it('makes one set of tasks when the reply is lost, and can be cancelled when they are done', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.pack('80001');
    expect(await wms.requestUnpick.find(all, under('unpick'))).toBeNull();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST' });
    expect(await troubleOf(wms.requestUnpick.send(all, under('unpick')))).toMatchObject({ applied: 'maybe' });
    const posted = { documents: [{ system: 'WMS-RDC1', type: 'UNPICK_TASK', number: 'UT-1' }] };
    expect(await wms.requestUnpick.find(all, under('unpick'))).toEqual(posted);
    expect(await wms.requestUnpick.send(all, under('unpick'))).toEqual(posted);
    expect(plant.ledger().outboundOrders['80001']?.unpickTasks).toHaveLength(1);
    expect(await statusAt(wms)).toBe('PACKED');
    plant.outbound.unpicked('80001');
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({ status: 'RELEASED', handlingUnits: [] });
    expect(onHand(plant)).toEqual(['100 FG-1000 at FG', '50 FG-2000 at FG']);
    await wms.cancelOutbound.send(DELIVERY, under('cancel'));
    expect(await statusAt(wms)).toBe('CANCELLED');
  });

  it('does not bring back more than is picked, nor the same goods twice', async () => {
    const { plant, wms } = await released();
    plant.outbound.pick('80001', { line: '10', quantity: '40' });
    const back = (value: string) => ({
      ...DELIVERY,
      reason: 'changed',
      lines: [{ line: '10', quantity: pieces(value) }],
    });
    expect(await troubleOf(wms.requestUnpick.send(back('41'), under('unpick-1')))).toMatchObject({
      ...{ code: 'B-REJECTED', applied: 'no', upstream: { code: 'UNPICK_TOO_MUCH' } },
    });
    await wms.requestUnpick.send(back('30'), under('unpick-2'));
    await wms.requestUnpick.send(back('40'), under('unpick-3'));
    const tasks = plant.ledger().outboundOrders['80001']?.unpickTasks ?? [];
    expect(tasks.flatMap(({ lines }) => lines.map(({ qty }) => qty.value))).toEqual(['30', '10']);
    plant.outbound.unpicked('80001');
    expect(onHand(plant)).toEqual(['100 FG-1000 at FG', '50 FG-2000 at FG']);
  });

  it('is unloaded as long as the truck stands at the dock, and never after', async () => {
    const { plant, wms } = await released();
    plant.outbound.pickAll('80001');
    plant.outbound.ship('80001');
    await wms.requestUnpick.send(all, under('unpick-1'));
    plant.outbound.unpicked('80001');
    expect(await wms.readOutbound(DELIVERY, given())).toMatchObject({
      ...{ status: 'RELEASED', lines: [{ picked: pieces('0') }, { picked: pieces('0') }] },
    });
    expect((await wms.readOutbound(DELIVERY, given()))?.shippedAt).toBeUndefined();
    expect(onHand(plant)).toEqual(['100 FG-1000 at FG', '50 FG-2000 at FG']);
    plant.outbound.pickAll('80001');
    plant.outbound.ship('80001');
    plant.outbound.depart('80001');
    expect(await troubleOf(wms.requestUnpick.send(all, under('unpick-2')))).toMatchObject({
      ...{ code: 'B-OUTBOUND-SHIPPED', applied: 'no' },
    });
  });
});
