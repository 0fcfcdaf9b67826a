import type { Tender } from '../../contracts/entities/load.js';
import { freightShare } from '../../decisions/freight-share.js';
import { byLot, issuedOtherwise } from '../../decisions/picking.js';
import { plantDay } from '../../decisions/plant-time.js';
import { erp, now } from '../kit/index.js';
import { once, report, type About } from './about.js';
import { atRisk } from './checks.js';
import { sendNotice } from './notice.js';
import { announce, asOfThen } from './undoing.js';

/** The goods are on the truck: the ERP learns what has left, and the customer. */
export async function issueGoods(about: About): Promise<void> {
  const { kit } = about;
  kit.enter('GI_POSTING');
  await once(about, 'goods issue', () => postGoodsIssue(about));
  await verify(about);
  about.issuedAt = now();
  kit.note({
    type: 'shipped',
    at: about.issuedAt,
    shippedAt: about.shippedAt ?? about.issuedAt,
    issuedAt: about.issuedAt,
  });
  await once(about, 'notice', () => sendNotice(about));
  await report(about, 'SHIPPED');
}

async function postGoodsIssue(about: About): Promise<void> {
  const { kit, plant, deliveryNo, policy, delivery, order, warehouse, shippedAt = now() } = about;
  const ref = { plant, deliveryNo };
  const lines = delivery.lines.flatMap(({ line, quantity }) =>
    byLot({ line, quantity }, warehouse?.lines.find((one) => one.line === line)?.lots ?? []),
  );
  await kit.step('set picked', erp.setPicked({ ...ref, lines }));
  const actualDate = plantDay(shippedAt, policy.zone);
  const undo = asOfThen(() => erp.reverseGoodsIssue({ ...ref, date: plantDay(now(), policy.zone) }));
  await announce(about, 'post goods issue', undo);
  await kit.step('post goods issue', erp.postGoodsIssue({ ...ref, actualDate }), {
    impact: atRisk(order, delivery.lines),
  });
}

/** A success reply is no proof: the delivery is read back, with its document and what was issued. */
async function verify(about: About): Promise<void> {
  const { kit, plant, deliveryNo, delivery } = about;
  for (;;) {
    const stands = await kit.step('verify goods issue', erp.readDelivery({ plant, deliveryNo }));
    const differing = issuedOtherwise(delivery, stands?.lines ?? []);
    if (stands?.goodsIssue && differing.length === 0) {
      kit.settle('goods issue');
      const { number } = stands.goodsIssue.document;
      return kit.note({ type: 'number', at: now(), kind: 'goods issue', number });
    }
    const text = stands?.goodsIssue
      ? `other quantities stand for ${differing.map((line) => `line ${line} of the order`).join(', ')}`
      : 'the delivery shows no goods issue';
    const question = { code: 'C-DIFFERENT' as const, text };
    const choice = await kit.ask('goods issue', question, {
      step: 'verify goods issue',
      decision: 'goods issue differs',
    });
    if (choice === 'ACCEPT') return;
  }
}

/** domain: accepted cost at goods issue, or as soon as it is known; a load of several deliveries is shared by weight. */
export async function accrueFreight(about: About): Promise<void> {
  if (about.booked) await once(about, 'freight', () => accrue(about, about.booked as Tender));
}

async function accrue(about: About, booked: Tender): Promise<void> {
  const { kit, plant, deliveryNo, policy, load } = about;
  if (!load) return;
  const postingDate = plantDay(about.shippedAt ?? now(), policy.zone);
  const accrual = {
    plant,
    deliveryNo,
    reference: `${load.loadId}/${booked.round}`,
    carrier: booked.carrier,
    cost: freightShare(load, deliveryNo, booked.cost),
    postingDate,
  };
  const undo = asOfThen(() => erp.reverseFreightAccrual({ ...accrual, date: plantDay(now(), policy.zone) }));
  await announce(about, 'accrue freight', undo);
  const accrued = await kit.step('accrue freight', erp.accrueFreight(accrual));
  if (accrued) kit.note({ type: 'value', at: now(), what: 'freight', ...accrual.cost });
}
