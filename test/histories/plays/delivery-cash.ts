import type { SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import {
  decideDelivery,
  deliver,
  delivered,
  deliveryAsks,
  LINE,
  onItsWay,
  retryDelivery,
  untilDelivery,
} from './shipping.js';

/** The ERP bills this customer once a month. */
const COLLECTIVE = { customer: 'C-300' };
const BLOCKED = { billingBlock: '09' };
const DAMAGED = [{ line: LINE, accepted: { value: '190', uom: 'EA' }, damaged: { value: '10', uom: 'EA' } }];
const DAYS_AGO = '2026-03-10T06:00:00Z';

/** Ten of them are damaged. */
async function damaged(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await onItsWay(plant, deliveryNo);
  plant.tms.deliver(deliveryNo, { signedBy: 'Lee', lines: DAMAGED });
  await deliveryAsks(plant, deliveryNo, 'B-PROOF-DIFFERENT');
  return deliveryNo;
}

/** It should be there, and nobody says that it is. */
async function late(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await onItsWay(plant, deliveryNo);
  plant.tms.eta(deliveryNo, DAYS_AGO);
  await deliveryAsks(plant, deliveryNo, 'B-DELIVERY-LATE');
  return deliveryNo;
}

async function toTheBillingRun(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo, COLLECTIVE);
  await delivered(plant, deliveryNo);
  await untilDelivery(plant, deliveryNo, (view) => view.state === 'INVOICE_READY' && view.condition === 'WAITING');
  return deliveryNo;
}

/** The price is another one by the time of the billing run. */
async function repriced(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await toTheBillingRun(plant, salesOrderNo);
  plant.sap.changeSalesOrder(salesOrderNo, { lines: [{ line: '10', price: '200.00' }] });
  plant.sap.bill(deliveryNo);
  await deliveryAsks(plant, deliveryNo, 'C-DIFFERENT');
  return deliveryNo;
}

/** Deliveries that have left: on their way, delivered, billed. */
export const deliveryCash = {
  async 'at-the-dock'(plant, salesOrderNo) {
    await plant.bringToDock(deliver(plant, salesOrderNo));
  },

  async 'in-transit'(plant, salesOrderNo) {
    await onItsWay(plant, deliver(plant, salesOrderNo));
  },

  async 'delivered-and-billed'(plant, salesOrderNo) {
    await delivered(plant, deliver(plant, salesOrderNo));
  },

  /** Nothing of the way is told: it is looked for. */
  async 'delivered-without-a-word'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await plant.bringToDock(deliveryNo);
    plant.tms.events.hold(deliveryNo);
    plant.tms.pickUp(deliveryNo);
    plant.tms.deliver(deliveryNo);
  },

  /** Before it came here; nobody here follows it. */
  async 'issued-by-hand'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    plant.sap.pick(deliveryNo);
    plant.sap.postGoodsIssue(deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-DELIVERY-LATE');
    await decideDelivery(plant, deliveryNo, 'DELIVERED');
  },

  async 'billed-at-the-pickup'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, { incoterms: 'CPT' });
    await plant.bringToDock(deliveryNo);
    plant.tms.pickUp(deliveryNo);
  },

  async 'delivery-late-then-proven'(plant, salesOrderNo) {
    const deliveryNo = await late(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'DELIVERED');
  },

  async 'proof-different-then-billed-in-full'(plant, salesOrderNo) {
    const deliveryNo = await damaged(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'BILL_FULL');
  },

  /** The ERP's prices were set so that it bills what was accepted. */
  async 'proof-different-then-billed-as-accepted'(plant, salesOrderNo) {
    const deliveryNo = await damaged(plant, salesOrderNo);
    plant.sap.changeSalesOrder(salesOrderNo, { lines: [{ line: '10', price: '199.50' }] });
    await decideDelivery(plant, deliveryNo, 'BILL_ACCEPTED');
  },

  async 'billing-blocked-then-released'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, BLOCKED);
    await delivered(plant, deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-BILLING-BLOCK');
    plant.sap.setBillingBlock(salesOrderNo, '');
  },

  /** Delivered, and nobody has signed for it. */
  async 'unsigned-then-billed-on-evidence'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo, { signatureRequired: true });
    await onItsWay(plant, deliveryNo);
    plant.tms.journeys.record(deliveryNo, 'DELIVERED');
    await deliveryAsks(plant, deliveryNo, 'B-NOT-READY');
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'OVERRIDE');
  },

  async 'awaiting-the-billing-run'(plant, salesOrderNo) {
    await delivered(plant, deliver(plant, salesOrderNo, COLLECTIVE));
  },

  async 'billed-by-the-billing-run'(plant, salesOrderNo) {
    const deliveryNo = await toTheBillingRun(plant, salesOrderNo);
    plant.sap.bill(deliveryNo);
  },

  async 'billing-differs-then-accepted'(plant, salesOrderNo) {
    const deliveryNo = await repriced(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'ACCEPT');
  },

  async 'awaiting-accounting'(plant, salesOrderNo) {
    plant.sap.holdAccounting();
    await delivered(plant, deliver(plant, salesOrderNo));
  },

  async 'accounting-failed-then-posted'(plant, salesOrderNo) {
    plant.sap.failAccounting();
    const deliveryNo = deliver(plant, salesOrderNo);
    await delivered(plant, deliveryNo);
    await deliveryAsks(plant, deliveryNo, 'B-BILLING-FAILED');
    plant.sap.releaseAccounting();
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
