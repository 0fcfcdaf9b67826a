import { beforeAll, describe, expect, test } from 'vitest';
import { deliveryRun, orderRun, startSales, type SalesPlant } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales({ tms: { cancellationFee: '75.00' } });
});

const closed = (view: { condition: string }) => view.condition === 'DONE';
const asks = (code: string) => (view: { condition: string; exceptions: { code: string }[] }) =>
  view.condition === 'EXCEPTION' && view.exceptions.some((one) => one.code === code);

async function booked(deliveryNo: string): Promise<void> {
  await plant.tendered(deliveryNo);
  plant.tms.accept(deliveryNo);
  await plant.runUntil(deliveryRun(deliveryNo), (view) => view.freight?.state === 'BOOKED');
}

/** Goods issue is posted, and the truck is still at the dock. */
async function atTheDock(deliveryNo: string): Promise<void> {
  await plant.atWarehouse(deliveryNo);
  await booked(deliveryNo);
  plant.load(deliveryNo);
  await plant.runUntil(deliveryRun(deliveryNo), (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING');
}

async function toTheCustomer(deliveryNo: string, salesOrderNo: string): Promise<void> {
  plant.tms.pickUp(deliveryNo);
  plant.tms.deliver(deliveryNo);
  await plant.runUntil(orderRun(salesOrderNo), closed);
}

describe('what the ERP holds back', () => {
  test('credit: finance sees the value at risk; nothing is created until it is released, then it goes on by itself', async () => {
    plant.sap.addSalesOrder({ salesOrderNo: '300001', quantity: '200' });
    plant.sap.nextDeliveryNo = '81001';
    plant.sap.blockCredit('300001');
    plant.sap.releaseSalesOrder('300001');
    const held = await plant.runUntil(orderRun('300001'), asks('B-CREDIT'));
    expect(held.exceptions).toMatchObject([{ owner: 'finance', impact: { revenueAtRisk: { amount: '42000.00' } } }]);
    expect(plant.deliveriesOf('300001')).toEqual([]);
    plant.sap.releaseCredit('300001');
    await plant.atWarehouse('81001');
    expect(plant.deliveriesOf('300001')).toHaveLength(1);
  });

  test('a billing block: delivered, and billed only when it is gone', async () => {
    plant.sell('300002', '81011', { billingBlock: '09' });
    await atTheDock('81011');
    plant.tms.pickUp('81011');
    plant.tms.deliver('81011');
    const held = await plant.runUntil(deliveryRun('81011'), asks('B-BILLING-BLOCK'));
    expect(held.exceptions[0]).toMatchObject({ owner: 'finance' });
    expect(plant.sales('81011').billed).toEqual([]);
    plant.sap.changeSalesOrder('300002', { billingBlock: '' });
    await plant.runUntil(orderRun('300002'), closed);
    expect(plant.sales('81011').billed).toEqual(['42000.00']);
  });
});

describe('tender rounds', () => {
  test('declined: the next carrier is asked, and its price is what is accrued', async () => {
    plant.sell('300011', '81101');
    await plant.tendered('81101');
    plant.tms.decline('81101', 'no truck');
    await plant.tendered('81101');
    await atTheDock('81101');
    expect(plant.sales('81101').accrued).toEqual(['690.00']);
    expect(plant.offersFor('81101')).toEqual(['NORTHLINE DECLINED', 'BLUEFREIGHT ACCEPTED']);
  });

  test('no answer in time: withdrawn before the next is asked; an acceptance that was quicker counts', async () => {
    plant.sell('300012', '81111');
    plant.tms.tenders.expiryLagMs = 60_000;
    await plant.tendered('81111');
    plant.tms.acceptOnWithdrawal('81111');
    await plant.runUntil(deliveryRun('81111'), (view) => view.freight?.state === 'BOOKED');
    expect(plant.offersFor('81111')).toEqual(['NORTHLINE ACCEPTED']);
  });

  test('an acceptance after the withdrawal is refused there, and one offer stands accepted', async () => {
    plant.sell('300013', '81121');
    await plant.tendered('81121');
    plant.tms.acceptAfterWithdrawal('81121');
    await plant.runUntil(deliveryRun('81121'), (view) => view.freight?.round === 2);
    plant.tms.accept('81121');
    await plant.runUntil(deliveryRun('81121'), (view) => view.freight?.state === 'BOOKED');
    expect(plant.offersFor('81121').filter((offer) => offer.endsWith('ACCEPTED'))).toEqual(['BLUEFREIGHT ACCEPTED']);
  });

  test('a price beyond the tolerance is approved by a person', async () => {
    plant.sell('300014', '81131');
    for (const carrier of ['NORTHLINE', 'BLUEFREIGHT']) {
      await plant.tendered('81131');
      plant.tms.decline('81131', `${carrier} is full`);
    }
    const asked = await plant.runUntil(deliveryRun('81131'), asks('B-FREIGHT-OVER'));
    expect(asked.exceptions[0]?.text).toContain('910.00');
    await plant.actOn(deliveryRun('81131'), 'decide', { payload: { choice: 'APPROVE' } });
    await atTheDock('81131');
    expect(plant.sales('81131').accrued).toEqual(['910.00']);
  });

  test('collected by the customer after all: our load is cancelled first, and nothing is accrued', async () => {
    plant.sell('300015', '81141');
    for (const _ of [1, 2]) {
      await plant.tendered('81141');
      plant.tms.decline('81141');
    }
    await plant.runUntil(deliveryRun('81141'), asks('B-FREIGHT-OVER'));
    await plant.actOn(deliveryRun('81141'), 'decide', { payload: { choice: 'CUSTOMER_PICKUP' } });
    await plant.atWarehouse('81141');
    plant.load('81141');
    const waiting = await plant.runUntil(deliveryRun('81141'), asks('B-DELIVERY-LATE'));
    expect(waiting.freight?.state).toBe('CUSTOMER_PICKUP');
    expect(plant.sales('81141')).toMatchObject({ accrued: [], billed: [], issued: { documents: 1 } });
    expect(plant.loadOf('81141')?.status).toBe('CANCELLED');
    await plant.actOn(deliveryRun('81141'), 'decide', { payload: { choice: 'DELIVERED' }, text: 'CMR 4711' });
    await plant.runUntil(orderRun('300015'), closed);
    expect(plant.sales('81141').billed).toEqual(['42000.00']);
  });
});

describe('when it is billed', () => {
  test('FCA: the buyer’s carrier; no load of ours, billed from the gate on', async () => {
    plant.sell('300021', '81201', { incoterms: 'FCA' });
    await plant.atWarehouse('81201');
    plant.load('81201');
    await plant.runUntil(orderRun('300021'), closed);
    expect(plant.sales('81201')).toMatchObject({ billed: ['42000.00'], accrued: [] });
    expect(plant.loadOf('81201')).toBeUndefined();
  });

  test('CPT: billed at the pickup, closed when it is delivered', async () => {
    plant.sell('300022', '81211', { incoterms: 'CPT' });
    await atTheDock('81211');
    expect(plant.sales('81211').billed).toEqual([]);
    plant.tms.pickUp('81211');
    const billed = await plant.runUntil(deliveryRun('81211'), (view) => view.state === 'INVOICED');
    expect(billed.condition).not.toBe('DONE');
    expect(plant.sales('81211').billed).toEqual(['42000.00']);
    plant.tms.deliver('81211');
    await plant.runUntil(orderRun('300022'), closed);
  });

  test('taken damaged: a person says what is billed', async () => {
    plant.sell('300023', '81221');
    await atTheDock('81221');
    plant.tms.pickUp('81221');
    const lines = [{ line: '000010', accepted: { value: '190', uom: 'EA' }, damaged: { value: '10', uom: 'EA' } }];
    plant.tms.deliver('81221', { signedBy: 'Lee', lines });
    await plant.runUntil(deliveryRun('81221'), asks('B-PROOF-DIFFERENT'));
    expect(plant.sales('81221').billed).toEqual([]);
    await plant.actOn(deliveryRun('81221'), 'decide', { payload: { choice: 'BILL_FULL' } });
    await plant.runUntil(orderRun('300023'), closed);
    expect(plant.sales('81221').billed).toEqual(['42000.00']);
  });

  test('two deliveries on one truck: each accrues its share by weight', async () => {
    plant.sell('300024', '81231');
    await plant.atWarehouse('81231');
    await booked('81231');
    const load = plant.loadOf('81231');
    const weight = load?.deliveries[0]?.weight ?? { value: '0', uom: 'KG' };
    plant.tms.consolidate(load?.loadId ?? '', '89999', weight);
    plant.load('81231');
    await plant.runUntil(deliveryRun('81231'), (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING');
    expect(plant.sales('81231').accrued).toEqual(['320.00']);
  });
});

describe('S34 the customer reduces the order while it is picked', () => {
  test('what is picked too much is brought back first; what is left is shipped and billed, no backorder', async () => {
    plant.sell('300031', '81301');
    await plant.atWarehouse('81301');
    await booked('81301');
    plant.wms.outbound.pick('81301', { line: '000010', quantity: '180' });
    await plant.runUntil(deliveryRun('81301'), (view) => view.fulfilment?.picked === '180');
    plant.sap.changeSalesOrder('300031', { quantity: '150' });
    await plant.happened('the unpick', () => plant.unpickTasks('81301').length > 0);
    expect(plant.unpickTasks('81301')).toEqual(['30']);
    plant.wms.outbound.unpicked('81301');
    await plant.runUntil(
      deliveryRun('81301'),
      (view) => view.fulfilment?.ordered === '150' && view.fulfilment.picked === '150',
    );
    plant.wms.outbound.pack('81301');
    plant.wms.outbound.ship('81301');
    await plant.runUntil(deliveryRun('81301'), (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING');
    await toTheCustomer('81301', '300031');
    expect(plant.sales('81301')).toMatchObject({ billed: ['31500.00'], issued: { value: '150', documents: 1 } });
    expect(plant.deliveriesOf('300031')).toHaveLength(1);
  });

  test('all of it has left: the change is refused, and the planner keeps it', async () => {
    plant.sell('300032', '81311');
    await atTheDock('81311');
    plant.sap.changeSalesOrder('300032', { quantity: '150' });
    await plant.runUntil(orderRun('300032'), asks('B-CHANGE-TOO-LATE'));
    await plant.actOn(orderRun('300032'), 'decide', { payload: { choice: 'KEEP' } });
    await toTheCustomer('81311', '300032');
    expect(plant.sales('81311')).toMatchObject({ billed: ['42000.00'], issued: { value: '200', documents: 1 } });
  });

  test('it leaves while the unpick is pending: what has left counts, and a person decides about the rest', async () => {
    plant.sell('300033', '81321');
    await plant.atWarehouse('81321');
    await booked('81321');
    plant.wms.outbound.pick('81321', { line: '000010', quantity: '180' });
    await plant.runUntil(deliveryRun('81321'), (view) => view.fulfilment?.picked === '180');
    plant.sap.changeSalesOrder('300033', { quantity: '150' });
    await plant.happened('the unpick', () => plant.unpickTasks('81321').length > 0);
    plant.wms.outbound.ship('81321');
    await plant.runUntil(deliveryRun('81321'), asks('B-SHIPPED-DIFFERENT'));
    await plant.actOn(deliveryRun('81321'), 'decide', { payload: { choice: 'ACCEPT' } });
    await plant.runUntil(deliveryRun('81321'), (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING');
    expect(plant.sales('81321')).toMatchObject({ issued: { value: '180', documents: 1 } });
  });
});

describe('more than one delivery', () => {
  test('an order over two plants: each plant delivers its own, and the order is closed when both are billed', async () => {
    plant.sap.receiveStock('FG-1000', '500', { location: '0001', batch: 'L-32', plant: 'P200' });
    plant.practice.wms.P200.stock.open('FG-1000', 'FG', '500', { lot: 'L-32' });
    const lines = [
      { line: '10', plant: 'P100', quantity: '40' },
      { line: '20', plant: 'P200', quantity: '60' },
    ];
    plant.sell('300061', '81601', { lines });
    await plant.happened('two deliveries', () => plant.deliveriesOf('300061').length === 2);
    for (const { deliveryNo } of plant.deliveriesOf('300061')) {
      const at = plant.sap.ledger().deliveries.find((one) => one.deliveryNo === deliveryNo)?.plant as 'P100' | 'P200';
      const { outbound, ledger } = {
        outbound: plant.practice.wms[at].outbound,
        ledger: () => plant.practice.wms[at].ledger(),
      };
      await plant.happened('the release', () => ledger().outboundOrders[deliveryNo] !== undefined);
      await plant.tendered(deliveryNo);
      plant.tms.accept(deliveryNo);
      outbound.pickAll(deliveryNo);
      outbound.ship(deliveryNo);
      await plant.runUntil(
        deliveryRun(deliveryNo, at),
        (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING',
      );
      plant.tms.pickUp(deliveryNo);
      plant.tms.deliver(deliveryNo);
    }
    await plant.runUntil(orderRun('300061'), closed);
    const billed = plant.deliveriesOf('300061').flatMap(({ deliveryNo }) => plant.sales(deliveryNo).billed);
    expect(billed.sort()).toEqual(['12600.00', '8400.00']);
  });

  test('the customer wants more: the rest comes with another delivery, and nothing twice', async () => {
    plant.sell('300062', '81611', { quantity: '100' });
    await plant.atWarehouse('81611');
    plant.sap.changeSalesOrder('300062', { quantity: '130' });
    await plant.happened('another delivery', () => plant.deliveriesOf('300062').length === 2);
    expect(plant.deliveriesOf('300062').map(({ quantity }) => quantity)).toEqual(['100', '30']);
  });
});

describe('what the warehouse picks beyond the order', () => {
  test('within the customer’s tolerance it is shipped and billed; beyond it, it is brought back first', async () => {
    plant.sell('300071', '81701', { quantity: '100', overTolerancePct: '5' });
    await plant.atWarehouse('81701');
    await booked('81701');
    plant.wms.outbound.pick('81701', { line: '000010', quantity: '104' });
    plant.wms.outbound.ship('81701');
    await plant.runUntil(deliveryRun('81701'), (view) => view.state === 'GI_POSTING' && view.condition === 'WAITING');
    await toTheCustomer('81701', '300071');
    expect(plant.sales('81701')).toMatchObject({ billed: ['21840.00'], issued: { value: '104' } });

    plant.sell('300072', '81711', { quantity: '100', overTolerancePct: '5' });
    await plant.atWarehouse('81711');
    plant.wms.outbound.pick('81711', { line: '000010', quantity: '110' });
    await plant.happened('the unpick', () => plant.unpickTasks('81711').length > 0);
    expect(plant.unpickTasks('81711')).toEqual(['10']);
    expect(plant.sales('81711').issued.documents).toBe(0);
  });
});

describe('accounting', () => {
  test('a document that does not get there is put before finance, and the order is not closed over it', async () => {
    plant.sell('300081', '81801');
    await atTheDock('81801');
    plant.sap.failAccounting();
    plant.tms.pickUp('81801');
    plant.tms.deliver('81801');
    const asked = await plant.runUntil(deliveryRun('81801'), asks('B-BILLING-FAILED'));
    expect(asked.exceptions[0]).toMatchObject({ owner: 'finance' });
    plant.sap.releaseAccounting();
    await plant.runUntil(orderRun('300081'), closed);
    expect(plant.sales('81801').billed).toEqual(['42000.00']);
  });
});

describe('S32 the customer cancels', () => {
  test('after goods issue, the truck at the dock: load, goods issue, warehouse, delivery, lines; nothing is left', async () => {
    plant.sell('300041', '81401');
    await atTheDock('81401');
    plant.sap.requestSalesOrderCancel('300041');
    await plant.happened('the unpick', () => plant.unpickTasks('81401').length > 0);
    expect(plant.loadOf('81401')?.status).toBe('CANCELLED');
    expect(plant.sales('81401').issued).toMatchObject({ documents: 1, reversals: 1 });
    plant.wms.outbound.unpicked('81401');
    expect((await plant.runUntil(orderRun('300041'), closed)).state).toBe('CANCELLED');
    const delivery = await plant.runUntil(deliveryRun('81401'), closed);
    expect(delivery.state).toBe('CANCELLED');
    const undone = delivery.timeline.flatMap((fact) => (fact.type === 'undone' ? [fact.step] : []));
    expect(undone).toEqual(
      expect.arrayContaining([
        'send ship notice',
        'accrue freight',
        'plan load',
        'post goods issue',
        'release to warehouse',
        'take over delivery',
      ]),
    );
    expect(undone.indexOf('plan load')).toBeLessThan(undone.indexOf('post goods issue'));
    expect(undone.indexOf('post goods issue')).toBeLessThan(undone.indexOf('release to warehouse'));
    expect(plant.sales('81401')).toMatchObject({ billed: [], accrualBalance: '0.00', deleted: true });
    expect(plant.customer.notices('81401')).toHaveLength(2);
    expect(plant.areLinesRejected('300041')).toBe(true);
  });

  test('the truck has left: refused with the reason; a person decides, and it is delivered and billed', async () => {
    plant.sell('300042', '81411');
    await atTheDock('81411');
    plant.tms.pickUp('81411');
    await plant.runUntil(deliveryRun('81411'), (view) => view.state === 'IN_TRANSIT');
    plant.sap.requestSalesOrderCancel('300042');
    await plant.runUntil(orderRun('300042'), asks('B-DEPARTED'));
    await plant.actOn(orderRun('300042'), 'decide', { payload: { choice: 'DELIVER' } });
    plant.tms.deliver('81411');
    expect((await plant.runUntil(orderRun('300042'), closed)).state).toBe('CLOSED');
    expect(plant.sales('81411')).toMatchObject({ billed: ['42000.00'], issued: { documents: 1, reversals: 0 } });
  });

  test('the truck has left and we do not know it yet: it is looked at before anything is undone', async () => {
    plant.sell('300043', '81421');
    await atTheDock('81421');
    plant.tms.events.hold('81421');
    plant.tms.pickUp('81421');
    plant.sap.requestSalesOrderCancel('300043');
    await plant.runUntil(orderRun('300043'), asks('B-DEPARTED'));
    expect(plant.sales('81421').issued).toMatchObject({ documents: 1, reversals: 0 });
    expect(plant.loadOf('81421')?.status).toBe('PICKED_UP');
    plant.tms.events.release('81421');
  });

  test('before it is picked: the warehouse order and the delivery go, and nobody has to bring anything back', async () => {
    plant.sell('300044', '81431');
    await plant.atWarehouse('81431');
    plant.sap.requestSalesOrderCancel('300044');
    expect((await plant.runUntil(orderRun('300044'), closed)).state).toBe('CANCELLED');
    expect(plant.wms.ledger().outboundOrders['81431']?.status).toBe('CANCELLED');
    expect(plant.unpickTasks('81431')).toEqual([]);
    expect(plant.sales('81431')).toMatchObject({ issued: { documents: 0 }, deleted: true });
  });

  test('in a wave and nothing picked yet: the wave is taken back, and the warehouse is not asked without end', async () => {
    plant.sell('300046', '81451');
    await plant.atWarehouse('81451');
    plant.wms.outbound.wave('81451');
    plant.sap.requestSalesOrderCancel('300046');
    await plant.happened('the unpick', () => plant.unpickTasks('81451').length > 0);
    plant.wms.outbound.unpicked('81451');
    expect((await plant.runUntil(orderRun('300046'), closed)).state).toBe('CANCELLED');
    expect(plant.unpickTasks('81451')).toHaveLength(1);
    expect(plant.sales('81451').deleted).toBe(true);
  });

  test('one delivery cancelled for itself: a person says whether it is delivered again', async () => {
    plant.sell('300045', '81441');
    await plant.atWarehouse('81441');
    await plant.tendered('81441');
    await plant.runUntil(
      deliveryRun('81441'),
      (view) => view.freight?.state === 'TENDERED' && view.condition === 'WAITING',
    );
    const { body: plan } = await plant.call('GET', `/v1/runs/${deliveryRun('81441')}/cancel-plan`);
    expect(JSON.stringify(plan)).toContain('cancel the warehouse order');
    await plant.actOn(deliveryRun('81441'), 'cancel', { expectedRevision: plan.revision });
    await plant.runUntil(orderRun('300045'), asks('B-DELIVERY-CANCELLED'));
    await plant.actOn(orderRun('300045'), 'decide', { payload: { choice: 'DELIVER_AGAIN' } });
    await plant.runUntil(orderRun('300045'), () =>
      plant.deliveriesOf('300045').some(({ deliveryNo }) => deliveryNo === '81442'),
    );
  });
});

describe('events of the way', () => {
  test('late, doubled, out of order and missing: each milestone once, by when it happened', async () => {
    plant.sell('300051', '81501');
    await atTheDock('81501');
    plant.tms.events.hold('81501');
    plant.tms.pickUp('81501');
    plant.tms.depart('81501');
    plant.tms.arrive('81501');
    plant.tms.deliver('81501');
    plant.tms.events.release('81501', 'reversed');
    const delivered = plant.tms.events.events.findLast(
      ({ type, subject }) => type === 'Delivered' && subject === '81501',
    );
    plant.tms.resend(delivered?.id ?? '');
    const view = await plant.runUntil(deliveryRun('81501'), closed);
    const milestones = view.timeline.flatMap((fact) => (fact.type === 'milestone' ? [fact.code] : []));
    expect(milestones.sort()).toEqual(['ARRIVED', 'DELIVERED', 'DEPARTED', 'PICKED_UP']);
    expect(plant.sales('81501').billed).toEqual(['42000.00']);
  });

  test('a ping changes nothing, and is not in the run’s history', async () => {
    plant.sell('300052', '81511');
    await atTheDock('81511');
    plant.tms.pickUp('81511');
    await plant.runUntil(deliveryRun('81511'), (view) => view.state === 'IN_TRANSIT' && view.condition === 'WAITING');
    const handle = plant.temporal.client.workflow.getHandle(deliveryRun('81511'));
    const signals = async () =>
      ((await handle.fetchHistory()).events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes)
        .length;
    const before = await signals();
    for (const position of ['41.8,-87.6', '42.3,-83.0']) plant.tms.ping('81511', position);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await signals()).toBe(before);
  });
});
