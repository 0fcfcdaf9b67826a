import type { PurchaseOrderMessage, ReceivingAdvice } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { PRACTICE_SECRET } from '../../../practice/signed-inbox.js';
import { startSuppliers } from './index.js';

const pieces = (value: string) => ({ value, uom: 'EA' });

/** A thousand castings. */
export const orderOf = (purchaseOrderNo: string): PurchaseOrderMessage => ({
  ...{ supplier: 'S-100', purchaseOrderNo, version: '2026-03-02T09:00:00.000Z', purpose: 'ORIGINAL' },
  lines: [
    {
      ...{ line: '00010', plant: 'P100', item: 'RM-10', quantity: pieces('1000') },
      ...{ netPrice: { amount: '17.50', currency: 'USD' }, priceUnit: '1', deliveryDate: '2026-03-12' },
    },
  ],
});

/** Of 600, 588 came, 5 of them damaged. */
export const adviceOf = (inboundDeliveryNo: string): ReceivingAdvice => ({
  ...{ supplier: 'S-100', purchaseOrderNo: '4500001234', packingSlip: 'PS-1', inboundDeliveryNo, sequence: 1 },
  lines: [
    {
      ...{ purchaseOrderLine: '00010', item: 'RM-10', announced: pieces('600'), accepted: pieces('583') },
      ...{ damaged: pieces('5'), refused: pieces('0'), missing: pieces('12') },
    },
  ],
});

async function start(): Promise<AcceptanceBench> {
  const suppliers = await startSuppliers();
  let last = 0;
  const next = (from: number): string => String(from + ++last);
  const write = { method: 'POST', path: '^/messages$' };
  const sendPurchaseOrder: PostingTrial = {
    write,
    async prepare() {
      const message = orderOf(next(4_500_001_000));
      const isIt = (one: { purchaseOrderNo: string }): boolean => one.purchaseOrderNo === message.purchaseOrderNo;
      return { message, documents: () => suppliers.ledger().orders.filter(isIt).length };
    },
  };
  const sendReceivingAdvice: PostingTrial = {
    write,
    async prepare() {
      const message = adviceOf(next(180_000_000));
      const isIt = (one: { inboundDeliveryNo: string }): boolean => one.inboundDeliveryNo === message.inboundDeliveryNo;
      return { message, documents: () => suppliers.ledger().advices.filter(isIt).length };
    },
  };
  return {
    faults: suppliers.faults,
    config: ({ url = suppliers.url, ...waits } = {}) => ({
      ...waits,
      suppliers: { 'S-100': { url, secrets: [PRACTICE_SECRET] } },
    }),
    reads: {},
    postings: { sendPurchaseOrder, sendReceivingAdvice },
    stop: () => suppliers.stop(),
  };
}

const noLookUp =
  'a webhook’s receiver cannot be asked what it has: find always answers null, and the same id is sent again';

const skipped = {
  'is in doubt when the answer is cut off, and finds the one document that stands': noLookUp,
  'finds after posting what the posting answered': noLookUp,
  'does not take a look-up that failed for an absence': noLookUp,
  'is in doubt when something in between answers with a page of its own and 200':
    'any 2xx is a delivery in Standard Webhooks, whatever its body: many receivers answer with a text or a page',
};

const acceptance: Acceptance = {
  start,
  skips: Object.fromEntries(
    ['sendPurchaseOrder', 'sendReceivingAdvice'].flatMap((operation) =>
      Object.entries(skipped).map(([check, reason]) => [`${operation}: ${check}`, reason]),
    ),
  ),
};
export default acceptance;
