import { Decimal } from 'decimal.js';
import type { DeliveryLineQuantity, Erp } from '../../contracts/ports.js';
import { deliveryPosted, readSapDelivery, type SapDelivery, type SapDeliveryItem } from './deliveries.js';
import { deleteHeader, deleteItem, patchItem } from './delivery-functions.js';
import { bringTo } from './delivery-steps.js';
import { sameNumber } from './odata.js';
import { decidedAnew, rejected } from './preconditions.js';
import type { SapSession } from './session.js';
import type { Step } from './steps.js';

export const changeDelivery = (sap: SapSession): Erp['changeDelivery'] => ({
  send: ({ deliveryNo, lines }, { signal }) =>
    bringTo(sap, deliveryNo, signal, (found) => lines.flatMap((line) => changeOf(sap, found, line))),
  async find({ deliveryNo, lines }, { signal }) {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    return found && lines.every((line) => isAsWished(found, line)) ? deliveryPosted(sap, deliveryNo) : null;
  },
});

/** A delivery that is gone, or never was, counts as deleted. */
export const deleteDelivery = (sap: SapSession): Erp['deleteDelivery'] => ({
  send: ({ deliveryNo }, { signal }) =>
    decidedAnew(async () => {
      const found = await readSapDelivery(sap, deliveryNo, signal);
      if (found) await deleteHeader(sap, found, signal);
      return deliveryPosted(sap, deliveryNo);
    }),
  async find({ deliveryNo }, { signal }) {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    return found ? null : deliveryPosted(sap, deliveryNo);
  },
});

export const itemAt = (found: SapDelivery, line: string): SapDeliveryItem | undefined =>
  found.to_DeliveryDocumentItem.find((item) => sameNumber(item.DeliveryDocumentItem, line.split('/').at(-1) ?? line));

/** @throws ConnectorError B-REJECTED when the delivery has no such line */
export function itemIn({ system }: SapSession, found: SapDelivery, line: string): SapDeliveryItem {
  const item = itemAt(found, line);
  if (item) return item;
  throw rejected(system, `delivery ${found.DeliveryDocument} has no line ${line}`);
}

function isAsWished(found: SapDelivery, { line, quantity }: DeliveryLineQuantity): boolean {
  const item = itemAt(found, line);
  const wished = new Decimal(quantity.value);
  if (wished.isZero()) return item === undefined;
  return item !== undefined && wished.eq(item.ActualDeliveryQuantity);
}

function changeOf(sap: SapSession, found: SapDelivery, wish: DeliveryLineQuantity): Step[] {
  if (isAsWished(found, wish)) return [];
  const { DeliveryDocumentItem: line } = itemIn(sap, found, wish.line);
  const { value, uom } = wish.quantity;
  if (new Decimal(value).isZero()) return [() => deleteItem(sap, found, line)];
  return [() => patchItem(sap, found, line, { ActualDeliveryQuantity: value, DeliveryQuantityUnit: uom })];
}
