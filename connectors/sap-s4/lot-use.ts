import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { Erp, LotUse } from '../../contracts/ports.js';
import { fieldsOf, flag, listOf, number, text } from './entities.js';
import { quoted, services } from './odata.js';
import type { SapSession } from './session.js';

const deliveryItem = z.object({
  DeliveryDocument: z.string(),
  ActualDeliveryQuantity: number,
  DeliveryQuantityUnit: z.string(),
  GoodsMovementStatus: text,
});

const issue = z.object({
  ManufacturingOrder: text,
  GoodsMovementType: z.string(),
  QuantityInBaseUnit: number,
  MaterialBaseUnit: text,
  GoodsMovementIsCancelled: flag,
  ReversedMaterialDocument: text,
});

const MOST = '200';
const COMPLETE = 'C';

/** Deliveries by their items, orders by the material documents: SAP has no where-used list of a batch as a service. */
export const readLotUse =
  (sap: SapSession): Erp['readLotUse'] =>
  async ({ plant, item, lot }, { signal }) => {
    const of = `Material eq ${quoted(item)} and Batch eq ${quoted(lot)} and Plant eq ${quoted(plant)}`;
    const delivered = { $filter: of, $select: fieldsOf(deliveryItem).join(','), $top: MOST };
    const used = { $filter: `${of} and GoodsMovementType eq '261'`, $select: fieldsOf(issue).join(','), $top: MOST };
    const { outboundDelivery, materialDocument } = services;
    const items = await sap.read(outboundDelivery, 'A_OutbDeliveryItem', delivered, listOf(deliveryItem), signal);
    const issues = await sap.read(materialDocument, 'A_MaterialDocumentItem', used, listOf(issue), signal);
    return { deliveries: deliveriesOf(items ?? []), orders: ordersOf(issues ?? []) };
  };

const deliveriesOf = (items: z.infer<typeof deliveryItem>[]): LotUse['deliveries'] =>
  items
    .filter((one) => new Decimal(one.ActualDeliveryQuantity).gt(0))
    .map((one) => ({
      deliveryNo: one.DeliveryDocument,
      quantity: { value: new Decimal(one.ActualDeliveryQuantity).toFixed(), uom: one.DeliveryQuantityUnit },
      issued: one.GoodsMovementStatus === COMPLETE,
    }));

function ordersOf(issues: z.infer<typeof issue>[]): LotUse['orders'] {
  const totals = new Map<string, LotUse['orders'][number]>();
  for (const one of issues) {
    if (!one.ManufacturingOrder || one.GoodsMovementIsCancelled || one.ReversedMaterialDocument) continue;
    const before = totals.get(one.ManufacturingOrder)?.quantity.value ?? '0';
    const quantity = { value: new Decimal(before).plus(one.QuantityInBaseUnit).toFixed(), uom: one.MaterialBaseUnit };
    totals.set(one.ManufacturingOrder, { orderNo: one.ManufacturingOrder, quantity });
  }
  return [...totals.values()];
}
