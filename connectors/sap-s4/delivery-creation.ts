import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { DeliveryCreation, DeliveryOfOrder, Erp, Posted } from '../../contracts/ports.js';
import { fieldsOf, listOf } from './entities.js';
import { quoted, sameNumber, services, unpadded } from './odata.js';
import { createdDelivery, deliveredItem } from './sales-entities.js';
import { salesLineOf } from './sales-orders.js';
import type { SapSession } from './session.js';

type DeliveredItem = z.infer<typeof deliveredItem>;

export const createDelivery = (sap: SapSession): Erp['createDelivery'] => ({
  async send(message, { signal }) {
    const write = { body: bodyOf(message), signal };
    const created = await sap.write(services.outboundDelivery, 'A_OutbDeliveryHeader', {}, write, createdDelivery);
    return posted(sap, created.DeliveryDocument);
  },
  async find(message, { signal }) {
    const items = await itemsOf(sap, message.salesOrderNo, signal);
    const ours = deliveriesIn(items).find(([no, made]) => isUnknown(message, no) && hasLines(message, made));
    return ours ? posted(sap, ours[0]) : null;
  },
});

export const findDeliveries =
  (sap: SapSession): Erp['findDeliveries'] =>
  async ({ salesOrderNo }, { signal }) => {
    const deliveries = new Map<string, DeliveryOfOrder>();
    for (const item of await itemsOf(sap, salesOrderNo, signal)) {
      const { DeliveryDocument: deliveryNo, Plant: plant, DeliveryQuantityUnit: uom } = item;
      const delivery = deliveries.get(deliveryNo) ?? { plant, deliveryNo, lines: [] };
      deliveries.set(deliveryNo, delivery);
      const salesOrderLine = salesLineOf(item.ReferenceSDDocumentItem);
      const line = delivery.lines.find((one) => one.salesOrderLine === salesOrderLine);
      const value = new Decimal(line?.quantity.value ?? 0).plus(item.ActualDeliveryQuantity).toFixed();
      if (line) line.quantity = { value, uom };
      else delivery.lines.push({ salesOrderLine, quantity: { value, uom } });
    }
    return [...deliveries.values()].toSorted((a, b) => new Decimal(a.deliveryNo).cmp(b.deliveryNo));
  };

async function itemsOf(sap: SapSession, salesOrderNo: string, signal: AbortSignal): Promise<DeliveredItem[]> {
  const parameters = {
    $filter: `ReferenceSDDocument eq ${quoted(salesOrderNo)}`,
    $select: fieldsOf(deliveredItem).join(','),
  };
  const shape = listOf(deliveredItem);
  return (await sap.read(services.outboundDelivery, 'A_OutbDeliveryItem', parameters, shape, signal)) ?? [];
}

/** SAP determines the shipping point, the route and the dates from the order. */
const bodyOf = ({ salesOrderNo, lines }: DeliveryCreation) => ({
  to_DeliveryDocumentItem: {
    results: lines.map(({ salesOrderLine, quantity }) => ({
      ReferenceSDDocument: salesOrderNo,
      ReferenceSDDocumentItem: salesOrderLine,
      ActualDeliveryQuantity: quantity.value,
      DeliveryQuantityUnit: quantity.uom,
    })),
  },
});

const isUnknown = ({ known }: DeliveryCreation, deliveryNo: string): boolean =>
  !known.some((one) => sameNumber(one, deliveryNo));

/** By delivery, the oldest first, the quantity of each line of the order. */
function deliveriesIn(items: DeliveredItem[]): [string, Map<string, Decimal>][] {
  const deliveries = new Map<string, Map<string, Decimal>>();
  for (const item of items) {
    const lines = deliveries.get(item.DeliveryDocument) ?? new Map<string, Decimal>();
    deliveries.set(item.DeliveryDocument, lines);
    const line = unpadded(item.ReferenceSDDocumentItem);
    lines.set(line, (lines.get(line) ?? new Decimal(0)).plus(madeWith(item)));
  }
  return [...deliveries].toSorted(([a], [b]) => new Decimal(a).cmp(b));
}

/** What an item was created with, for quantities may have changed since; parts split off it were not. */
function madeWith(item: DeliveredItem): string {
  if (/[1-9]/.test(item.HigherLvlItmOfBatSpltItm)) return '0';
  return new Decimal(item.OriginalDeliveryQuantity).gt(0) ? item.OriginalDeliveryQuantity : item.ActualDeliveryQuantity;
}

/** All of the lines, no others, and in these quantities: a delivery with other ones is somebody else's. */
const hasLines = ({ lines }: DeliveryCreation, made: Map<string, Decimal>): boolean =>
  made.size === lines.length &&
  lines.every(({ salesOrderLine, quantity }) => made.get(unpadded(salesOrderLine))?.eq(quantity.value) === true);

const posted = ({ system }: SapSession, deliveryNo: string): Posted & { deliveryNo: string } => ({
  deliveryNo,
  documents: [{ system, type: 'OUTBOUND_DELIVERY', number: deliveryNo }],
});
