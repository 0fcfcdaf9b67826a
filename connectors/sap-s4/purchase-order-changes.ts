import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import type { Quantity } from '../../contracts/quantity.js';
import { entity, sameNumber, services } from './odata.js';
import { rejected, uncut } from './preconditions.js';
import {
  existingPurchaseOrder,
  readSapPurchaseOrder,
  type SapPurchaseItem,
  type SapPurchaseOrder,
} from './purchase-orders.js';
import type { SapSession } from './session.js';
import { stepByStep } from './steps.js';

/** More was taken than was ordered: the order is raised to it. */
export const amendPurchaseOrder = (sap: SapSession): Erp['amendPurchaseOrder'] => ({
  async send({ purchaseOrderNo, line, quantity }, { signal }) {
    await stepByStep(sap.system, `purchase order ${purchaseOrderNo}`, signal, async (reading) => {
      const order = await existingPurchaseOrder(sap, purchaseOrderNo, reading);
      const item = itemIn(sap, order, line);
      if (isOrdered(sap, item, quantity)) return [];
      return [() => patchItem(sap, order, item, { OrderQuantity: quantity.value })];
    });
    return posted(sap, purchaseOrderNo);
  },
  async find({ purchaseOrderNo, line, quantity }, { signal }) {
    const order = await readSapPurchaseOrder(sap, purchaseOrderNo, signal);
    return order && isOrdered(sap, itemIn(sap, order, line), quantity) ? posted(sap, purchaseOrderNo) : null;
  },
});

export const setDeliveryComplete = (sap: SapSession): Erp['setDeliveryComplete'] => ({
  async send({ purchaseOrderNo, lines }, { signal }) {
    await stepByStep(sap.system, `purchase order ${purchaseOrderNo}`, signal, async (reading) => {
      const order = await existingPurchaseOrder(sap, purchaseOrderNo, reading);
      return openItems(sap, order, lines).map(
        (item) => () => patchItem(sap, order, item, { IsCompletelyDelivered: true }),
      );
    });
    return posted(sap, purchaseOrderNo);
  },
  async find({ purchaseOrderNo, lines }, { signal }) {
    const order = await readSapPurchaseOrder(sap, purchaseOrderNo, signal);
    return order && openItems(sap, order, lines).length === 0 ? posted(sap, purchaseOrderNo) : null;
  },
});

const openItems = (sap: SapSession, order: SapPurchaseOrder, lines: string[]): SapPurchaseItem[] =>
  lines.map((line) => itemIn(sap, order, line)).filter(({ IsCompletelyDelivered }) => !IsCompletelyDelivered);

/** @throws ConnectorError B-REJECTED when the order has no such line */
function itemIn({ system }: SapSession, order: SapPurchaseOrder, line: string): SapPurchaseItem {
  const item = order.to_PurchaseOrderItem.find(({ PurchaseOrderItem }) => sameNumber(PurchaseOrderItem, line));
  if (item) return item;
  throw rejected(system, `purchase order ${order.PurchaseOrder} has no line ${line}`);
}

/** @throws ConnectorError C-UOM: a quantity in another unit would be another order */
function isOrdered({ system }: SapSession, item: SapPurchaseItem, { value, uom }: Quantity): boolean {
  const { OrderQuantity, PurchaseOrderQuantityUnit: unit, PurchaseOrderItem: line } = item;
  if (unit === uom) return new Decimal(OrderQuantity).eq(value);
  const text = `${system}: line ${line} is ordered in ${unit}, not in ${uom}`;
  throw new ConnectorError({ code: 'C-UOM', text, applied: 'no', upstream: { system } });
}

async function patchItem(
  sap: SapSession,
  order: SapPurchaseOrder,
  item: SapPurchaseItem,
  body: Record<string, unknown>,
): Promise<void> {
  const etag = item.__metadata?.etag ?? order.__metadata?.etag;
  const keys = { PurchaseOrder: order.PurchaseOrder, PurchaseOrderItem: item.PurchaseOrderItem };
  const write = { method: 'PATCH', body, signal: uncut(), ...(etag && { ifMatch: etag }) } as const;
  await sap.write(services.purchaseOrder, entity('A_PurchaseOrderItem', keys), {}, write, z.unknown());
}

const posted = ({ system }: SapSession, purchaseOrderNo: string): Posted => ({
  documents: [{ system, type: 'PURCHASE_ORDER', number: purchaseOrderNo }],
});
