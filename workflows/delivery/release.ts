import { decimal } from '../../decisions/arithmetic.js';
import { wms } from '../kit/index.js';
import type { About } from './about.js';
import { bringBack } from './bring-back.js';
import { atRisk } from './checks.js';

/** Also again, with other quantities: each is another version of the same warehouse order. */
export async function release(about: About): Promise<void> {
  const { kit, plant, deliveryNo, delivery, order } = about;
  about.version += 1;
  about.releaseDue = false;
  const version = String(about.version);
  const message = {
    plant,
    deliveryNo,
    version,
    shipBy: delivery.plannedGoodsIssue,
    shipTo: order.shipTo.name,
    lines: delivery.lines
      .filter(({ quantity }) => !decimal(quantity.value).isZero())
      .map(({ line, item, quantity, lot }) => ({ line, item, quantity, ...(lot !== undefined && { lot }) })),
  };
  await kit.step('release to warehouse', wms.releaseOutbound(message), {
    entity: version,
    undo: { by: () => bringBack(about) },
    impact: atRisk(order, delivery.lines),
  });
  if (about.version === 1) kit.enter('RELEASED_TO_WMS');
}
