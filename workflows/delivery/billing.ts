import { decimal } from '../../decisions/arithmetic.js';
import { plantDay } from '../../decisions/plant-time.js';
import type { Condition } from '../../decisions/readiness.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { netValue } from '../../decisions/sales-value.js';
import type { BillingDocument } from '../../contracts/entities/billing-document.js';
import { erp, now } from '../kit/index.js';
import { report, type About } from './about.js';
import { announce } from './undoing.js';

/** Bills the delivery, or waits for the ERP's billing run, and sees the document in accounting. */
export async function bill(about: About, conditions: Condition[]): Promise<void> {
  const { kit, order } = about;
  kit.enter('INVOICE_READY');
  kit.settle('readiness');
  kit.note({ type: 'readiness', at: now(), ready: true, conditions });
  const billingDocumentNo = order.invoiceMode === 'PER_DELIVERY' ? await create(about) : await ofBillingRun(about);
  if (billingDocumentNo === undefined) return;
  kit.note({ type: 'number', at: now(), kind: 'billing document', number: billingDocumentNo });
  const document = await inAccounting(about, billingDocumentNo);
  const net = (isOfOthersToo(document) && expectedOf(about)) || document.net;
  about.billed = { billingDocumentNo: document.billingDocumentNo, net };
  kit.note({ type: 'value', at: now(), what: 'billed', ...net });
  kit.enter('INVOICED');
  await report(about, 'BILLED');
}

async function create(about: About): Promise<string> {
  const { kit, deliveryNo, policy, billingDocumentNo: known } = about;
  if (known !== undefined) return known;
  const billingDate = plantDay(now(), policy.zone);
  await announce(about, 'bill', { by: () => cancelBilling(about) });
  const made = await kit.step('bill', erp.bill({ deliveryNos: [deliveryNo], billingDate }));
  about.billingDocumentNo = made.billingDocumentNo;
  return made.billingDocumentNo;
}

/** A reply may have been lost: then the delivery says which document is to be cancelled. */
async function cancelBilling({ kit, plant, deliveryNo, policy, billingDocumentNo: known }: About): Promise<void> {
  const number =
    known ?? (await kit.step('verify goods issue', erp.readDelivery({ plant, deliveryNo })))?.billingDocumentNo;
  if (number === undefined) return;
  const date = plantDay(now(), policy.zone);
  await kit.step('cancel billing', erp.cancelBilling({ billingDocumentNo: number, date }));
}

/** A collective invoice is made by the ERP's own run; of what comes back there is none. */
async function ofBillingRun(about: About): Promise<string | undefined> {
  const { kit, plant, deliveryNo, policy } = about;
  for (let looks = 0; ; looks += 1) {
    const delivery = await kit.step('verify billing', erp.readDelivery({ plant, deliveryNo }));
    if (delivery?.billingDocumentNo !== undefined) return delivery.billingDocumentNo;
    if (about.returned) return undefined;
    const until = Date.now() + recheckAfter(policy.shipping.billingRecheckMs, looks);
    await kit.pause(() => about.returned, { what: 'the billing run', from: policy.systems.erp.id, until });
  }
}

/** By the order's prices. */
const expectedOf = ({ order, delivery, acceptedLines }: About) => netValue(order, acceptedLines ?? delivery.lines);

/** A collective invoice: its amount says nothing of this delivery. */
const isOfOthersToo = ({ deliveryNos }: BillingDocument): boolean => deliveryNos.length > 1;

/** Billed is what accounting has, with the amount that the order's prices give (domain: verify the document). */
async function inAccounting(about: About, first: string): Promise<BillingDocument> {
  const { kit, policy } = about;
  let billingDocumentNo = first;
  const lateAt = Date.now() + policy.shipping.billingWithinMs;
  for (let looks = 0; ; looks += 1) {
    const document = await kit.step('verify billing', erp.readBillingDocument({ billingDocumentNo }));
    const instead =
      !document || document.cancelledBy !== undefined ? await madeAnew(about, billingDocumentNo) : undefined;
    if (instead !== undefined) {
      billingDocumentNo = instead;
      continue;
    }
    const finding = findingOf(document, billingDocumentNo, expectedOf(about)?.amount);
    if (!finding && document?.accounting === 'POSTED') {
      kit.settle('billing');
      return document;
    }
    const recheckAt = Date.now() + recheckAfter(policy.shipping.billingRecheckMs, looks);
    if (!finding && Date.now() < lateAt) {
      await kit.pause(() => false, {
        what: 'the posting to accounting',
        from: policy.systems.erp.id,
        until: recheckAt,
      });
      continue;
    }
    const late = { code: 'B-BILLING-FAILED' as const, text: `document ${billingDocumentNo} is not in accounting yet` };
    const choice = await kit.ask('billing', finding ?? late, {
      step: 'verify billing',
      ...(finding?.code === 'C-DIFFERENT' && document?.accounting === 'POSTED' && { decision: 'billing differs' }),
      recheckAt,
    });
    if (choice === 'ACCEPT' && document) return document;
  }
}

/** Cancelled, or gone: the ERP may have billed the delivery anew by another document. */
async function madeAnew(about: About, known: string): Promise<string | undefined> {
  const { kit, plant, deliveryNo } = about;
  const delivery = await kit.step('verify billing', erp.readDelivery({ plant, deliveryNo }));
  const number = delivery?.billingDocumentNo;
  if (number === undefined || number === known) return undefined;
  if (about.billingDocumentNo !== undefined) about.billingDocumentNo = number;
  kit.note({ type: 'number', at: now(), kind: 'billing document', number });
  return number;
}

function findingOf(document: BillingDocument | null, number: string, expected: string | undefined) {
  if (!document) return { code: 'C-DIFFERENT' as const, text: `the ERP does not know billing document ${number}` };
  const { net, accounting, cancelledBy } = document;
  if (cancelledBy !== undefined)
    return { code: 'B-BILLING-FAILED' as const, text: `document ${number} was cancelled by ${cancelledBy}` };
  if (accounting === 'FAILED')
    return { code: 'B-BILLING-FAILED' as const, text: `accounting has not taken document ${number}` };
  const isRight = isOfOthersToo(document) || (expected !== undefined && decimal(net.amount).eq(expected));
  if (isRight) return undefined;
  const text = `document ${number} is over ${net.amount} ${net.currency}, by the order it should be ${expected ?? 'unknown'}`;
  return { code: 'C-DIFFERENT' as const, text };
}
