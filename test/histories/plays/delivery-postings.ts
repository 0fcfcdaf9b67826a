import { deliveryRun, isAtDock, type SalesPlant } from '../../setup/sales.js';
import type { Plays } from './play.js';
import { booked, decideDelivery, deliver, delivered, deliveryAsks, retryDelivery, untilDelivery } from './shipping.js';

const goodsIssue = (deliveryNo: string) => ({ method: 'POST', path: `/PostGoodsIssue.*${deliveryNo}` }) as const;
const lookUps = (deliveryNo: string) =>
  ({ kind: 'status', method: 'GET', path: `A_OutbDeliveryHeader.*${deliveryNo}`, status: 500, times: 10_000 }) as const;

/** Booked, and loaded with all of it. */
async function load(plant: SalesPlant, salesOrderNo: string, prepare: (deliveryNo: string) => void): Promise<string> {
  const deliveryNo = deliver(plant, salesOrderNo);
  await booked(plant, deliveryNo);
  prepare(deliveryNo);
  plant.load(deliveryNo);
  return deliveryNo;
}

/** Whether goods issue is posted, the ERP cannot say. @returns with the fault that keeps it from saying so */
async function issueUnknown(plant: SalesPlant, salesOrderNo: string) {
  const { faults } = plant.sap;
  let cut = { struck: 0 };
  const deliveryNo = await load(plant, salesOrderNo, (no) => {
    cut = faults.ask({ kind: 'cut-before', ...goodsIssue(no) });
  });
  await plant.happened('the lost goods issue', () => cut.struck > 0);
  const mute = faults.ask(lookUps(deliveryNo));
  await untilDelivery(plant, deliveryNo, (view) => view.condition === 'UNKNOWN_OUTCOME');
  return { deliveryNo, mute };
}

/** The ERP posts ten less than it was told. */
async function issueDiffers(plant: SalesPlant, salesOrderNo: string): Promise<string> {
  const deliveryNo = await load(plant, salesOrderNo, (no) => plant.sap.postLess(no, '10'));
  await deliveryAsks(plant, deliveryNo, 'C-DIFFERENT');
  return deliveryNo;
}

/** A delivery block comes when the goods are on the truck. */
const blockedAfterPicking = (plant: SalesPlant, salesOrderNo: string) =>
  load(plant, salesOrderNo, () => plant.sap.setDeliveryBlock(salesOrderNo, '01'));

/** Deliveries whose postings are lost, refused or not what was told. */
export const deliveryPostings = {
  async 'goods-issue-doubt-found'(plant, salesOrderNo) {
    await load(plant, salesOrderNo, (no) => plant.sap.faults.ask({ kind: 'commit-then-cut', ...goodsIssue(no) }));
  },

  async 'goods-issue-resolved-by-a-person'(plant, salesOrderNo) {
    const { deliveryNo, mute } = await issueUnknown(plant, salesOrderNo);
    await plant.actOn(deliveryRun(deliveryNo), 'resolve', { payload: { posted: false } });
    mute.left = 0;
  },

  async 'goods-issue-refused-then-posted'(plant, salesOrderNo) {
    const deliveryNo = await blockedAfterPicking(plant, salesOrderNo);
    await untilDelivery(plant, deliveryNo, (view) => view.condition === 'EXCEPTION');
    plant.sap.setDeliveryBlock(salesOrderNo, '');
    await retryDelivery(plant, deliveryNo);
  },

  async 'goods-issue-posted-with-another-date'(plant, salesOrderNo) {
    const deliveryNo = await blockedAfterPicking(plant, salesOrderNo);
    await untilDelivery(plant, deliveryNo, (view) => view.condition === 'EXCEPTION');
    plant.sap.setDeliveryBlock(salesOrderNo, '');
    await plant.actOn(deliveryRun(deliveryNo), 'amend', { payload: { message: { actualDate: '2026-03-10' } } });
  },

  async 'goods-issue-differs-then-accepted'(plant, salesOrderNo) {
    const deliveryNo = await issueDiffers(plant, salesOrderNo);
    await retryDelivery(plant, deliveryNo);
    await decideDelivery(plant, deliveryNo, 'ACCEPT');
  },

  async 'notice-skipped'(plant, salesOrderNo) {
    const deliveryNo = await load(plant, salesOrderNo, (no) =>
      plant.customer.faults.ask({ kind: 'status', method: 'POST', body: no, status: 422 }),
    );
    await untilDelivery(plant, deliveryNo, (view) => view.condition === 'EXCEPTION');
    await plant.actOn(deliveryRun(deliveryNo), 'skip');
    await untilDelivery(plant, deliveryNo, isAtDock);
  },

  async 'billing-doubt-found'(plant, salesOrderNo) {
    const deliveryNo = deliver(plant, salesOrderNo);
    const billing = { method: 'POST', path: 'CreateFromSDDocument', body: deliveryNo } as const;
    plant.sap.faults.ask({ kind: 'commit-then-cut', ...billing });
    await delivered(plant, deliveryNo);
  },
} satisfies Partial<Plays<'outbound-delivery'>>;
