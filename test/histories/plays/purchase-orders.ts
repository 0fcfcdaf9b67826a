import { asks } from '../../setup/desk-words.js';
import { inboundRun, purchaseRun } from '../../setup/purchasing.js';
import { announced, atPutaway, buyer, good, lotOf, pressCancel, untilOrder } from './buying.js';
import type { Plays } from './play.js';

/** Purchase orders, to each of their ends. */
export const purchaseOrders = {
  async 'received'(at, orderNo) {
    const plant = buyer(at);
    plant.wms.receiving.putAway(await atPutaway(plant, orderNo));
  },

  async 'awaiting-a-notice'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo);
    plant.suppliers.answer(await sent(plant, orderNo), 'ACCEPTED');
    await plant.runUntil(purchaseRun(orderNo), ({ timeline }) =>
      timeline.some((fact) => fact.type === 'event' && fact.event === 'PurchaseOrderAnswered'),
    );
  },

  async 'partly-received'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo, { quantity: '200' });
    const inbound = await plant.announce(orderNo, { packingSlip: `PS-${orderNo}`, lines: [{ quantity: '100' }] });
    plant.unload(inbound, good(orderNo, '100'));
  },

  async 'fully-received'(at, orderNo) {
    await atPutaway(buyer(at), orderNo);
  },

  async 'order-unknown'(at, orderNo) {
    const plant = buyer(at);
    plant.sap.addPurchaseOrder({ purchaseOrderNo: orderNo, released: false });
    await plant.call('POST', '/v1/runs/procure-to-receive', { company: '1000', purchaseOrderNo: orderNo });
  },

  async 'unanswered-then-accepted'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo);
    await plant.runUntil(purchaseRun(orderNo), asks('B-NO-ORDER-ANSWER'));
    await plant.decideOn(purchaseRun(orderNo), 'ACCEPTED');
  },

  async 'rejected-then-gone-on'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo);
    plant.suppliers.answer(await sent(plant, orderNo), 'REJECTED', 'too soon');
    await plant.runUntil(purchaseRun(orderNo), asks('B-ORDER-REJECTED'));
    await plant.decideOn(purchaseRun(orderNo), 'GO_ON');
  },

  async 'changed'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo);
    plant.suppliers.answer(await sent(plant, orderNo), 'ACCEPTED');
    plant.sap.changePurchaseOrder(orderNo, { quantity: '900' });
    await plant.happened('the change at the supplier', () => ordersOf(plant, orderNo).length === 2);
    plant.suppliers.answer(orderNo, 'ACCEPTED');
    await plant.runUntil(
      purchaseRun(orderNo),
      ({ timeline }) =>
        timeline.filter((fact) => fact.type === 'event' && fact.event === 'PurchaseOrderAnswered').length === 2,
    );
  },

  'notice-unmatched': (at, orderNo) => unmatched(buyer(at), orderNo),

  async 'notice-taken-in-part'(at, orderNo) {
    const plant = buyer(at);
    await unmatched(plant, orderNo);
    await plant.decideOn(purchaseRun(orderNo), 'TAKE_MATCHING');
    await plant.happened('its delivery', () => plant.inboundOf(orderNo).length === 1);
  },

  async 'notice-rejected'(at, orderNo) {
    const plant = buyer(at);
    await unmatched(plant, orderNo);
    await plant.decideOn(purchaseRun(orderNo), 'REJECT');
  },

  async 'announced-anew'(at, orderNo) {
    const plant = buyer(at);
    const first = await announced(plant, orderNo);
    await plant.announce(orderNo, { packingSlip: `PS-${orderNo}`, version: 2, lines: [{ quantity: '90' }] });
    await plant.runUntil(inboundRun(first), (view) => view.state === 'COMPENSATED');
  },

  async 'unannounced-over-plants'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo, { lines: [{ quantity: '5' }, { quantity: '5', plant: 'P200' }] });
    plant.suppliers.answer(await sent(plant, orderNo), 'ACCEPTED');
    plant.wms.receiving.arriveUnannounced({ purchaseOrderNo: orderNo, packingSlip: `PS-${orderNo}` });
  },

  async 'unannounced'(at, orderNo) {
    const plant = buyer(at);
    plant.buy(orderNo, { quantity: '100' });
    plant.suppliers.answer(await sent(plant, orderNo), 'ACCEPTED');
    const { data } = plant.wms.receiving.arriveUnannounced({ purchaseOrderNo: orderNo, packingSlip: `PS-${orderNo}` });
    const { receiptNo } = data as { receiptNo: string };
    plant.wms.receiving.count(receiptNo, { lines: [{ item: 'RM-10', quantity: '100', lot: lotOf(orderNo) }] });
    plant.wms.receiving.close(receiptNo);
    await plant.runUntil(inboundRun(receiptNo), (view) => view.state === 'PUTAWAY');
  },

  async 'cancelled'(at, orderNo) {
    const plant = buyer(at);
    await announced(plant, orderNo);
    plant.sap.requestPurchaseOrderCancel(orderNo);
  },

  'cancel-decided': async (at, orderNo) => void (await cancelDecided(buyer(at), orderNo)),

  async 'cancelled-goods-kept'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await cancelDecided(plant, orderNo);
    await plant.decideOn(purchaseRun(orderNo), 'KEEP');
    plant.wms.receiving.putAway(inbound);
  },

  async 'cancelled-goods-returned'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await cancelDecided(plant, orderNo);
    await plant.decideOn(purchaseRun(orderNo), 'RETURN');
    await plant.runUntil(inboundRun(inbound), asks('B-INBOUND-ARRIVED'));
    plant.wms.receiving.carryOutBringBack(inbound);
  },
} satisfies Plays<'procure-to-receive'>;

type Buyer = ReturnType<typeof buyer>;

const ordersOf = (plant: Buyer, orderNo: string) =>
  plant.suppliers.ledger().orders.filter((one) => one.purchaseOrderNo === orderNo);

async function sent(plant: Buyer, orderNo: string): Promise<string> {
  await plant.happened('the order at the supplier', () => ordersOf(plant, orderNo).length > 0);
  return orderNo;
}

/** Of two lines, one that the order does not have. */
async function unmatched(plant: Buyer, orderNo: string): Promise<void> {
  plant.buy(orderNo, { quantity: '100' });
  const lines = [{ quantity: '100' }, { quantity: '1', purchaseOrderLine: '00090' }];
  plant.suppliers.answer(await sent(plant, orderNo), 'ACCEPTED');
  plant.tell(orderNo, { packingSlip: `PS-${orderNo}`, lines });
  await plant.runUntil(purchaseRun(orderNo), asks('B-NOTICE-UNMATCHED'));
}

async function cancelDecided(plant: Buyer, orderNo: string): Promise<string> {
  const inbound = await atPutaway(plant, orderNo);
  await untilOrder(plant, orderNo, 'FULLY_RECEIVED');
  await pressCancel(plant, purchaseRun(orderNo));
  await plant.runUntil(purchaseRun(orderNo), asks('B-INBOUND-ARRIVED'));
  return inbound;
}
