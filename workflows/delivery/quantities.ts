import type { OrderLineQuantity } from '../../decisions/open-lines.js';
import { byDeliveryLine, withQuantities, type LineQuantity } from '../../decisions/picking.js';
import { erp } from '../kit/index.js';
import { report, type About } from './about.js';

/** Sets what the delivery is to bring, in the ERP. */
export async function setQuantities(about: About, lines: LineQuantity[]): Promise<void> {
  const { kit, plant, deliveryNo } = about;
  const entity = lines.map(({ line, quantity }) => `${line}:${quantity.value}`).join(' ');
  await kit.step('change delivery', erp.changeDelivery({ plant, deliveryNo, lines }), {
    entity: `${about.version} ${entity}`.slice(0, 200),
  });
  about.delivery = withQuantities(about.delivery, lines);
}

/**
 * The customer wants another quantity, and it is still here: the ERP's delivery and the warehouse's order follow.
 * What is picked too much then is brought back before anything is issued. Nothing at all is no delivery: it is taken
 * back as a whole.
 */
export async function takeChange(about: About, change: OrderLineQuantity[]): Promise<void> {
  about.change = undefined;
  const lines = byDeliveryLine(about.delivery, change);
  if (withQuantities(about.delivery, lines).lines.length === 0) {
    about.unwanted = true;
    about.kit.run.askCancel('the order wants none of it');
    return;
  }
  await setQuantities(about, lines);
  about.releaseDue = true;
  await report(about, 'OPEN');
}
