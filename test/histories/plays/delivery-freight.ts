import type { SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import { decideDelivery, deliver, deliveryAsks, picked, retryDelivery, untilDelivery } from './shipping.js';

const EXPIRY_MS = 60_000;

async function decline(plant: SalesPlant, deliveryNo: string): Promise<void> {
  await plant.tendered(deliveryNo);
  plant.tms.decline(deliveryNo);
}

/** Two have declined; the third is dearer than may be. */
async function dear(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await decline(plant, deliveryNo);
  await decline(plant, deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'B-FREIGHT-OVER');
  return deliveryNo;
}

/** All have declined, and the goods are packed. */
async function declinedByAll(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await dear(plant, salesOrderNo);
  await decideDelivery(plant, deliveryNo, 'APPROVE');
  await picked(plant, deliveryNo, '200');
  plant.wms.outbound.pack(deliveryNo);
  await decline(plant, deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'B-NO-CARRIER');
  return deliveryNo;
}

/** Deliveries that look for a carrier, or need none. */
export const deliveryFreight = {
  async 'awaiting-the-carrier'(plant, salesOrderNo) {
    await plant.tendered(deliver(plant, salesOrderNo));
  },

  async 'declined-then-next'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await decline(plant, deliveryNo);
    await plant.book(deliveryNo);
  },

  async 'offer-expired-then-next'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await plant.tendered(deliveryNo);
    plant.tms.expire(deliveryNo);
    await plant.book(deliveryNo);
  },

  async 'not-answered-then-withdrawn'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await untilDelivery(plant, deliveryNo, (view) => view.freight?.round === 2);
    await plant.book(deliveryNo);
  },

  async 'accepted-in-the-moment-of-withdrawal'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    plant.tms.acceptOnWithdrawal(deliveryNo);
    await untilDelivery(plant, deliveryNo, (view) => view.freight?.state === 'BOOKED');
  },

  async 'accepted-after-the-withdrawal'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    plant.tms.acceptAfterWithdrawal(deliveryNo);
    await untilDelivery(plant, deliveryNo, (view) => view.freight?.round === 2);
    await plant.book(deliveryNo);
  },

  /** A dispatcher has offered it by hand while the load was being planned. */
  async 'offered-by-somebody-else'(plant, salesOrderNo) {
    const { tms } = plant;
    const deliveryNo = deliver(plant, salesOrderNo);
    tms.faults.ask({ kind: 'hold-reply', method: 'POST', path: '/loads$', body: deliveryNo, delayMs: 1_000 });
    await plant.happened('the load', () => plant.loadOf(deliveryNo) !== undefined);
    const cost = { amount: '690.00', currency: 'USD' };
    const expiresAt = new Date(Date.now() + EXPIRY_MS).toISOString();
    const offer = { round: 1, carrier: 'BLUEFREIGHT', cost, expiresAt };
    const { tenderId } = tms.tenders.offer(
      plant.loadOf(deliveryNo)?.loadId ?? '',
      offer,
      'by hand',
      tms.carriers.names,
    );
    await untilDelivery(plant, deliveryNo, (view) => view.freight?.state === 'PLANNED' && view.condition === 'WAITING');
    tms.accept(tenderId);
    await untilDelivery(plant, deliveryNo, (view) => view.freight?.state === 'BOOKED');
  },

  async 'price-approved'(plant, salesOrderNo) {
    const deliveryNo = await dear(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'APPROVE');
    await plant.book(deliveryNo);
  },

  async 'price-refused-then-offered-again'(plant, salesOrderNo) {
    const deliveryNo = await dear(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'TENDER_AGAIN');
    await plant.book(deliveryNo);
  },

  async 'no-carrier'(plant, salesOrderNo) {
    await declinedByAll(plant, salesOrderNo);
  },

  async 'no-carrier-then-offered-again'(plant, salesOrderNo) {
    const deliveryNo = await declinedByAll(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'TENDER_AGAIN');
    await plant.book(deliveryNo);
  },

  async 'no-carrier-then-booked-by-hand'(plant, salesOrderNo) {
    const deliveryNo = await declinedByAll(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'CUSTOMER_PICKUP');
  },

  async 'collected-by-the-customer'(plant, salesOrderNo) {
    const deliveryNo = await dear(plant, salesOrderNo);
    await decideDelivery(plant, deliveryNo, 'CUSTOMER_PICKUP');
    await plant.atWarehouse(deliveryNo);
    plant.load(deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-DELIVERY-LATE');
    await decideDelivery(plant, deliveryNo, 'DELIVERED');
  },

  async 'carried-by-the-buyer'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, { incoterms: 'FCA' });
    await plant.atWarehouse(deliveryNo);
    plant.load(deliveryNo);
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
