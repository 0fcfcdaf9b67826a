import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticePlant, startPracticePlant } from '../../practice/plant.js';
import { type Shift, startShift } from '../../practice/shift.js';
import type { ShiftSale } from '../../practice/shift-sales.js';

const SALE: ShiftSale = {
  ...{ salesOrderNo: '5000901', plant: 'P100', customer: 'C-100', quantity: '10', price: '210.00' },
  ...{ incoterms: 'DAP', notFound: '4', declinedBy: ['NORTHLINE'] },
};
/** As long as a busy machine needs. */
const PATIENCE = { timeout: 25_000 };
const EXPIRES = '2030-03-10T12:00:00Z';

let plant: PracticePlant;
let shift: Shift;
let told: string[];

beforeEach(async () => {
  told = [];
  plant = await startPracticePlant({ stocked: true });
});

afterEach(async () => {
  shift.stop();
  await plant.stop();
});

const begin = (sale: ShiftSale): Shift => {
  shift = startShift(plant, { sales: [sale], tell: (happening) => told.push(happening) });
  return shift;
};

/** As Headrace sends it: a version of the warehouse's order. */
function release(deliveryNo: string, version: string, quantity: string): void {
  const lines = [{ line: '10', item: 'FG-1000', qty: { value: quantity, uom: 'EA' } }];
  const order = { plant: 'P100', version, shipBy: EXPIRES, shipTo: 'Lakeside Pump Supply', lines };
  plant.wms.P100.outboundOrders.put(deliveryNo, order, `${deliveryNo} ${version}`);
}

function plan(deliveryNo: string): string {
  const stop = { place: 'P100', zone: 'America/Chicago', from: EXPIRES, until: EXPIRES };
  const weight = { value: '125', uom: 'KG' };
  plant.tms.book.plan({ plant: 'P100', deliveryNo, weight, pickup: stop, delivery: stop }, deliveryNo);
  return plant.tms.book.carrying(deliveryNo).loadId;
}

function offer(loadId: string, round: number, carrier: string): void {
  const body = { round, carrier, cost: { amount: '640.00', currency: 'USD' }, expiresAt: EXPIRES };
  plant.tms.tenders.offer(loadId, body, `${loadId} ${round}`, plant.tms.carriers.names);
}

const tendersOf = (loadId: string) => plant.tms.ledger().loads[loadId]?.tenders.map(({ status }) => status);
const warehouse = (deliveryNo: string) => plant.wms.P100.ledger().outboundOrders[deliveryNo];

test('ships what is found, once a carrier comes, and the rest with another delivery', async () => {
  const { done, troubles, cleared } = begin(SALE);
  await expect.poll(() => plant.sap.ledger().salesOrders, PATIENCE).toHaveLength(1);
  expect(troubles().map(({ struck }) => struck)).toEqual([0, 0]);
  const first = plant.sap.createDelivery(SALE.salesOrderNo, { 10: '6' });
  release(first, '1', '10');
  await expect.poll(() => warehouse(first)?.lines[0]?.short.value, PATIENCE).toBe('4');
  release(first, '2', '6');
  const loadId = plan(first);
  offer(loadId, 1, 'NORTHLINE');
  await expect.poll(() => tendersOf(loadId), PATIENCE).toEqual(['DECLINED']);
  expect(cleared.has(first)).toBe(true);
  expect(warehouse(first)?.shipped).toBeUndefined();
  offer(loadId, 2, 'BLUEFREIGHT');
  await expect.poll(() => plant.tms.ledger().loads[loadId]?.status, PATIENCE).toBe('DELIVERED');
  expect(warehouse(first)).toMatchObject({ status: 'SHIPPED', departed: true });

  const second = plant.sap.createDelivery(SALE.salesOrderNo, { 10: '4' });
  release(second, '1', '4');
  offer(plan(second), 1, 'BLUEFREIGHT');
  await done;
  expect(warehouse(second)?.pieces.map(({ quantity }) => quantity)).toEqual(['4']);
  expect(troubles()).toEqual([
    { what: 'pick of sales order 5000901 is short', struck: 1 },
    { what: 'NORTHLINE declines sales order 5000901', struck: 1 },
  ]);
});

test('lets the customer’s own truck take what is sold ex works, and asks no carrier', async () => {
  const { notFound: _found, declinedBy: _declined, ...plain } = SALE;
  const { done } = begin({ ...plain, incoterms: 'EXW', quantity: '3' });
  await expect.poll(() => plant.sap.ledger().salesOrders, PATIENCE).toHaveLength(1);
  release(plant.sap.createDelivery(SALE.salesOrderNo), '1', '3');
  await done;
  expect(plant.tms.ledger().loads).toEqual({});
});

test('releases a credit only after somebody has seen that it is blocked', async () => {
  const { cleared, troubles } = begin({ ...SALE, creditBlocked: true });
  await expect.poll(() => plant.sap.ledger().salesOrders, PATIENCE).toHaveLength(1);
  expect(troubles()[0]).toEqual({ what: 'sales order 5000901 is blocked for credit', struck: 0 });
  expect(() => plant.sap.createDelivery(SALE.salesOrderNo)).toThrow('credit');
  const path = `/sap/opu/odata/sap/API_SALES_ORDER_SRV/A_SalesOrder('${SALE.salesOrderNo}')`;
  await fetch(`${plant.sap.url}${path}`).catch(() => undefined);
  await expect.poll(() => cleared.has(SALE.salesOrderNo), PATIENCE).toBe(true);
  expect(() => plant.sap.createDelivery(SALE.salesOrderNo)).not.toThrow();
});

test('goes on when somebody takes a delivery back', async () => {
  begin(SALE);
  await expect.poll(() => plant.sap.ledger().salesOrders, PATIENCE).toHaveLength(1);
  const deliveryNo = plant.sap.createDelivery(SALE.salesOrderNo);
  release(deliveryNo, '1', '10');
  plant.wms.P100.outboundOrders.cancel(deliveryNo, 'cancel');
  await expect.poll(() => told, PATIENCE).toEqual([`delivery ${deliveryNo} was taken back from the warehouse`]);
  // The order is still owed: its next delivery goes its way.
  plant.sap.deleteDelivery(deliveryNo);
  const next = plant.sap.createDelivery(SALE.salesOrderNo);
  release(next, '1', '10');
  await expect.poll(() => warehouse(next)?.lines[0]?.picked.value, PATIENCE).toBe('10');
});
