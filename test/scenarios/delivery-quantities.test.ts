import { beforeAll, describe, expect, test } from 'vitest';
import { asks, deliveryRun, hasEnded, isAtDock, orderRun, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales();
});

const twoLines = [
  { line: '10', plant: 'P100', quantity: '40' },
  { line: '20', plant: 'P100', quantity: '60' },
];
const outboundOrder = (deliveryNo: string) => plant.wms.ledger().outboundOrders[deliveryNo];

describe('a line of which nothing is left', () => {
  test('it is not on the shelf at all: the other one is shipped, issued and billed', async () => {
    plant.sell('310001', '82001', { lines: twoLines });
    await plant.atWarehouse('82001');
    await plant.book('82001');
    plant.wms.outbound.short('82001', '000010', '40', 'not on the shelf');
    plant.wms.outbound.pick('82001', { line: '000020', quantity: '60' });
    await plant.happened('the smaller release', () => outboundOrder('82001')?.lines.length === 1);
    plant.wms.outbound.pack('82001');
    await plant.runUntil(deliveryRun('82001'), (view) => view.state === 'PACKED');
    plant.wms.outbound.ship('82001');
    await plant.runUntil(deliveryRun('82001'), isAtDock);
    plant.tms.pickUp('82001');
    plant.tms.deliver('82001');
    await plant.runUntil(deliveryRun('82001'), hasEnded);
    expect(plant.sales('82001')).toMatchObject({ billed: ['12600.00'], issued: { value: '60', documents: 1 } });
  });

  test('the customer wants one line no more, and it is picked: it is brought back before the rest is shipped', async () => {
    plant.sell('310002', '82011', { lines: twoLines });
    await plant.atWarehouse('82011');
    await plant.book('82011');
    plant.wms.outbound.pick('82011', { line: '000010', quantity: '40' });
    await plant.runUntil(deliveryRun('82011'), (view) => view.fulfilment?.picked === '40');
    plant.sap.changeSalesOrder('310002', { lines: [{ line: '10', rejection: 'Z1' }] });
    await plant.happened('the unpick', () => plant.unpickTasks('82011').length > 0);
    plant.wms.outbound.unpicked('82011');
    await plant.happened('the smaller release', () => outboundOrder('82011')?.lines.length === 1);
    plant.load('82011');
    await plant.runUntil(deliveryRun('82011'), isAtDock);
    expect(plant.unpickTasks('82011')).toEqual(['40']);
    expect(plant.sales('82011').issued).toMatchObject({ value: '60', documents: 1 });
  });

  test('the customer wants none of it: the delivery is taken back as a whole', async () => {
    plant.sell('310003', '82021');
    await plant.atWarehouse('82021');
    plant.sap.changeSalesOrder('310003', { lines: [{ line: '10', rejection: 'Z1' }] });
    expect((await plant.runUntil(deliveryRun('82021'), hasEnded)).state).toBe('CANCELLED');
    expect(outboundOrder('82021')?.status).toBe('CANCELLED');
    expect(plant.sales('82021')).toMatchObject({ deleted: true, issued: { documents: 0 } });
  });
});

describe('a change that the warehouse does not have to follow', () => {
  test('what is picked already and the customer takes as well stays, and nobody is asked', async () => {
    plant.sell('310011', '82101', { overTolerancePct: '5' });
    await plant.atWarehouse('82101');
    await plant.book('82101');
    plant.wms.outbound.pickAll('82101');
    await plant.runUntil(deliveryRun('82101'), (view) => view.fulfilment?.picked === '200');
    plant.sap.changeSalesOrder('310011', { quantity: '195' });
    await plant.happened('another release', () => outboundOrder('82101')?.version === '2');
    plant.wms.outbound.pack('82101');
    plant.wms.outbound.ship('82101');
    const view = await plant.runUntil(deliveryRun('82101'), isAtDock);
    expect(view.timeline.filter(({ type }) => type === 'exception')).toEqual([]);
    expect(plant.unpickTasks('82101')).toEqual([]);
    expect(plant.sales('82101').issued).toMatchObject({ value: '200', documents: 1 });
  });

  test('it has left, and something else than was wanted: another change then is refused, and not forgotten', async () => {
    plant.sell('310012', '82111');
    await plant.atWarehouse('82111');
    await plant.book('82111');
    plant.wms.outbound.pick('82111', { line: '000010', quantity: '180' });
    await plant.runUntil(deliveryRun('82111'), (view) => view.fulfilment?.picked === '180');
    plant.sap.changeSalesOrder('310012', { quantity: '150' });
    await plant.happened('the unpick', () => plant.unpickTasks('82111').length > 0);
    plant.wms.outbound.ship('82111');
    await plant.runUntil(deliveryRun('82111'), asks('B-SHIPPED-DIFFERENT'));
    plant.sap.changeSalesOrder('310012', { quantity: '140' });
    await plant.runUntil(
      orderRun('310012'),
      ({ timeline }) =>
        timeline.filter((fact) => fact.type === 'event' && fact.event === 'SalesOrderChanged').length === 2,
    );
    await plant.actOn(deliveryRun('82111'), 'decide', { payload: { choice: 'ACCEPT' } });
    await plant.runUntil(orderRun('310012'), asks('B-CHANGE-TOO-LATE'));
    expect(plant.sales('82111').issued).toMatchObject({ value: '180', documents: 1 });
  });
});

describe('a delivery that is not begun again', () => {
  test('goods issue was posted by hand: it is not released to the warehouse, and what is billed is not billed again', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '310021', quantity: '200', incoterms: 'FCA' });
    plant.sap.nextDeliveryNo = '82201';
    plant.sap.createDelivery('310021');
    plant.sap.pick('82201');
    plant.sap.postGoodsIssue('82201');
    plant.sap.bill('82201');
    plant.sap.releaseSalesOrder('310021');
    const delivery = plant.sap.ledger().deliveries.find(({ deliveryNo }) => deliveryNo === '82201');
    plant.sap.tellDelivery(delivery as unknown as Parameters<typeof plant.sap.tellDelivery>[0]);
    const view = await plant.runUntil(deliveryRun('82201'), hasEnded);
    expect(view.state).toBe('CLOSED');
    expect(outboundOrder('82201')).toBeUndefined();
    expect(plant.sales('82201')).toMatchObject({ billed: ['42000.00'], issued: { value: '200', documents: 1 } });
  });

  test('a cancel came too late while the warehouse was at it: nothing is released a second time', async () => {
    plant.sell('310022', '82211');
    await plant.atWarehouse('82211');
    await plant.book('82211');
    plant.tms.pickUp('82211');
    const { body: plan } = await plant.call('GET', `/v1/runs/${deliveryRun('82211')}/cancel-plan`);
    await plant.actOn(deliveryRun('82211'), 'cancel', { expectedRevision: plan.revision });
    await plant.runUntil(deliveryRun('82211'), (view) => view.state === 'PICKING');
    plant.load('82211');
    await plant.runUntil(deliveryRun('82211'), (view) => view.state === 'IN_TRANSIT');
    plant.tms.deliver('82211');
    expect((await plant.runUntil(deliveryRun('82211'), hasEnded)).state).toBe('CLOSED');
    expect(outboundOrder('82211')?.changes).toHaveLength(1);
    expect(plant.sales('82211')).toMatchObject({ billed: ['42000.00'], issued: { documents: 1 } });
  });
});
