import { deliveryRun, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import { booked, cancelRun, deliver, deliveryAsks, retryDelivery, untilDelivery } from './shipping.js';

const readingOf = (deliveryNo: string) => ({ method: 'GET', path: `A_OutbDeliveryHeader.*${deliveryNo}` }) as const;

/** As somebody starts it by hand, with a number of which the ERP knows nothing. */
async function unknown(plant: SalesPlant, deliveryNo: string): Promise<void> {
  const asked = { company: '1000', plant: 'P100', deliveryNo };
  await plant.call('POST', '/v1/runs/outbound-delivery', asked, { as: 'trigger' });
  await deliveryAsks(plant, deliveryNo, 'C-ORDER-INVALID');
}

function creditBlocked(plant: SalesPlant, salesOrderNo: string): string {
  const deliveryNo = deliver(plant, salesOrderNo);
  plant.sap.blockCredit(salesOrderNo);
  return deliveryNo;
}

function exportBlocked(plant: SalesPlant, salesOrderNo: string): string {
  const deliveryNo = deliver(plant, salesOrderNo);
  plant.sap.blockExport(salesOrderNo);
  return deliveryNo;
}

/** Deliveries that are kept from the warehouse. */
export const deliveryHolds = {
  async 'credit-held'(plant, salesOrderNo) {
    creditBlocked(plant, salesOrderNo);
  },

  async 'credit-held-then-released'(plant, salesOrderNo) {
    const deliveryNo = creditBlocked(plant, salesOrderNo);
    await deliveryAsks(plant, deliveryNo, 'B-CREDIT');
    plant.sap.releaseCredit(salesOrderNo);
    await booked(plant, deliveryNo);
  },

  async 'credit-held-then-cancelled'(plant, salesOrderNo) {
    const deliveryNo = creditBlocked(plant, salesOrderNo);
    await deliveryAsks(plant, deliveryNo, 'B-CREDIT');
    await cancelRun(plant, deliveryRun(deliveryNo));
  },

  async 'export-held-then-released'(plant, salesOrderNo) {
    const deliveryNo = exportBlocked(plant, salesOrderNo);
    await deliveryAsks(plant, deliveryNo, 'B-EXPORT');
    plant.sap.releaseExport(salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await booked(plant, deliveryNo);
  },

  async 'blocked-by-the-erp'(plant, salesOrderNo) {
    deliver(plant, salesOrderNo);
    plant.sap.setDeliveryBlock(salesOrderNo, '01');
  },

  async 'unknown-then-cancelled'(plant, deliveryNo) {
    await unknown(plant, deliveryNo);
    await retryDelivery(plant, deliveryNo);
    await cancelRun(plant, deliveryRun(deliveryNo));
  },

  async 'system-down-then-up'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    plant.sap.faults.ask({ kind: 'status', status: 503, retryAfterS: 1, times: 2, ...readingOf(deliveryNo) });
    await booked(plant, deliveryNo);
  },

  /** It is found in the ERP all the same once that answers, and taken out of it. */
  async 'cancelled-before-it-is-read'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    const down = plant.sap.faults.ask({ kind: 'status', status: 503, times: 10_000, ...readingOf(deliveryNo) });
    await untilDelivery(plant, deliveryNo, (view) => view.condition === 'RETRYING');
    await cancelRun(plant, deliveryRun(deliveryNo));
    down.left = 0;
  },

  async 'held-then-released'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    await booked(plant, deliveryNo);
    await plant.actOn(deliveryRun(deliveryNo), 'hold');
    plant.load(deliveryNo);
    await plant.actOn(deliveryRun(deliveryNo), 'release');
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
