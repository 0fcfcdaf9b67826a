import {
  booked,
  decideDelivery,
  deliver,
  deliveryAsks,
  pick,
  picked,
  pickShort,
  retryDelivery,
  shipped,
  untilDelivery,
  unpickAsked,
} from './shipping.js';
import type { SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';

const COMPLETE = { completeDelivery: true };
const LATE = { plannedGoodsIssue: '2026-03-10T06:00:00' };

/** Thirty are not to be found, and the customer wants all or nothing. */
async function completeShort(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo, COMPLETE);
  await booked(plant, deliveryNo);
  await pickShort(plant, deliveryNo, '30');
  await deliveryAsks(plant, deliveryNo, 'B-PICK-SHORT');
  return deliveryNo;
}

async function pickedTooMuch(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  pick(plant, deliveryNo, '210');
  await unpickAsked(plant, deliveryNo);
  return deliveryNo;
}

async function shippedDifferent(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await pickedTooMuch(plant, salesOrderNo);
  plant.wms.outbound.ship(deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'B-SHIPPED-DIFFERENT');
  return deliveryNo;
}

/** Deliveries in the warehouse. */
export const deliveryPicking = {
  async 'awaiting-the-warehouse'(plant, salesOrderNo) {
    await booked(plant, deliver(plant, salesOrderNo));
  },

  async 'picking'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await picked(plant, deliveryNo, '80');
  },

  async 'packed-before-the-carrier-answers'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await picked(plant, deliveryNo, '200');
    plant.wms.outbound.pack(deliveryNo);
  },

  async 'release-refused-then-retried'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    const path = `/outbound-orders/${deliveryNo}`;
    plant.wms.faults.ask({ kind: 'status', method: 'PUT', path, status: 422, code: 'NO_SUCH_DOOR' });
    await plant.book(deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-REJECTED');
    await retryDelivery(plant, deliveryNo);
    await plant.atWarehouse(deliveryNo);
  },

  async 'short-then-shipped'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await pickShort(plant, deliveryNo, '30');
    await untilDelivery(plant, deliveryNo, (view) => view.fulfilment?.ordered === '170');
    await plant.happened('the release', () => plant.wms.ledger().outboundOrders[deliveryNo]?.version === '2');
    await shipped(plant, deliveryNo);
  },

  async 'complete-short-waiting'(plant, salesOrderNo) {
    const deliveryNo = await completeShort(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'WAIT');
  },

  async 'complete-short-then-shipped-in-part'(plant, salesOrderNo) {
    const deliveryNo = await completeShort(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'SHIP_PARTIAL');
    plant.wms.outbound.pack(deliveryNo);
  },

  async 'nothing-found-then-cancelled'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await pickShort(plant, deliveryNo, '200');
    await deliveryAsks(plant, deliveryNo, 'B-PICK-SHORT');
    await decideDelivery(plant, deliveryNo, 'SHIP_PARTIAL');
  },

  async 'picking-late-then-packed'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, LATE);
    await booked(plant, deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-PICK-LATE');
    await retryDelivery(plant, deliveryNo);
    pick(plant, deliveryNo, '200');
    plant.wms.outbound.ship(deliveryNo);
  },

  /** Packed, but no event says so. */
  async 'packed-and-seen-by-looking'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await untilDelivery(plant, deliveryNo, (view) => view.state === 'RELEASED_TO_WMS' && view.condition === 'WAITING');
    plant.wms.events.hold(deliveryNo);
    pick(plant, deliveryNo, '200');
    plant.wms.outbound.pack(deliveryNo);
  },

  async 'picked-too-much-then-unpicked'(plant, salesOrderNo) {
    const deliveryNo = await pickedTooMuch(plant, salesOrderNo);
    plant.wms.outbound.unpicked(deliveryNo);
    plant.wms.outbound.pack(deliveryNo);
  },

  async 'shipped-different-then-accepted'(plant, salesOrderNo) {
    const deliveryNo = await shippedDifferent(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'ACCEPT');
  },

  async 'warehouse-order-cancelled'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    plant.wms.outboundOrders.cancel(deliveryNo, 'by hand');
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
