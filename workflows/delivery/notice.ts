import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import { now, partner } from '../kit/index.js';
import { postingKey } from '../kit/step.js';
import type { About } from './about.js';
import { announce } from './undoing.js';

/** Tells the customer what is on its way. */
export async function sendNotice(about: About): Promise<void> {
  if (!about.policy.systems.partner) return;
  // A notice cannot be unsent: another one says that nothing comes.
  await announce(about, 'send ship notice', { by: () => send(about, 'CANCELLATION') });
  await send(about, about.notices > 0 ? 'REPLACEMENT' : 'ORIGINAL');
}

/** What was told is remembered word for word, to be sent again on request. */
async function send(about: About, purpose: ShipNotice['purpose']): Promise<void> {
  about.notices += 1;
  const notice = noticeOf(about, purpose);
  const entity = String(notice.sequence);
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
    lines: delivery.lines.map(({ line, item, quantity, lot }) => ({
      line,
      item,
      quantity,
      ...(lot !== undefined && { lot }),
    })),
    handlingUnits: warehouse?.handlingUnits ?? [],
  };
}
