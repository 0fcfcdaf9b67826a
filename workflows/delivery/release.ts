import { decimal } from '../../decisions/arithmetic.js';
import type { SalesOrder } from '../../contracts/entities/sales-order.js';
import { pickedOf, wantedOf } from '../../decisions/picking.js';
import { Rejected, wms } from '../kit/index.js';
import type { About } from './about.js';
import { bringBack } from './bring-back.js';
import { atRisk } from './checks.js';

/**
 * Also again, with other quantities: each is another version of the same warehouse order.
 * @returns whether the warehouse has taken it; a later version it refuses when more is picked or it has left
 */
export async function release(about: About): Promise<boolean> {
  const { kit, order, delivery } = about;
  about.version += 1;
  const version = String(about.version);
  const mayYield = about.version > 1;
  try {
    await kit.step('release to warehouse', wms.releaseOutbound(messageOf(about, version)), {
      entity: version,
      undo: { by: () => bringBack(about) },
      impact: atRisk(order, delivery.lines),
      ...(mayYield && { catches: ['B-OUTBOUND-PICKED', 'B-OUTBOUND-SHIPPED'] }),
    });
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    return false;
  }
  about.releaseDue = false;
  if (!mayYield) kit.enter('RELEASED_TO_WMS');
  return true;
}

const messageOf = ({ plant, deliveryNo, delivery, order, warehouse }: About, version: string) => ({
  plant,
  deliveryNo,
  version,
  shipBy: delivery.plannedGoodsIssue,
  shipTo: order.shipTo.name,
  lines: wantedOf(delivery, toleranceOf(order)).flatMap(({ line, quantity, most }) => {
    const of = delivery.lines.find((one) => one.line === line);
    const picked = pickedOf(warehouse, line);
    // What is picked already and the customer takes as well is not brought back.
    const mayStay = decimal(picked).gt(quantity.value) && decimal(picked).lte(most);
    const wanted = { value: mayStay ? picked : quantity.value, uom: quantity.uom };
    return of ? [{ line, item: of.item, quantity: wanted, ...(of.lot !== undefined && { lot: of.lot }) }] : [];
  }),
});

export const toleranceOf =
  ({ lines }: SalesOrder) =>
  (salesOrderLine: string): string =>
    lines.find(({ line }) => line === salesOrderLine)?.overTolerancePct ?? '0';
