import { beforeAll, describe, expect, test } from 'vitest';
import { deliveryRun, orderRun, startSales, type SalesPlant } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales();
});

/** Picked, loaded and on its way to the customer, with the cheapest carrier. */
async function onItsWay(deliveryNo: string): Promise<void> {
  await Promise.all([plant.atWarehouse(deliveryNo), plant.tendered(deliveryNo)]);
  plant.tms.accept(deliveryNo);
  plant.load(deliveryNo);
  await plant.runUntil(
    deliveryRun(deliveryNo),
    (view) => view.freight?.state === 'BOOKED' && view.state === 'GI_POSTING',
  );
  plant.tms.pickUp(deliveryNo);
  plant.tms.depart(deliveryNo);
}

const closed = (view: { condition: string }) => view.condition === 'DONE';

describe('S27 delivered at place', () => {
  test('goods issue, accrual and notice at the shipment; billed only when the customer has it; all to the cent', async () => {
    plant.sell('200045', '80001');
    await onItsWay('80001');
    await plant.runUntil(deliveryRun('80001'), (view) => view.state === 'IN_TRANSIT');
    const before = plant.sales('80001');
    expect(before).toMatchObject({
      issued: { value: '200', cost: '24000.00', documents: 1 },
      accrued: ['640.00'],
      billed: [],
    });
    expect(plant.customer.notices('80001')).toHaveLength(1);
    plant.tms.arrive('80001');
    plant.tms.deliver('80001', { signedBy: 'Lee' });
    const order = await plant.runUntil(orderRun('200045'), closed);
    expect(order.state).toBe('CLOSED');
    expect(plant.sales('80001')).toMatchObject({ billed: ['42000.00'], issued: { documents: 1 }, accrued: ['640.00'] });
    const delivery = await plant.runUntil(deliveryRun('80001'), closed);
    const clock = delivery.timeline.find((fact) => fact.type === 'shipped') as { shippedAt: string; issuedAt: string };
    const { shipped } = plant.wms.ledger().outboundOrders['80001'] ?? {};
    expect(clock.shippedAt).toBe(shipped?.at);
    expect(Date.parse(clock.issuedAt)).toBeGreaterThanOrEqual(Date.parse(clock.shippedAt));
    const ready = delivery.timeline.find((fact) => fact.type === 'readiness');
    expect(JSON.stringify(ready)).toContain('delivered (DAP)');
  });
});

describe('S28 the warehouse does not find all of it', () => {
  test('partial deliveries allowed: what is there is shipped and billed, the rest is another delivery, once', async () => {
    plant.sell('200046', '80011');
    await plant.atWarehouse('80011');
    plant.wms.outbound.pick('80011', { line: '000010', quantity: '170' });
    plant.wms.outbound.short('80011', '000010', '30', 'not on the shelf');
    await plant.runUntil(orderRun('200046'), () => plant.deliveriesOf('200046').length === 2);
    const [first, backorder] = plant.deliveriesOf('200046');
    expect([first?.quantity, backorder?.quantity]).toEqual(['170', '30']);
    await plant.tendered('80011');
    plant.tms.accept('80011');
    plant.wms.outbound.pack('80011');
    plant.wms.outbound.ship('80011');
    await plant.runUntil(
      deliveryRun('80011'),
      (view) => view.freight?.state === 'BOOKED' && view.state === 'GI_POSTING',
    );
    plant.tms.pickUp('80011');
    plant.tms.deliver('80011');
    const view = await plant.runUntil(deliveryRun('80011'), closed);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ type: 'value', what: 'revenue at risk', amount: '6300.00', currency: 'USD' }),
    );
    expect(plant.sales('80011')).toMatchObject({ billed: ['35700.00'], issued: { value: '170', documents: 1 } });
    const second = backorder?.deliveryNo ?? '';
    await onItsWay(second);
    plant.tms.deliver(second);
    expect((await plant.runUntil(orderRun('200046'), closed)).state).toBe('CLOSED');
    expect(plant.sales(second)).toMatchObject({ billed: ['6300.00'], issued: { value: '30', documents: 1 } });
    expect(plant.deliveriesOf('200046')).toHaveLength(2);
  });

  test('complete delivery required: nothing ships, a person decides', async () => {
    plant.sell('200047', '80021', { completeDelivery: true });
    await plant.atWarehouse('80021');
    plant.wms.outbound.pick('80021', { line: '000010', quantity: '170' });
    plant.wms.outbound.short('80021', '000010', '30', 'not on the shelf');
    const asked = await plant.runUntil(
      deliveryRun('80021'),
      (view) => view.state === 'PICK_SHORT_DECISION' && view.condition === 'EXCEPTION',
    );
    expect(asked.exceptions).toMatchObject([
      { code: 'B-PICK-SHORT', choices: ['SHIP_PARTIAL', 'WAIT'], impact: { revenueAtRisk: { amount: '6300.00' } } },
    ]);
    expect(plant.sales('80021')).toMatchObject({ billed: [], issued: { documents: 0 } });
    expect(plant.deliveriesOf('200047')).toHaveLength(1);

    await plant.actOn(deliveryRun('80021'), 'decide', { payload: { choice: 'WAIT' } });
    plant.wms.transfer('FG-1000', '30', 'FG');
    plant.wms.outbound.pick('80021', { line: '000010', quantity: '30' });
    await plant.runUntil(deliveryRun('80021'), (view) => view.exceptions.length === 0);
    await onItsWay('80021');
    plant.tms.deliver('80021');
    await plant.runUntil(orderRun('200047'), closed);
    expect(plant.sales('80021')).toMatchObject({ billed: ['42000.00'], issued: { value: '200', documents: 1 } });
  });
});

describe('S31 the reply to the goods issue is lost', () => {
  test('what the ERP has is adopted: one material document, one notice', async () => {
    plant.sell('200048', '80031');
    const fault = plant.sap.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'PostGoodsIssue' });
    await onItsWay('80031');
    plant.tms.deliver('80031');
    await plant.runUntil(orderRun('200048'), closed);
    expect(fault.struck).toBe(1);
    expect(plant.sales('80031')).toMatchObject({ issued: { value: '200', documents: 1 }, billed: ['42000.00'] });
    expect(plant.customer.notices('80031')).toHaveLength(1);
  });
});
