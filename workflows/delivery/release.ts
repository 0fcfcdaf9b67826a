import { decimal } from '../../decisions/arithmetic.js';
import { Rejected, wms } from '../kit/index.js';
import type { About } from './about.js';
import { bringBack } from './bring-back.js';
import { atRisk } from './checks.js';

/**
 * Also again, with other quantities: each is another version of the same warehouse order.
 * @param yields whether a refusal, because more is picked or it has left, is answered by looking at the warehouse again
 * @returns whether the warehouse has taken it
 */
export async function release(about: About, yields = false): Promise<boolean> {
  const { kit, order, delivery } = about;
  about.version += 1;
  const version = String(about.version);
  try {
    await kit.step('release to warehouse', wms.releaseOutbound(messageOf(about, version)), {
      entity: version,
      undo: { by: () => bringBack(about) },
      impact: atRisk(order, delivery.lines),
      ...(yields && { catches: ['B-OUTBOUND-PICKED', 'B-OUTBOUND-SHIPPED'] }),
    });
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    return false;
  }
  about.releaseDue = false;
  if (about.version === 1) kit.enter('RELEASED_TO_WMS');
  return true;
}

const messageOf = ({ plant, deliveryNo, delivery, order }: About, version: string) => ({
  plant,
  deliveryNo,
  version,
  shipBy: delivery.plannedGoodsIssue,
  shipTo: order.shipTo.name,
  lines: delivery.lines
    .filter(({ quantity }) => !decimal(quantity.value).isZero())
    .map(({ line, item, quantity, lot }) => ({ line, item, quantity, ...(lot !== undefined && { lot }) })),
});
