import { beforeAll, describe, expect, test } from 'vitest';
import { PEER_SIGNAL } from '../../contracts/events.js';
import { asks, deliveryRun, hasEnded, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales();
});

async function cancel(deliveryNo: string): Promise<string> {
  const { body: plan } = await plant.call('GET', `/v1/runs/${deliveryRun(deliveryNo)}/cancel-plan`);
  const answer = await plant.actOn(deliveryRun(deliveryNo), 'cancel', { expectedRevision: plan.revision });
  return JSON.stringify(answer);
}

describe('a cancel that meets a truck that has left', () => {
  test('only the load knows it: nothing is undone before the load is asked, and it goes on to its invoice', async () => {
    plant.sell('320001', '83001');
    await plant.bringToDock('83001');
    plant.tms.book.carrying('83001').status = 'PICKED_UP';
    expect(await cancel('83001')).toContain('superseded');
    expect(plant.sales('83001')).toMatchObject({
      issued: { documents: 1, reversals: 0 },
      accrued: ['640.00'],
      accrualBalance: '640.00',
    });
    expect(plant.customer.notices('83001')).toHaveLength(1);
    await plant.runUntil(deliveryRun('83001'), (view) => view.state === 'IN_TRANSIT');
    plant.tms.deliver('83001');
    expect((await plant.runUntil(deliveryRun('83001'), hasEnded)).state).toBe('CLOSED');
    expect(plant.sales('83001').billed).toEqual(['42000.00']);
  });

  test('the warehouse brings nothing back: a person has seen it leave, and what was undone is done again', async () => {
    plant.sell('320002', '83011', { incoterms: 'CPT' });
    await plant.bringToDock('83011');
    plant.wms.outbound.depart('83011');
    const cancelled = cancel('83011');
    const asked = await plant.runUntil(deliveryRun('83011'), asks('B-OUTBOUND-SHIPPED'));
    expect(asked.exceptions).toMatchObject([{ choices: ['BROUGHT_BACK', 'HAS_LEFT'] }]);
    await plant.actOn(deliveryRun('83011'), 'decide', { payload: { choice: 'HAS_LEFT' } });
    expect(await cancelled).toContain('superseded');
    expect((await plant.runUntil(deliveryRun('83011'), hasEnded)).state).toBe('CLOSED');
    expect(plant.sales('83011')).toMatchObject({
      issued: { value: '200', documents: 2, reversals: 1 },
      billed: ['42000.00'],
      deleted: false,
    });
    expect(plant.customer.notices('83011')).toHaveLength(3);
  });

  test('the customer could not be told yet: told all the same, since it goes on to it', async () => {
    plant.sell('320006', '83051');
    const down = plant.customer.faults.ask({ kind: 'status', status: 503, times: 10_000 });
    await plant.atWarehouse('83051');
    await plant.book('83051');
    plant.load('83051');
    await plant.runUntil(
      deliveryRun('83051'),
      (view) => view.condition === 'RETRYING' && view.step === 'send ship notice',
    );
    plant.tms.pickUp('83051');
    expect(await cancel('83051')).toContain('superseded');
    down.left = 0;
    await plant.happened('the accrual', () => plant.sales('83051').accrued.length > 0);
    expect(plant.customer.notices('83051')).toHaveLength(1);
    expect(plant.sales('83051')).toMatchObject({ accrued: ['640.00'], issued: { documents: 1, reversals: 0 } });
  });

  test('it has left without a carrier of ours, and its load was taken back: followed and billed, and not planned again', async () => {
    plant.sell('320007', '83061');
    await plant.tendered('83061');
    plant.load('83061');
    await plant.happened('goods issue', () => plant.sales('83061').issued.documents === 1);
    plant.tms.decline('83061');
    await plant.runUntil(deliveryRun('83061'), asks('B-NO-CARRIER'));
    plant.wms.outbound.depart('83061');
    const cancelled = cancel('83061');
    await plant.runUntil(deliveryRun('83061'), asks('B-OUTBOUND-SHIPPED'));
    await plant.actOn(deliveryRun('83061'), 'decide', { payload: { choice: 'HAS_LEFT' } });
    expect(await cancelled).toContain('superseded');
    await plant.runUntil(deliveryRun('83061'), asks('B-DELIVERY-LATE'));
    await plant.actOn(deliveryRun('83061'), 'decide', { payload: { choice: 'DELIVERED' }, text: 'CMR 4712' });
    expect((await plant.runUntil(deliveryRun('83061'), hasEnded)).state).toBe('CLOSED');
    expect(plant.sales('83061')).toMatchObject({ accrued: [], billed: ['42000.00'], issued: { value: '200' } });
    expect(
      Object.values(plant.tms.ledger().loads).filter((one) => one.deliveries.some((of) => of.deliveryNo === '83061')),
    ).toHaveLength(1);
  });
});

describe('a delivery that a person has proven', () => {
  test('it is not here any more: no cancel, though nobody told of the pickup', async () => {
    plant.sell('320005', '83041', { customer: 'C-300' });
    await plant.bringToDock('83041');
    plant.tms.journeys.record('83041', 'ETA_CHANGED', { eta: '2026-01-05T12:00:00Z' });
    await plant.runUntil(deliveryRun('83041'), asks('B-DELIVERY-LATE'));
    await plant.actOn(deliveryRun('83041'), 'decide', { payload: { choice: 'DELIVERED' }, text: 'CMR 4711' });
    const view = await plant.runUntil(deliveryRun('83041'), (one) => one.state === 'INVOICE_READY');
    expect(view.actions).not.toContain('cancel');
  });
});

describe('what leaves and comes back', () => {
  test('a returns order: nobody waits for its delivery any more, and it is not billed', async () => {
    plant.sell('320011', '83101');
    await plant.bringToDock('83101');
    plant.tms.pickUp('83101');
    await plant.runUntil(deliveryRun('83101'), (view) => view.state === 'IN_TRANSIT');
    const handle = plant.temporal.client.workflow.getHandle(deliveryRun('83101'));
    await handle.signal(PEER_SIGNAL, { type: 'returned', by: 'ship-to-cash/1000/-/320011' });
    const view = await plant.runUntil(deliveryRun('83101'), hasEnded);
    expect(view.state).toBe('CLOSED');
    expect(view.timeline).toContainEqual(expect.objectContaining({ type: 'milestone', code: 'RETURNED' }));
    expect(plant.sales('83101').billed).toEqual([]);
  });
});

describe('goods issue that the ERP refuses', () => {
  test('its day can be amended, as when a period was closed', async () => {
    plant.sell('320021', '83201');
    await plant.atWarehouse('83201');
    await plant.book('83201');
    plant.sap.blockCredit('320021');
    plant.load('83201');
    const asked = await plant.runUntil(deliveryRun('83201'), (view) => view.exceptions[0]?.step === 'post goods issue');
    expect(asked.exceptions[0]?.actions).toContain('amend');
    plant.sap.releaseCredit('320021');
    await plant.actOn(deliveryRun('83201'), 'amend', { payload: { message: { actualDate: '2027-01-15' } } });
    await plant.runUntil(deliveryRun('83201'), (view) => view.timeline.some(({ type }) => type === 'shipped'));
    const { deliveries } = plant.sap.ledger();
    expect(JSON.stringify(deliveries.find((one) => one.deliveryNo === '83201'))).toContain('2027-01-15');
  });
});
