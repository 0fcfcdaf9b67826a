import { beforeAll, describe, expect, test } from 'vitest';
import { asks, deliveryRun, hasEnded, orderRun, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales();
});

describe('a delivery that the ERP made by itself', () => {
  test('before the order was released to us: it belongs to the order, and nothing is delivered twice', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '310001', quantity: '200' });
    plant.sap.nextDeliveryNo = '82001';
    plant.sap.createDelivery('310001');
    plant.sap.releaseSalesOrder('310001');
    await plant.runUntil(orderRun('310001'), (view) => view.related.length === 1 && view.condition === 'WAITING');
    await plant.bringToDock('82001');
    await plant.bringToCustomer('82001', '310001');
    expect(plant.deliveriesOf('310001')).toEqual([{ deliveryNo: '82001', quantity: '200' }]);
    expect(plant.sales('82001').billed).toEqual(['42000.00']);
  });

  test('of more than was confirmed: it is not taken back from those who ordered it', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '310002', quantity: '200', confirmed: '0' });
    plant.sap.nextDeliveryNo = '82011';
    plant.sap.releaseSalesOrder('310002');
    const held = await plant.runUntil(orderRun('310002'), asks('B-NOT-CONFIRMED'));
    expect(held.exceptions[0]).toMatchObject({ impact: { revenueAtRisk: { amount: '42000.00' } } });
    plant.sap.changeSalesOrder('310002', { confirmed: '200' });
    await plant.atWarehouse('82011');
    expect(plant.deliveriesOf('310002')).toEqual([{ deliveryNo: '82011', quantity: '200' }]);
  });

  test('is taken back with the others when the order is cancelled', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '310003', quantity: '200' });
    plant.sap.nextDeliveryNo = '82021';
    plant.sap.createDelivery('310003', { '10': '80' });
    plant.sap.releaseSalesOrder('310003');
    await plant.happened('both at the warehouse', () => plant.deliveriesOf('310003').length === 2);
    await Promise.all([plant.atWarehouse('82021'), plant.atWarehouse('82022')]);
    plant.sap.requestSalesOrderCancel('310003');
    expect((await plant.runUntil(orderRun('310003'), hasEnded)).state).toBe('CANCELLED');
    expect(plant.deliveriesOf('310003')).toEqual([]);
    expect(plant.areLinesRejected('310003')).toBe(true);
  });
});

describe('an order that wants all of it together', () => {
  test('is delivered when all is confirmed, with what it wants then', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '310011', quantity: '200', confirmed: '150', completeDelivery: true });
    plant.sap.nextDeliveryNo = '82101';
    plant.sap.releaseSalesOrder('310011');
    await plant.runUntil(orderRun('310011'), asks('B-NOT-CONFIRMED'));
    expect(plant.deliveriesOf('310011')).toEqual([]);
    plant.sap.changeSalesOrder('310011', { confirmed: '200' });
    await plant.atWarehouse('82101');
    expect(plant.deliveriesOf('310011')).toEqual([{ deliveryNo: '82101', quantity: '200' }]);
  });
});

describe('a delivery that the ERP does not make', () => {
  test('for want of stock: the order is looked at again, and it is made when stock is there', async () => {
    const here = { item: 'FG-1000', plant: 'P100', location: '0001', batch: 'L-31' };
    const isHere = (one: Record<string, string>) => Object.entries(here).every(([name, value]) => one[name] === value);
    const stock = plant.sap.ledger().stock.find((one) => isHere({ ...one }))?.quantity ?? '0';
    plant.sap.issueStock('FG-1000', stock, { location: '0001', batch: 'L-31' });
    plant.sell('310021', '82201');
    const held = await plant.runUntil(orderRun('310021'), asks('B-STOCK-SHORT'));
    expect(held.exceptions[0]).toMatchObject({ owner: 'inventory', impact: { revenueAtRisk: { amount: '42000.00' } } });
    plant.sap.receiveStock('FG-1000', stock, { location: '0001', batch: 'L-31' });
    await plant.atWarehouse('82201');
    expect(plant.deliveriesOf('310021')).toHaveLength(1);
  });
});

test('a delivery cancelled while another brings the same line: its lines can be rejected once that has left', async () => {
  plant.sell('310061', '82601', { quantity: '100' });
  await plant.atWarehouse('82601');
  plant.sap.changeSalesOrder('310061', { quantity: '130' });
  await plant.happened('the rest', () => plant.deliveriesOf('310061').length === 2);
  await plant.tendered('82601');
  const offered = (view: { freight?: { state: string }; condition: string }) =>
    view.freight?.state === 'TENDERED' && view.condition === 'WAITING';
  const { revision } = await plant.runUntil(deliveryRun('82601'), offered);
  await plant.actOn(deliveryRun('82601'), 'cancel', { expectedRevision: revision });
  const reject = () => plant.actOn(orderRun('310061'), 'decide', { payload: { choice: 'REJECT_LINES' } });
  await plant.runUntil(orderRun('310061'), asks('B-DELIVERY-CANCELLED'));
  await reject();
  const kept = await plant.runUntil(orderRun('310061'), (view) => view.exceptions[0]?.text.includes('stay') === true);
  expect(kept.exceptions[0]?.text).toContain('82602');
  await plant.bringToDock('82602');
  await reject();
  plant.tms.pickUp('82602');
  plant.tms.deliver('82602');
  expect((await plant.runUntil(orderRun('310061'), hasEnded)).state).toBe('CLOSED');
  expect(plant.areLinesRejected('310061')).toBe(true);
  expect(plant.sales('82602').billed).toEqual(['6300.00']);
});

describe('changes one after the other', () => {
  test('less, as before, and less again: the delivery follows each of them', async () => {
    plant.sell('310031', '82301');
    await plant.atWarehouse('82301');
    for (const quantity of ['150', '200', '150']) {
      plant.sap.changeSalesOrder('310031', { quantity });
      await plant.happened(`${quantity} in all`, () => {
        const sum = plant.deliveriesOf('310031').reduce((total, one) => total + Number(one.quantity), 0);
        return sum === Number(quantity);
      });
    }
  });

  test('refused, kept, and refused again: each is put before the planner', async () => {
    plant.sell('310032', '82311');
    await plant.bringToDock('82311');
    for (const quantity of ['150', '120']) {
      plant.sap.changeSalesOrder('310032', { quantity });
      await plant.runUntil(orderRun('310032'), asks('B-CHANGE-TOO-LATE'));
      await plant.actOn(orderRun('310032'), 'decide', { payload: { choice: 'KEEP' } });
      await plant.runUntil(orderRun('310032'), (view) => view.exceptions.length === 0);
    }
    await plant.bringToCustomer('82311', '310032');
  });
});

describe('before any worker has come', () => {
  test('a delivery that speaks before its order has begun is heard', async () => {
    await plant.stopWorkers();
    plant.sell('310041', '82401');
    const started = async () => (await plant.call('GET', `/v1/runs/${orderRun('310041')}`)).status === 200;
    await expect.poll(started, { timeout: 10_000 }).toBe(true);
    const { client } = plant.temporal;
    await client.workflow.getHandle(orderRun('310041')).signal('peer', {
      type: 'delivery',
      report: { runId: deliveryRun('82499'), deliveryNo: '82499', plant: 'P100', progress: 'CANCELLED', lines: [] },
    });
    await plant.startWorkers();
    await plant.atWarehouse('82401');
  });
});

test('a retry reads the order again, and says so', async () => {
  plant.sell('310051', '82501', { quantity: '100' });
  await plant.atWarehouse('82501');
  plant.sap.events.hold('310051');
  plant.sap.changeSalesOrder('310051', { quantity: '130' });
  await plant.runUntil(orderRun('310051'), (view) => view.condition === 'WAITING');
  const outcome = await plant.actOn(orderRun('310051'), 'retry');
  expect(outcome).toMatchObject({ state: 'done' });
  await plant.happened('the rest', () => plant.deliveriesOf('310051').length === 2);
});
