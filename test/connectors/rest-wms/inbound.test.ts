import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { given, pieces, startedPlant, under } from './harness.js';
import { announced, announcedFor, expected, INBOUND, lying, received, REF } from './inbound-harness.js';

const posted = { documents: [{ system: 'WMS-RDC1', type: 'WAREHOUSE_RECEIPT', number: INBOUND }] };
const back = { ...REF, reason: 'cancelled' };

describe('announcing a delivery to the warehouse', () => {
  it('is expected once when the reply is lost', async () => {
    const { plant, wms } = await startedPlant();
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
    expect(await troubleOf(wms.expectInbound.send(announced, under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(fault.struck).toBe(1);
    expect(await wms.expectInbound.find(announced, under('key-1'))).toEqual(posted);
    expect(await wms.expectInbound.send(announced, under('key-1'))).toEqual(posted);
    expect(plant.ledger().inboundDeliveries[INBOUND]?.changes).toHaveLength(1);
  });

  it('replaces what was announced before, and never by an earlier version', async () => {
    const { plant, wms } = await expected();
    const later = { ...announcedFor(INBOUND, '580'), version: '10' };
    await wms.expectInbound.send(later, under('key-10'));
    const trouble = await troubleOf(wms.expectInbound.send({ ...announced, version: '9' }, under('key-9')));
    expect(trouble).toMatchObject({ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VERSION_OLD' } });
    const { lines, version } = plant.ledger().inboundDeliveries[INBOUND] ?? expect.fail('not announced');
    expect([version, lines]).toEqual(['10', [{ line: '000010', item: 'RM-10', qty: pieces('580') }]]);
    expect(await wms.expectInbound.find(announced, under('expect'))).toBeNull();
  });

  it('changes nothing any more once the truck has come', async () => {
    const { plant, wms } = await expected();
    plant.receiving.arrive(INBOUND, { at: '2026-03-12T13:40:00Z' });
    const later = { ...announcedFor(INBOUND, '580'), version: '2' };
    const trouble = await troubleOf(wms.expectInbound.send(later, under('key-2')));
    expect(trouble).toMatchObject({ code: 'B-INBOUND-ARRIVED', applied: 'no', upstream: { code: 'ARRIVED' } });
    expect(trouble.text).toContain('it came at 2026-03-12T13:40:00Z');
    expect(plant.ledger().inboundDeliveries[INBOUND]).toMatchObject({ version: '1', lines: [{ qty: pieces('600') }] });
  });
});

describe('calling a delivery off', () => {
  it('is done once, and may be announced again', async () => {
    const { plant, wms } = await expected();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '/cancel$' });
    expect(await troubleOf(wms.cancelInbound.send(REF, under('cancel')))).toMatchObject({ applied: 'maybe' });
    expect(await wms.cancelInbound.find(REF, under('cancel'))).toEqual(posted);
    expect(await wms.cancelInbound.send(REF, under('cancel'))).toEqual(posted);
    expect(await wms.cancelInbound.send(REF, under('cancel-again'))).toEqual(posted);
    expect((await wms.readInbound(REF, given()))?.status).toBe('CANCELLED');
    await wms.expectInbound.send(announced, under('expect-again'));
    const { changes } = plant.ledger().inboundDeliveries[INBOUND] ?? expect.fail('not announced');
    expect(changes.map(({ kind }) => kind)).toEqual(['PUT', 'CANCEL', 'PUT']);
  });

  it('counts as done for what the warehouse was never told of', async () => {
    const { plant, wms } = await startedPlant();
    expect(await wms.cancelInbound.send(REF, under('cancel'))).toEqual({ documents: [] });
    expect(await wms.cancelInbound.find(REF, under('cancel'))).toEqual({ documents: [] });
    expect(plant.ledger().inboundDeliveries).toEqual({});
  });

  it('is refused once the truck has come, and nothing is cancelled', async () => {
    const { plant, wms } = await expected();
    plant.receiving.arrive(INBOUND);
    const trouble = await troubleOf(wms.cancelInbound.send(REF, under('cancel')));
    expect(trouble).toMatchObject({ code: 'B-INBOUND-ARRIVED', applied: 'no' });
    expect(await wms.cancelInbound.find(REF, under('cancel'))).toBeNull();
    expect((await wms.readInbound(REF, given()))?.status).toBe('ARRIVED');
  });
});

describe('bringing back to the dock what was received', () => {
  it('makes one task, and nothing moves before people carry it out', async () => {
    const { plant, wms } = await received();
    plant.receiving.close(INBOUND);
    plant.receiving.putAway(INBOUND);
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '/bring-back$' });
    expect(await wms.bringBackInbound.find(back, under('back'))).toBeNull();
    expect(await troubleOf(wms.bringBackInbound.send(back, under('back')))).toMatchObject({ applied: 'maybe' });
    const task = { documents: [{ system: 'WMS-RDC1', type: 'RETURN_TASK', number: 'BT-1' }] };
    expect(await wms.bringBackInbound.find(back, under('back'))).toEqual(task);
    expect(await wms.bringBackInbound.send(back, under('back'))).toEqual(task);
    expect(await wms.bringBackInbound.find(back, under('another'))).toBeNull();
    expect(plant.ledger().inboundDeliveries[INBOUND]?.bringBackTasks).toHaveLength(1);
    expect(lying(plant)).toEqual(['600 RM-10 QUALITY at BULK']);
    expect((await wms.readInbound(REF, given()))?.status).toBe('PUT_AWAY');

    plant.receiving.carryOutBringBack(INBOUND);
    expect(lying(plant)).toEqual(['600 RM-10 RETURN at INBOUND']);
    expect((await wms.readInbound(REF, given()))?.status).toBe('CANCELLED');
    expect(await wms.cancelInbound.send(REF, under('cancel'))).toEqual(posted);
  });

  it('is refused when some of it is used, and says how much is left', async () => {
    const { plant, wms } = await received();
    plant.stock.move({
      ...{ item: 'RM-10', lot: 'L-801', quantity: '30', from: 'INBOUND', status: 'QUALITY' },
      ...{ reason: 'LOST', document: '' },
    });
    const trouble = await troubleOf(wms.bringBackInbound.send(back, under('back')));
    expect(trouble).toMatchObject({ code: 'B-STOCK-SHORT', applied: 'no' });
    expect(trouble.text).toContain('600 RM-10 came, 570 are left');
    expect(plant.ledger().inboundDeliveries[INBOUND]?.bringBackTasks).toEqual([]);
  });

  it('is refused for a truck that has not come', async () => {
    const { wms } = await expected();
    const trouble = await troubleOf(wms.bringBackInbound.send(back, under('back')));
    expect(trouble).toMatchObject({ code: 'B-REJECTED', upstream: { code: 'NOT_ARRIVED' } });
  });
});
