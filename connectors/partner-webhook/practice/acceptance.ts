import type { ShipNotice } from '../../../contracts/entities/ship-notice.js';
import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { PRACTICE_SECRET, startCustomer } from './index.js';

const notice = (deliveryNo: string): ShipNotice => ({
  plant: 'P100',
  deliveryNo,
  salesOrderNo: '200045',
  customer: 'C-100',
  purpose: 'ORIGINAL',
  sequence: 1,
  shippedAt: '2026-03-10T20:02:00Z',
  carrier: 'SWFT',
  lines: [{ line: '10', item: 'FG-1000', quantity: { value: '200', uom: 'EA' } }],
  handlingUnits: [{ sscc: '003456780000000012', contents: [{ line: '10', quantity: { value: '200', uom: 'EA' } }] }],
});

async function start(): Promise<AcceptanceBench> {
  const customer = await startCustomer();
  let last = 80_000;
  const sendShipNotice: PostingTrial = {
    write: { method: 'POST', path: '^/ship-notices$' },
    async prepare() {
      const deliveryNo = String(++last);
      return { message: notice(deliveryNo), documents: () => customer.notices(deliveryNo).length };
    },
  };
  return {
    faults: customer.faults,
    config: ({ url = customer.url, ...waits } = {}) => ({
      ...waits,
      customers: { 'C-100': { url, secrets: [PRACTICE_SECRET] } },
    }),
    reads: {},
    postings: { sendShipNotice },
    stop: () => customer.stop(),
  };
}

const noLookUp =
  'a webhook’s receiver cannot be asked what it has: find always answers null, and the same id is sent again';

const acceptance: Acceptance = {
  start,
  skips: {
    'sendShipNotice: is in doubt when the answer is cut off, and finds the one document that stands': noLookUp,
    'sendShipNotice: finds after posting what the posting answered': noLookUp,
    'sendShipNotice: does not take a look-up that failed for an absence': noLookUp,
    'sendShipNotice: is in doubt when something in between answers with a page of its own and 200':
      'any 2xx is a delivery in Standard Webhooks, whatever its body: many receivers answer with a text or a page',
  },
};
export default acceptance;
