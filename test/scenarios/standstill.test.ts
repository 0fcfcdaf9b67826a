import { beforeAll, describe, expect, test } from 'vitest';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant({ overrides: { production: { continueAsNewAfterEvents: 5 } } });
});

async function untilAccepted(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
  plant.mes.accept(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
}

describe('with no worker anywhere', () => {
  test('the full view of a run that needs a person, of a closed one and of a rolled-over mailbox is served, and says so', async () => {
    plant.order('6000001', '500', {
      operations: [{ operationNo: '0010', workCenter: 'WC-UNKNOWN', text: 'Assemble' }],
    });
    await plant.release('6000001');
    await plant.until('production', '6000001', (view) => view.condition === 'EXCEPTION');

    await untilAccepted('6000002');
    plant.mes.start('6000002');
    for (let index = 0; index < 14; index += 1) plant.mes.confirm('6000002', { yield: '10' });
    await plant.until('inventory', '6000002', (view) => view.progress?.yield === '140' && view.state === 'IDLE');
    plant.mes.confirm('6000002', { yield: '360', final: true });
    plant.mes.complete('6000002');
    await plant.until('production', '6000002', (view) => view.state === 'CLOSED');
    await untilAccepted('6000003');
    plant.mes.start('6000003');
    for (let index = 0; index < 13; index += 1) plant.mes.confirm('6000003', { yield: '10' });
    await plant.until('inventory', '6000003', (view) => view.progress?.yield === '130' && view.state === 'IDLE');

    await plant.stopWorkers();
    const stuck = await plant.production('6000001');
    expect(stuck).toMatchObject({
      state: 'MES_REJECTED',
      exceptions: [{ code: 'B-MES-REJECTED', choices: ['SEND_AGAIN'] }],
    });
    expect(stuck.exceptions[0]?.upstream?.code).toBe('UNKNOWN_WORKCENTER');
    const closed = await plant.production('6000002');
    expect(closed).toMatchObject({ state: 'CLOSED', condition: 'DONE', progress: { yield: '500', open: '0' } });
    expect(closed.timeline.filter((fact) => fact.type === 'step').map((fact) => fact.step)).toContain(
      'complete technically',
    );
    const mailbox = await plant.inventory('6000003');
    expect(mailbox).toMatchObject({ state: 'IDLE', progress: { yield: '130', planned: '500', open: '370' } });
    expect(mailbox.documents.filter((one) => one.type === 'CONFIRMATION')).toHaveLength(13);
    const plan = await plant.call('GET', '/v1/runs/order-to-production/1000/P100/6000001/cancel-plan');
    expect(plan.body).toMatchObject({ undone: [{ step: 'dispatch' }, { step: 'stage components' }] });
    // Temporal goes on naming a worker for a while that has gone; a long poll lasts a minute.
    const note = async () => (await plant.production('6000001')).workers?.note;
    await expect.poll(note, { timeout: 100_000, interval: 1_000 }).toMatch(/no worker/i);
    await plant.startWorkers();
  }, 180_000);
});

describe('a system on hold', () => {
  test('is seen as what the run is blocked on; released, it goes on, and nothing was tried in between', async () => {
    const hold = { reasonCode: 'MAINTENANCE', text: 'backup' };
    expect((await plant.call('POST', '/v1/systems/MES-P100/hold', hold)).status).toBe(200);
    plant.order('6000004');
    await plant.release('6000004');
    const view = await plant.until('production', '6000004', (one) => one.condition === 'RETRYING');
    expect(view.blockedOn).toBe('MES-P100');
    expect(plant.mes.ledger().orders['6000004']).toBeUndefined();
    const blocked = await plant.call('GET', '/v1/runs?condition=RETRYING&q=6000004');
    expect(blocked.body.runs.map((run) => run.blockedOn)).toEqual(['MES-P100']);
    expect(
      (await plant.call('POST', '/v1/systems/MES-P100/release', { reasonCode: 'DONE', text: 'backup is over' })).status,
    ).toBe(200);
    await plant.until('production', '6000004', (one) => one.state === 'AWAITING_ACK');
    expect(plant.mes.ledger().orders['6000004']?.changes).toHaveLength(1);
  });

  test('does not keep a run from being cancelled, and what never left is not undone twice', async () => {
    plant.order('6000005');
    expect((await plant.call('POST', '/v1/systems/WMS-RDC1/hold', { reasonCode: 'X', text: 'x' })).status).toBe(200);
    await plant.release('6000005');
    await plant.until('production', '6000005', (one) => one.blockedOn === 'WMS-RDC1');
    const { body } = await plant.call('GET', '/v1/runs/order-to-production/1000/P100/6000005/cancel-plan');
    const revision = (body as unknown as { revision: number }).revision;
    const asked = await plant.call(
      'POST',
      '/v1/runs/order-to-production/1000/P100/6000005/actions',
      { action: 'cancel', reasonCode: 'X', text: 'not needed', expectedRevision: revision },
      { as: 'supervisor' },
    );
    expect(asked.status).toBe(202);
    await plant.until('production', '6000005', (one) => one.state === 'CANCELLING');
    expect((await plant.call('POST', '/v1/systems/WMS-RDC1/release', { reasonCode: 'X', text: 'x' })).status).toBe(200);
    await plant.until('production', '6000005', (one) => one.state === 'CANCELLED');
    expect(plant.wms.ledger().stagingRequests['6000005']).toBeUndefined();
  });
});

describe('a master that is missing in the MES', () => {
  test('holds the order back with its owner and value; it goes on by itself when the version is acknowledged', async () => {
    plant.order('6000006', '500', { productionVersion: 'B005' });
    await plant.release('6000006');
    const held = await plant.until('production', '6000006', (one) => one.state === 'DATA_HOLD');
    expect(held.exceptions[0]).toMatchObject({
      code: 'C-MASTER-VERSION',
      owner: 'master-data',
      impact: { orders: ['6000006'], plannedOutput: { amount: '60000.00', currency: 'USD' } },
    });
    expect(plant.mes.ledger().orders['6000006']).toBeUndefined();
    plant.mes.addRouting('FG-1000', '5');
    await plant.until('production', '6000006', (one) => one.state === 'AWAITING_ACK');
    expect(plant.mes.ledger().orders['6000006']).toMatchObject({ routingVersion: '5' });
  });
});
