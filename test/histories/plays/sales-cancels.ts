import { deliveryRun, orderRun, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import {
  booked,
  broughtBack,
  cancelRun,
  decideOrder,
  newDelivery,
  onItsWay,
  orderAsks,
  picked,
  sell,
  unpickAsked,
} from './shipping.js';

/** Its delivery was cancelled for itself. */
async function deliveryCancelled(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await sell(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  await cancelRun(plant, deliveryRun(deliveryNo));
  await orderAsks(plant, salesOrderNo, 'B-DELIVERY-CANCELLED');
  return deliveryNo;
}

/** Cancelled when the truck has left. */
async function departed(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await sell(plant, salesOrderNo);
  await onItsWay(plant, deliveryNo);
  plant.sap.requestSalesOrderCancel(salesOrderNo);
  await orderAsks(plant, salesOrderNo, 'B-DEPARTED');
  return deliveryNo;
}

/** Sales orders that are cancelled, or whose deliveries are. */
export const salesCancels = {
  async 'delivery-cancelled-then-again'(plant, salesOrderNo) {
    await deliveryCancelled(plant, salesOrderNo);
    await plant.actOn(orderRun(salesOrderNo), 'retry');
    await decideOrder(plant, salesOrderNo, 'DELIVER_AGAIN');
    await booked(plant, await newDelivery(plant, salesOrderNo));
  },

  async 'delivery-cancelled-then-rejected'(plant, salesOrderNo) {
    await deliveryCancelled(plant, salesOrderNo);
    await decideOrder(plant, salesOrderNo, 'REJECT_LINES');
  },

  async 'cancelled-before-picking'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
    plant.sap.requestSalesOrderCancel(salesOrderNo);
  },

  async 'cancelled-by-a-person'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
    await cancelRun(plant, orderRun(salesOrderNo));
  },

  async 'cancelled-in-temporal'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
    await plant.temporal.client.workflow.getHandle(orderRun(salesOrderNo)).cancel();
  },

  async 'being-cancelled'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await picked(plant, deliveryNo, '80');
    plant.sap.requestSalesOrderCancel(salesOrderNo);
    await unpickAsked(plant, deliveryNo);
  },

  /** An administrator has ended the run that could have taken the delivery back. */
  async 'cancelled-with-a-lost-delivery'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await plant.temporal.client.workflow.getHandle(deliveryRun(deliveryNo)).terminate();
    plant.sap.requestSalesOrderCancel(salesOrderNo);
  },

  async 'cancelled-at-the-dock'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    plant.sap.requestSalesOrderCancel(salesOrderNo);
    await broughtBack(plant, deliveryNo);
  },

  async 'cancelled-after-the-departure'(plant, salesOrderNo) {
    await departed(plant, salesOrderNo);
  },

  async 'cancelled-too-late-then-delivered'(plant, salesOrderNo) {
    const deliveryNo = await departed(plant, salesOrderNo);
    await decideOrder(plant, salesOrderNo, 'DELIVER');
    plant.tms.deliver(deliveryNo);
  },

  async 'cancelled-too-late-then-returned'(plant, salesOrderNo) {
    await departed(plant, salesOrderNo);
    await decideOrder(plant, salesOrderNo, 'RETURN');
  },
} satisfies Partial<Plays<'ship-to-cash'>>;
