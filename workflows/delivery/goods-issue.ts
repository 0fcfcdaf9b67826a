import type { Tender } from '../../contracts/entities/load.js';
import type { Quantity } from '../../contracts/quantity.js';
import { minus } from '../../decisions/arithmetic.js';
import { freightShare } from '../../decisions/freight-share.js';
import { byLot, issuedOtherwise } from '../../decisions/picking.js';
import { plantDay } from '../../decisions/plant-time.js';
import { erp, now } from '../kit/index.js';
import { once, report, type About } from './about.js';
import { atRisk } from './checks.js';
import { readLoad } from './freight.js';
import { sendNotice } from './notice.js';
import { announce, asOfThen } from './undoing.js';

/** The goods are on the truck: the ERP learns what has left, and the customer; what is done already is not done again. */
export async function issueGoods(about: About): Promise<void> {
  const { kit } = about;
  if (about.issuedAt === undefined) {
    kit.enter('GI_POSTING');
    await once(about, 'goods issue', () => postGoodsIssue(about));
    await verify(about);
    const issuedAt = now();
    about.issuedAt = issuedAt;
    kit.note({ type: 'shipped', at: issuedAt, shippedAt: about.shippedAt ?? issuedAt, issuedAt });
  }
  await once(about, 'notice', () => sendNotice(about));
  await report(about, 'SHIPPED');
}

/** All that follows from having left, but the carrier's cost. */
export const isTold = ({ issuedAt, done }: About): boolean => issuedAt !== undefined && done.has('notice');

async function postGoodsIssue(about: About): Promise<void> {
  const { kit, plant, deliveryNo, policy, delivery, order, warehouse, shippedAt = now() } = about;
  const ref = { plant, deliveryNo };
  const lines = delivery.lines.flatMap(({ line, quantity }) =>
    byLot({ line, quantity }, warehouse?.lines.find((one) => one.line === line)?.lots ?? []),
  );
  noteShipped(about, lines);
  await kit.step('set picked', erp.setPicked({ ...ref, lines }));
  const actualDate = plantDay(shippedAt, policy.zone);
  const undo = asOfThen(() => erp.reverseGoodsIssue({ ...ref, date: plantDay(now(), policy.zone) }));
  await announce(about, 'post goods issue', undo);
  await kit.step('post goods issue', erp.postGoodsIssue({ ...ref, actualDate }), {
    impact: atRisk(order, delivery.lines),
  });
  noteShipped(about, lines, now());
}

/** For whoever compares stock: it has left the warehouse, and the books do not show that yet. */
function noteShipped(
  { kit, policy, deliveryNo, delivery, shippedAt = now() }: About,
  lines: { line: string; quantity: Quantity; lot?: string }[],
  issuedAt?: string,
): void {
  const { erp: books, wms: warehouse } = policy.systems;
  const changes = lines.flatMap(({ line, quantity, lot }) => {
    const of = delivery.lines.find((one) => one.line === line);
    if (!of?.location) return [];
    const place = { item: of.item, location: of.location, status: 'UNRESTRICTED', owner: 'OWN' as const };
    const leaves = { ...place, quantity: { ...quantity, value: minus('0', quantity.value) } };
    return [{ ...leaves, ...(lot !== undefined && { lot }) }];
  });
  const bookings = [
    { system: warehouse.id, at: shippedAt, certain: true },
    ...(issuedAt === undefined ? [] : [{ system: books.id, at: issuedAt, certain: true }]),
  ];
  const movement = { movementId: `SHIP ${deliveryNo}`, inWordsOf: books.id, changes, bookings };
  if (changes.length > 0)
    kit.note({ type: 'stock-moved', at: now(), movement: { ...movement, reason: 'PICKED_NOT_ISSUED' } });
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

async function accrue(about: About, known: Tender): Promise<void> {
  const { kit, plant, deliveryNo, policy } = about;
  if (!about.load) return;
  // Another delivery may travel with it by now, or another carrier have it.
  await readLoad(about, about.load.loadId);
  const { load } = about;
  const booked = load.tenders.find(({ status }) => status === 'ACCEPTED') ?? known;
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
