import { beforeAll, describe, expect, test } from 'vitest';
import { asks, deliveryRun, hasEnded, isAtDock, orderRun, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales({ tms: { cancellationFee: '75.00' } });
});

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
    await plant.bringToDock('81011');
    plant.tms.pickUp('81011');
    plant.tms.deliver('81011');
    const held = await plant.runUntil(deliveryRun('81011'), asks('B-BILLING-BLOCK'));
    expect(held.exceptions[0]).toMatchObject({ owner: 'finance' });
    expect(plant.sales('81011').billed).toEqual([]);
    plant.sap.changeSalesOrder('300002', { billingBlock: '' });
    await plant.runUntil(orderRun('300002'), hasEnded);
    expect(plant.sales('81011').billed).toEqual(['42000.00']);
  });
});

describe('tender rounds', () => {
  test('declined: the next carrier is asked, and its price is what is accrued', async () => {
    plant.sell('300011', '81101');
    await plant.tendered('81101');
    plant.tms.decline('81101', 'no truck');
    await plant.tendered('81101');
    await plant.bringToDock('81101');
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
    await plant.bringToDock('81131');
    expect(plant.sales('81131').accrued).toEqual(['910.00']);
  });

  test('a carrier backs out after it was booked: the next is asked, and it is its price that is accrued', async () => {
    plant.sell('300016', '81151');
    await plant.book('81151');
    plant.tms.backOut('81151');
    await plant.bringToDock('81151');
    expect(plant.offersFor('81151')).toEqual(['NORTHLINE DECLINED', 'BLUEFREIGHT ACCEPTED']);
    expect(plant.sales('81151')).toMatchObject({ accrued: ['690.00'], issued: { documents: 1 } });
  });

  test('the goods have left without a carrier of ours: they are issued at once, and who has them is asked beside', async () => {
    plant.sell('300017', '81161');
    await plant.tendered('81161');
    plant.load('81161');
    await plant.happened('goods issue', () => plant.sales('81161').issued.documents === 1);
    plant.tms.decline('81161', 'nobody called us');
    const asked = await plant.runUntil(deliveryRun('81161'), asks('B-NO-CARRIER'));
    expect(asked.exceptions[0]?.text).toContain('have left');
    expect(plant.offersFor('81161')).toEqual(['NORTHLINE DECLINED']);
    expect(plant.sales('81161')).toMatchObject({ accrued: [], issued: { documents: 1 } });
    await plant.actOn(deliveryRun('81161'), 'decide', { payload: { choice: 'TENDER_AGAIN' } });
    await plant.book('81161');
    await plant.runUntil(deliveryRun('81161'), isAtDock);
    expect(plant.sales('81161').accrued).toEqual(['640.00']);
    await plant.bringToCustomer('81161', '300017');
    expect(plant.sales('81161').billed).toEqual(['42000.00']);
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
    await plant.runUntil(orderRun('300015'), hasEnded);
    expect(plant.sales('81141').billed).toEqual(['42000.00']);
  });
});

describe('when it is billed', () => {
  test('FCA: the buyer’s carrier; no load of ours, billed from the gate on', async () => {
    plant.sell('300021', '81201', { incoterms: 'FCA' });
    await plant.atWarehouse('81201');
    plant.load('81201');
    await plant.runUntil(orderRun('300021'), hasEnded);
    expect(plant.sales('81201')).toMatchObject({ billed: ['42000.00'], accrued: [] });
    expect(plant.loadOf('81201')).toBeUndefined();
  });

  test('CPT: billed at the pickup, closed when it is delivered', async () => {
    plant.sell('300022', '81211', { incoterms: 'CPT' });
    await plant.bringToDock('81211');
    expect(plant.sales('81211').billed).toEqual([]);
    plant.tms.pickUp('81211');
    const billed = await plant.runUntil(deliveryRun('81211'), (view) => view.state === 'INVOICED');
    expect(billed.condition).not.toBe('DONE');
    expect(plant.sales('81211').billed).toEqual(['42000.00']);
    plant.tms.deliver('81211');
    await plant.runUntil(orderRun('300022'), hasEnded);
  });

  test('taken damaged: a person says what is billed', async () => {
    plant.sell('300023', '81221');
    await plant.bringToDock('81221');
    plant.tms.pickUp('81221');
    const lines = [{ line: '000010', accepted: { value: '190', uom: 'EA' }, damaged: { value: '10', uom: 'EA' } }];
    plant.tms.deliver('81221', { signedBy: 'Lee', lines });
    await plant.runUntil(deliveryRun('81221'), asks('B-PROOF-DIFFERENT'));
    expect(plant.sales('81221').billed).toEqual([]);
    await plant.actOn(deliveryRun('81221'), 'decide', { payload: { choice: 'BILL_FULL' } });
    await plant.runUntil(orderRun('300023'), hasEnded);
    expect(plant.sales('81221').billed).toEqual(['42000.00']);
  });

  test('two deliveries on one truck: each accrues its share by weight', async () => {
    plant.sell('300024', '81231');
    await plant.atWarehouse('81231');
    await plant.book('81231');
    const load = plant.loadOf('81231');
    const weight = load?.deliveries[0]?.weight ?? { value: '0', uom: 'KG' };
    plant.tms.consolidate(load?.loadId ?? '', '89999', weight);
    plant.load('81231');
    await plant.runUntil(deliveryRun('81231'), isAtDock);
    expect(plant.sales('81231').accrued).toEqual(['320.00']);
  });
});

describe('what the warehouse picks beyond the order', () => {
  test('within the customer’s tolerance it is shipped and billed; beyond it, it is brought back first', async () => {
    plant.sell('300071', '81701', { quantity: '100', overTolerancePct: '5' });
    await plant.atWarehouse('81701');
    await plant.book('81701');
    plant.wms.outbound.pick('81701', { line: '000010', quantity: '104' });
    plant.wms.outbound.ship('81701');
    await plant.runUntil(deliveryRun('81701'), isAtDock);
    await plant.bringToCustomer('81701', '300071');
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
    await plant.bringToDock('81801');
    plant.sap.failAccounting();
    plant.tms.pickUp('81801');
    plant.tms.deliver('81801');
    const asked = await plant.runUntil(deliveryRun('81801'), asks('B-BILLING-FAILED'));
    expect(asked.exceptions[0]).toMatchObject({ owner: 'finance' });
    plant.sap.releaseAccounting();
    await plant.runUntil(orderRun('300081'), hasEnded);
    expect(plant.sales('81801').billed).toEqual(['42000.00']);
  });

  test('what a person has seen delivered is not taken back while it waits there, though no carrier has said a word', async () => {
    plant.sell('300082', '81811');
    await plant.bringToDock('81811');
    plant.tms.eta('81811', '2026-03-10T06:00:00Z');
    await plant.runUntil(deliveryRun('81811'), asks('B-DELIVERY-LATE'));
    plant.sap.holdAccounting();
    await plant.actOn(deliveryRun('81811'), 'decide', { payload: { choice: 'DELIVERED' }, text: 'CMR 4712' });
    const waiting = await plant.runUntil(
      deliveryRun('81811'),
      (view) => view.state === 'INVOICE_READY' && view.condition === 'WAITING',
    );
    expect(waiting.actions).not.toContain('cancel');
    plant.sap.releaseAccounting();
    await plant.runUntil(orderRun('300082'), hasEnded);
    expect(plant.sales('81811')).toMatchObject({ billed: ['42000.00'], issued: { reversals: 0 } });
  });
});

describe('events of the way', () => {
  test('late, doubled, out of order and missing: each milestone once, by when it happened', async () => {
    plant.sell('300051', '81501');
    await plant.bringToDock('81501');
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
    const view = await plant.runUntil(deliveryRun('81501'), hasEnded);
    const milestones = view.timeline.flatMap((fact) => (fact.type === 'milestone' ? [fact.code] : []));
    expect(milestones.sort()).toEqual(['ARRIVED', 'DELIVERED', 'DEPARTED', 'PICKED_UP']);
    expect(plant.sales('81501').billed).toEqual(['42000.00']);
  });

  test('a ping changes nothing, and is not in the run’s history', async () => {
    plant.sell('300052', '81511');
    await plant.bringToDock('81511');
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
