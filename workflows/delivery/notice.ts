import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import { now, partner } from '../kit/index.js';
import { postingKey } from '../kit/step.js';
import type { About } from './about.js';
import { announce } from './undoing.js';

/** Tells the customer what is on its way. What was told is remembered word for word, to be sent again on request. */
export async function sendNotice(about: About): Promise<void> {
  if (!about.policy.systems.partner) return;
  const { kit } = about;
  await announce(about, 'send ship notice', { by: () => takeBack(about) });
  about.notices += 1;
  const notice = noticeOf(about, about.notices > 1 ? 'REPLACEMENT' : 'ORIGINAL');
  const sent = await kit.step('send ship notice', partner.sendShipNotice(notice), { entity: String(about.notices) });
  if (sent) remember(about, notice);
}

/** A notice cannot be unsent: another one says that nothing comes. */
async function takeBack(about: About): Promise<void> {
  about.notices += 1;
  const notice = noticeOf(about, 'CANCELLATION');
  const entity = String(about.notices);
  const sent = await about.kit.step('send ship notice', partner.sendShipNotice(notice), { entity });
  if (sent) remember(about, notice);
}

function remember({ kit, deliveryNo }: About, message: ShipNotice): void {
  const { sequence } = message;
  const key = postingKey(kit.run, 'send ship notice', String(sequence));
  kit.note({ type: 'notice', at: now(), key, subject: deliveryNo, sequence, message });
}

function noticeOf(about: About, purpose: ShipNotice['purpose']): ShipNotice {
  const { plant, deliveryNo, notices: sequence, delivery, order, booked, load, warehouse, shippedAt = now() } = about;
  return {
    plant,
    deliveryNo,
    salesOrderNo: order.salesOrderNo,
    customer: order.customer,
    purpose,
    sequence,
    shippedAt,
    ...(booked && { carrier: booked.carrier }),
    ...(load && { loadId: load.loadId }),
    ...(warehouse?.billOfLading !== undefined && { billOfLading: warehouse.billOfLading }),
    lines: delivery.lines
      .filter(({ quantity }) => quantity.value !== '0')
      .map(({ line, item, quantity, lot }) => ({ line, item, quantity, ...(lot !== undefined && { lot }) })),
    handlingUnits: warehouse?.handlingUnits ?? [],
  };
}
