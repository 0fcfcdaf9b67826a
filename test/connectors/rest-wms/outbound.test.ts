import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { DELIVERY, finishedGoods, given, onHand, pieces, release, startedPlant, under } from './harness.js';

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
