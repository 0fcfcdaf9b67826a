import { beforeAll, describe, expect, test } from 'vitest';
import { asks, deliveryRun, hasEnded, isAtDock, orderRun, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales({ tms: { cancellationFee: '75.00' } });
});

describe('S34 the customer reduces the order while it is picked', () => {
  test('what is picked too much is brought back first; what is left is shipped and billed, no backorder', async () => {
    plant.sell('300031', '81301');
    await plant.atWarehouse('81301');
    await plant.book('81301');
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
    await plant.runUntil(deliveryRun('81301'), isAtDock);
    await plant.bringToCustomer('81301', '300031');
    expect(plant.sales('81301')).toMatchObject({ billed: ['31500.00'], issued: { value: '150', documents: 1 } });
    expect(plant.deliveriesOf('300031')).toHaveLength(1);
  });

  test('all of it has left: the change is refused, and the planner keeps it', async () => {
    plant.sell('300032', '81311');
    await plant.bringToDock('81311');
    plant.sap.changeSalesOrder('300032', { quantity: '150' });
    await plant.runUntil(orderRun('300032'), asks('B-CHANGE-TOO-LATE'));
    await plant.actOn(orderRun('300032'), 'decide', { payload: { choice: 'KEEP' } });
    await plant.bringToCustomer('81311', '300032');
    expect(plant.sales('81311')).toMatchObject({ billed: ['42000.00'], issued: { value: '200', documents: 1 } });
  });

  test('it leaves while the unpick is pending: what has left counts, and a person decides about the rest', async () => {
    plant.sell('300033', '81321');
    await plant.atWarehouse('81321');
    await plant.book('81321');
    plant.wms.outbound.pick('81321', { line: '000010', quantity: '180' });
    await plant.runUntil(deliveryRun('81321'), (view) => view.fulfilment?.picked === '180');
    plant.sap.changeSalesOrder('300033', { quantity: '150' });
    await plant.happened('the unpick', () => plant.unpickTasks('81321').length > 0);
    plant.wms.outbound.ship('81321');
    await plant.runUntil(deliveryRun('81321'), asks('B-SHIPPED-DIFFERENT'));
    await plant.actOn(deliveryRun('81321'), 'decide', { payload: { choice: 'ACCEPT' } });
    await plant.runUntil(deliveryRun('81321'), isAtDock);
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
      await plant.runUntil(deliveryRun(deliveryNo, at), isAtDock);
      plant.tms.pickUp(deliveryNo);
      plant.tms.deliver(deliveryNo);
    }
    await plant.runUntil(orderRun('300061'), hasEnded);
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

describe('S32 the customer cancels', () => {
  test('after goods issue, the truck at the dock: load, goods issue, warehouse, delivery, lines; nothing is left', async () => {
    plant.sell('300041', '81401');
    await plant.bringToDock('81401');
    plant.sap.requestSalesOrderCancel('300041');
    await plant.happened('the unpick', () => plant.unpickTasks('81401').length > 0);
    expect(plant.loadOf('81401')?.status).toBe('CANCELLED');
    expect(plant.sales('81401').issued).toMatchObject({ documents: 1, reversals: 1 });
    plant.wms.outbound.unpicked('81401');
    expect((await plant.runUntil(orderRun('300041'), hasEnded)).state).toBe('CANCELLED');
    const delivery = await plant.runUntil(deliveryRun('81401'), hasEnded);
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
    await plant.bringToDock('81411');
    plant.tms.pickUp('81411');
    await plant.runUntil(deliveryRun('81411'), (view) => view.state === 'IN_TRANSIT');
    plant.sap.requestSalesOrderCancel('300042');
    await plant.runUntil(orderRun('300042'), asks('B-DEPARTED'));
    await plant.actOn(orderRun('300042'), 'decide', { payload: { choice: 'DELIVER' } });
    plant.tms.deliver('81411');
    expect((await plant.runUntil(orderRun('300042'), hasEnded)).state).toBe('CLOSED');
    expect(plant.sales('81411')).toMatchObject({ billed: ['42000.00'], issued: { documents: 1, reversals: 0 } });
  });

  test('the truck has left and we do not know it yet: it is looked at before anything is undone', async () => {
    plant.sell('300043', '81421');
    await plant.bringToDock('81421');
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
    expect((await plant.runUntil(orderRun('300044'), hasEnded)).state).toBe('CANCELLED');
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
    expect((await plant.runUntil(orderRun('300046'), hasEnded)).state).toBe('CANCELLED');
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
