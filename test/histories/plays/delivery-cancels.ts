import { deliveryRun, orderRun, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import {
  billedAtGoodsIssue,
  booked,
  broughtBack,
  cancelRun,
  decideDelivery,
  decideOrder,
  deliver,
  deliveryAsks,
  onItsWay,
  orderAsks,
  pick,
  picked,
  retryDelivery,
  sell,
  shipped,
  untilDelivery,
  unpickAsked,
} from './shipping.js';

const cancel = (plant: SalesPlant, deliveryNo: string) => cancelRun(plant, deliveryRun(deliveryNo));

/** Cancelled with eighty of it picked. */
async function bringingBack(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  await picked(plant, deliveryNo, '80');
  await cancel(plant, deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'B-OUTBOUND-PICKED');
  return deliveryNo;
}

/** More is picked than the customer wants now. */
async function reducedWhilePicked(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await sell(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  await picked(plant, deliveryNo, '180');
  plant.sap.changeSalesOrder(salesOrderNo, { quantity: '150' });
  await unpickAsked(plant, deliveryNo);
  return deliveryNo;
}

/** It has driven off without a word to the transport system, and is cancelled then. */
async function departedUntold(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  pick(plant, deliveryNo, '200');
  await shipped(plant, deliveryNo);
  plant.wms.outbound.depart(deliveryNo);
  await cancel(plant, deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'B-OUTBOUND-SHIPPED');
  return deliveryNo;
}

/** Deliveries that are changed by their order, or taken back. */
export const deliveryCancels = {
  async 'changed-before-it-is-picked'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    plant.sap.changeSalesOrder(salesOrderNo, { quantity: '150' });
    await plant.happened('the release', () => plant.wms.ledger().outboundOrders[deliveryNo]?.version === '2');
  },

  async 'unpicked-after-a-change'(plant, salesOrderNo) {
    const deliveryNo = await reducedWhilePicked(plant, salesOrderNo);
    plant.wms.outbound.unpicked(deliveryNo);
    await plant.happened('the release', () => plant.wms.ledger().outboundOrders[deliveryNo]?.version === '2');
    plant.wms.outbound.pack(deliveryNo);
  },

  async 'shipped-before-it-is-unpicked'(plant, salesOrderNo) {
    const deliveryNo = await reducedWhilePicked(plant, salesOrderNo);
    plant.wms.outbound.ship(deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-SHIPPED-DIFFERENT');
    await decideDelivery(plant, deliveryNo, 'ACCEPT');
  },

  async 'change-refused'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    plant.sap.changeSalesOrder(salesOrderNo, { quantity: '150' });
    await plant.runUntil(orderRun(salesOrderNo), ({ exceptions }) => exceptions.length > 0);
  },

  async 'cancelled-before-it-is-picked'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await cancel(plant, deliveryNo);
  },

  async 'cancelled-by-its-order'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
    plant.sap.requestSalesOrderCancel(salesOrderNo);
  },

  async 'wanted-no-more'(plant, salesOrderNo) {
    await booked(plant, await sell(plant, salesOrderNo));
    plant.sap.changeSalesOrder(salesOrderNo, { lines: [{ line: '10', rejection: '01' }] });
  },

  async 'cancelled-in-temporal'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await plant.tendered(deliveryNo);
    await plant.atWarehouse(deliveryNo);
    await plant.temporal.client.workflow.getHandle(deliveryRun(deliveryNo)).cancel();
  },

  async 'cancelled-in-a-wave'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    plant.wms.outbound.wave(deliveryNo);
    await cancel(plant, deliveryNo);
    await broughtBack(plant, deliveryNo);
  },

  async 'brought-back-as-was-seen'(plant, salesOrderNo) {
    const deliveryNo = await bringingBack(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'BROUGHT_BACK');
  },

  async 'cancelled-at-the-dock'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    await cancel(plant, deliveryNo);
    await broughtBack(plant, deliveryNo);
  },

  async 'cancelled-when-billed'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, { incoterms: billedAtGoodsIssue });
    await booked(plant, deliveryNo);
    plant.load(deliveryNo);
    await untilDelivery(plant, deliveryNo, (view) => view.state === 'INVOICED' && view.condition === 'WAITING');
    await cancel(plant, deliveryNo);
    await broughtBack(plant, deliveryNo);
  },

  /** It could not be planned: nobody knows whether there is a load. */
  async 'cancelled-without-a-load'(plant, salesOrderNo) {
    const refused = { kind: 'status', method: 'POST', path: '/loads$', status: 422, code: 'NO_LANE' } as const;
    plant.sap.addSalesOrder({ salesOrderNo, quantity: '200' });
    const deliveryNo = plant.sap.createDelivery(salesOrderNo);
    plant.tms.faults.ask({ ...refused, body: deliveryNo });
    await deliveryAsks(plant, deliveryNo, 'B-REJECTED');
    await cancel(plant, deliveryNo);
  },

  /** The truck has left, and nobody has told it yet. */
  async 'cancel-refused-departed'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    plant.tms.events.hold(deliveryNo);
    plant.tms.pickUp(deliveryNo);
    await cancel(plant, deliveryNo);
  },

  async 'cancel-by-its-order-refused'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await onItsWay(plant, deliveryNo);
    plant.sap.requestSalesOrderCancel(salesOrderNo);
    await plant.runUntil(orderRun(salesOrderNo), (view) => view.state === 'RETURN_PATH');
  },

  async 'departed-by-the-warehouse-alone'(plant, salesOrderNo) {
    await departedUntold(plant, salesOrderNo);
  },

  async 'departed-by-the-warehouse-then-delivered'(plant, salesOrderNo) {
    const deliveryNo = await departedUntold(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'HAS_LEFT');
    await deliveryAsks(plant, deliveryNo, 'B-DELIVERY-LATE');
    await decideDelivery(plant, deliveryNo, 'DELIVERED');
  },

  async 'returned'(plant, salesOrderNo) {
    const deliveryNo = await sell(plant, salesOrderNo);
    await onItsWay(plant, deliveryNo);
    plant.sap.requestSalesOrderCancel(salesOrderNo);
    await orderAsks(plant, salesOrderNo, 'B-DEPARTED');
    await decideOrder(plant, salesOrderNo, 'RETURN');
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
