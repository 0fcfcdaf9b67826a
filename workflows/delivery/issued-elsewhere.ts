import { buyerCarries } from '../../decisions/incoterms.js';
import { now, transport, wms } from '../kit/index.js';
import { report, type About } from './about.js';
import { show, withCarrier } from './freight.js';

/**
 * Goods issue was posted by hand before the delivery came here: nothing is released, and nothing posted again. What
 * the ERP has counts; from here on it is followed like any other.
 */
export async function adoptIssued(about: About): Promise<void> {
  const { kit, plant, deliveryNo, delivery } = about;
  const { goodsIssue } = delivery;
  if (!goodsIssue) return;
  kit.undos.drop('take over delivery');
  const found = await kit.step('read warehouse order', wms.readOutbound({ plant, deliveryNo }));
  if (found?.status === 'SHIPPED') about.warehouse = found;
  about.shippedAt = about.warehouse?.shippedAt ?? now();
  about.issuedAt = now();
  about.departed = true;
  // Whoever issued it has told the customer.
  about.done.add('notice');
  await followLoad(about);
  if (delivery.billingDocumentNo !== undefined) about.billingDocumentNo = delivery.billingDocumentNo;
  kit.note({ type: 'number', at: now(), kind: 'goods issue', number: goodsIssue.document.number });
  kit.note({ type: 'shipped', at: now(), shippedAt: about.shippedAt, issuedAt: about.issuedAt });
  kit.enter('IN_TRANSIT');
  await report(about, 'SHIPPED');
}

/** Who booked the freight has settled it, and accrued it. */
async function followLoad(about: About): Promise<void> {
  const { kit, plant, deliveryNo, policy, order } = about;
  about.freightSettled = true;
  about.done.add('freight');
  if (!policy.systems.transport || buyerCarries(order.incoterms.code)) return show(about, { state: 'CUSTOMER_PICKUP' });
  const load = await kit.step('find load', transport.findLoad({ plant, deliveryNo }));
  if (!load) return show(about, { state: 'CUSTOMER_PICKUP' });
  about.load = load;
  const accepted = load.tenders.find(({ status }) => status === 'ACCEPTED');
  if (!accepted) return show(about, { state: 'PLANNED', loadId: load.loadId });
  about.booked = accepted;
  show(about, withCarrier('BOOKED', load.loadId, accepted));
}
