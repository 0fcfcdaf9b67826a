import { withQuantities } from '../../decisions/picking.js';
import { holdOf } from '../../decisions/holds.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { netValue } from '../../decisions/sales-value.js';
import type { Impact } from '../../contracts/view.js';
import type { OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import type { SalesOrder } from '../../contracts/entities/sales-order.js';
import { erp } from '../kit/index.js';
import type { Kit } from './about.js';

/** Reads a delivery with its order, until the ERP knows both. */
export async function takeOver(
  kit: Kit,
  ref: { plant: string; deliveryNo: string },
): Promise<{ delivery: OutboundDelivery; order: SalesOrder }> {
  const { step, ask, settle } = kit;
  for (;;) {
    const delivery = await step('take over delivery', erp.readDelivery(ref), {
      undo: { call: erp.deleteDelivery(ref) },
    });
    const order = delivery && (await step('read order', erp.readSalesOrder({ salesOrderNo: delivery.salesOrderNo })));
    if (delivery && order) {
      settle('delivery');
      return { delivery: withQuantities(delivery, []), order };
    }
    const text = delivery
      ? `the ERP does not know sales order ${delivery.salesOrderNo}`
      : `the ERP does not know delivery ${ref.deliveryNo}`;
    await ask('delivery', { code: 'C-ORDER-INVALID', text }, { step: 'take over delivery' });
  }
}

/** Waits until the ERP has nothing against shipping it, or it has left all the same; looks again by itself. */
export async function pastHolds(
  kit: Kit,
  known: { delivery: OutboundDelivery; order: SalesOrder },
  recheckMs: number,
): Promise<{ delivery: OutboundDelivery; order: SalesOrder }> {
  const { ask, enter, settle } = kit;
  const { plant, deliveryNo } = known.delivery;
  let { delivery, order } = known;
  for (let looks = 0; ; looks += 1) {
    const hold = delivery.goodsIssue ? undefined : holdOf(order, delivery);
    if (!hold) {
      settle('hold');
      enter('CHECKED');
      return { delivery, order };
    }
    enter(hold.state);
    const { code, text } = hold;
    const impact = atRisk(order, delivery.lines);
    await ask(
      'hold',
      { code, text },
      { step: 'read order', impact, recheckAt: Date.now() + recheckAfter(recheckMs, looks) },
    );
    ({ delivery, order } = await takeOver(kit, { plant, deliveryNo }));
  }
}

/** What these lines would bring. */
export function atRisk(
  order: SalesOrder,
  lines: readonly { salesOrderLine: string; quantity: { value: string; uom: string } }[],
): Impact {
  const value = netValue(order, lines);
  return {
    orders: [order.salesOrderNo],
    ...(value && { revenueAtRisk: value }),
    confidence: value ? 'EXACT' : 'UNKNOWN',
  };
}
