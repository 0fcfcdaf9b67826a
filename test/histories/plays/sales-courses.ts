import { isAtDock, orderRun, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import { booked, newDelivery, onItsWay, orderEnds, pickShort, sell, shipped, untilDelivery } from './shipping.js';

const creation = (salesOrderNo: string) =>
  ({ method: 'POST', path: '/A_OutbDeliveryHeader', body: salesOrderNo }) as const;

function toTheCustomer(plant: SalesPlant, deliveryNo: string): void {
  plant.tms.pickUp(deliveryNo);
  plant.tms.deliver(deliveryNo);
}

/** Thirty are short: the rest is shipped, and they come with another delivery. @returns the other delivery's number */
async function backordered(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await sell(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  await pickShort(plant, deliveryNo, '30');
  const rest = await newDelivery(plant, salesOrderNo, deliveryNo);
  await plant.happened('the release', () => plant.wms.ledger().outboundOrders[deliveryNo]?.version === '2');
  await shipped(plant, deliveryNo);
  toTheCustomer(plant, deliveryNo);
  return rest;
}

/** Whether the ERP has created the delivery, it cannot say. @returns the fault that keeps it from saying so */
async function creationUnknown(plant: SalesPlant, salesOrderNo: string): Promise<{ left: number }> {
  const lookUps = { method: 'GET', path: `A_OutbDeliveryItem.*${salesOrderNo}` } as const;
  const cut = plant.sap.faults.ask({ kind: 'cut-before', ...creation(salesOrderNo) });
  plant.sap.addSalesOrder({ salesOrderNo, quantity: '200' });
  plant.sap.releaseSalesOrder(salesOrderNo);
  await plant.happened('the lost creation', () => cut.struck > 0);
  const mute = plant.sap.faults.ask({ kind: 'status', status: 500, times: 10_000, ...lookUps });
  await plant.runUntil(orderRun(salesOrderNo), (view) => view.condition === 'UNKNOWN_OUTCOME');
  return mute;
}

/** Sales orders on their way to cash. */
export const salesCourses = {
  async 'awaiting-its-delivery'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
  },

  async 'shipped'(plant, salesOrderNo) {
    await onItsWay(plant, await sell(plant, salesOrderNo));
  },

  async 'invoiced'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo, { incoterms: 'CPT' });
    await plant.bringToDock(deliveryNo);
    plant.tms.pickUp(deliveryNo);
  },

  async 'delivered-and-billed'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    await plant.bringToCustomer(deliveryNo, salesOrderNo);
  },

  /** Before the order was released to us. */
  async 'delivery-made-by-the-erp'(plant, salesOrderNo) {
    plant.sap.addSalesOrder({ salesOrderNo, quantity: '200' });
    const deliveryNo = plant.sap.createDelivery(salesOrderNo);
    plant.sap.releaseSalesOrder(salesOrderNo);
    await plant.runUntil(orderRun(salesOrderNo), ({ timeline }) => timeline.some(({ type }) => type === 'related'));
    await booked(plant, deliveryNo);
  },

  async 'short-and-partly-shipped'(plant, salesOrderNo) {
    await booked(plant, await backordered(plant, salesOrderNo));
  },

  async 'short-then-backordered'(plant, salesOrderNo) {
    const rest = await backordered(plant, salesOrderNo);
    await plant.bringToDock(rest);
    await plant.bringToCustomer(rest, salesOrderNo);
  },

  async 'over-two-plants'(plant, salesOrderNo) {
    const lines = [
      { line: '10', plant: 'P100', quantity: '40' },
      { line: '20', plant: 'P200', quantity: '60' },
    ];
    plant.sap.receiveStock('FG-1000', '60', { location: '0001', batch: 'L-32', plant: 'P200' });
    const first = await sell(plant, salesOrderNo, { lines });
    await newDelivery(plant, salesOrderNo, first);
    await booked(plant, first);
    plant.load(first);
    await untilDelivery(plant, first, isAtDock);
    await plant.runUntil(orderRun(salesOrderNo), (view) => view.state === 'PARTIALLY_SHIPPED');
  },

  /** The reply to the creation is lost: it is found, and not created twice. */
  async 'creation-in-doubt-then-found'(plant, salesOrderNo) {
    plant.sap.faults.ask({ kind: 'commit-then-cut', ...creation(salesOrderNo) });
    await booked(plant, await sell(plant, salesOrderNo));
  },

  async 'creation-resolved-by-a-person'(plant, salesOrderNo) {
    const mute = await creationUnknown(plant, salesOrderNo);
    await plant.actOn(orderRun(salesOrderNo), 'resolve', { payload: { posted: false } });
    mute.left = 0;
    await booked(plant, await newDelivery(plant, salesOrderNo));
  },

  async 'rest-of-it-never-comes'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo, { confirmed: '170' });
    await plant.bringToDock(deliveryNo);
    toTheCustomer(plant, deliveryNo);
    await plant.runUntil(orderRun(salesOrderNo), ({ exceptions }) => exceptions[0]?.code === 'B-NOT-CONFIRMED');
    plant.sap.changeSalesOrder(salesOrderNo, { quantity: '170' });
    await orderEnds(plant, salesOrderNo);
  },
} satisfies Partial<Plays<'ship-to-cash'>>;
