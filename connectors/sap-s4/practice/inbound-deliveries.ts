import { Decimal } from 'decimal.js';
import { parse } from './creatable.js';
import { refused } from './movements.js';
import { receivedWith } from './purchase-movements.js';
import type { PlantPurchaseOrder, PlantPurchaseOrderLine } from './purchase-orders.js';
import type { PlantInboundDelivery, PlantInboundItem } from './purchase-state.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface Wish {
  order: PlantPurchaseOrder;
  line: PlantPurchaseOrderLine;
  quantity: Decimal;
}

/** Creates what is asked for, whether or not it was asked for before, as S/4HANA does. @throws Refusal */
export function createInboundDelivery(state: PlantState, body: unknown): PlantInboundDelivery {
  const { values, items } = parse('A_InbDeliveryHeaderType', body, 'to_DeliveryDocumentItem');
  const wishes = items.map((item) => wishOf(state, parse('A_InbDeliveryItemType', item).values));
  const [first] = wishes;
  if (!first) throw refused('VL/300', 'The delivery has no items');
  if (wishes.some(({ order }) => order !== first.order)) throw refused('VL/301', 'One purchase order in a delivery');
  const { purchaseOrderNo, supplier } = first.order;
  if (text(values.Supplier) !== supplier)
    throw refused('VL/303', `Purchase order ${purchaseOrderNo} is not of supplier ${text(values.Supplier)}`);
  const delivery: PlantInboundDelivery = {
    deliveryNo: state.purchases.takeInboundDeliveryNo(),
    purchaseOrderNo,
    supplier,
    packingSlip: text(values.DeliveryDocumentBySupplier),
    date: text(values.DeliveryDate) || null,
    time: text(values.DeliveryTime) || 'PT00H00M00S',
    version: 1,
    deleted: false,
    items: wishes.map(({ line, quantity }, index) => ({
      line: String((index + 1) * 10).padStart(6, '0'),
      purchaseOrderLine: line.line,
      item: line.item,
      plant: line.plant,
      quantity,
      uom: line.uom,
    })),
  };
  state.purchases.inboundDeliveries.push(delivery);
  return delivery;
}

function wishOf(state: PlantState, values: Record<string, unknown>): Wish {
  const order = state.purchases.order(text(values.ReferenceSDDocument));
  const line = state.purchases.line(order, text(values.ReferenceSDDocumentItem));
  const at = `Item ${line.line} of purchase order ${order.purchaseOrderNo}`;
  if (!order.released) throw refused('VL/304', `${at} is not released`);
  if (line.deleted || line.deliveryComplete) throw refused('VL/305', `${at} is not to be delivered any more`);
  if (values.Material !== undefined && text(values.Material) !== line.item)
    throw refused('VL/306', `${at} is not for material ${text(values.Material)}`);
  if (text(values.DeliveryQuantityUnit) !== line.uom)
    throw refused('VL/064', `Unit of the delivery is not ${line.uom}`);
  const quantity = new Decimal(text(values.ActualDeliveryQuantity) || '0');
  if (!quantity.gt(0)) throw refused('VL/066', `${at}: enter a quantity`);
  return { order, line, quantity };
}

/** @throws Refusal once something of it is received */
export function deleteInboundDelivery(state: PlantState, delivery: PlantInboundDelivery): void {
  if (statusOf(state, delivery) !== 'A')
    throw refused('VL/366', `Goods receipt of delivery ${delivery.deliveryNo} is posted: it can no longer be changed`);
  delivery.deleted = true;
}

/** A, B, C: nothing, some, all of it was received. */
export function statusOf(state: PlantState, delivery: PlantInboundDelivery): 'A' | 'B' | 'C' {
  const statuses = delivery.items.map((item) => itemStatusOf(state, delivery, item));
  if (statuses.every((one) => one === 'A')) return 'A';
  return statuses.every((one) => one === 'C') ? 'C' : 'B';
}

function itemStatusOf(state: PlantState, delivery: PlantInboundDelivery, item: PlantInboundItem): 'A' | 'B' | 'C' {
  const received = receivedWith(state, delivery.deliveryNo, item.line);
  if (received.isZero()) return 'A';
  return received.gte(item.quantity) ? 'C' : 'B';
}

export const etagOf = ({ version }: PlantInboundDelivery): string => `W/"'${String(version).padStart(4, '0')}'"`;

/** `A_InbDeliveryHeaderType` with what hangs on it; there is no capture of this service. */
export const inboundDeliveryJson = (state: PlantState, delivery: PlantInboundDelivery) => ({
  __metadata: { etag: etagOf(delivery) },
  DeliveryDocument: delivery.deliveryNo,
  DeliveryDocumentType: 'EL',
  Supplier: delivery.supplier,
  DeliveryDocumentBySupplier: delivery.packingSlip,
  DeliveryDate: delivery.date,
  DeliveryTime: delivery.time,
  OverallGoodsMovementStatus: statusOf(state, delivery),
  to_DeliveryDocumentItem: delivery.items.map((item) => ({
    DeliveryDocument: delivery.deliveryNo,
    DeliveryDocumentItem: item.line,
    Material: item.item,
    Plant: item.plant,
    ReferenceSDDocument: delivery.purchaseOrderNo,
    ReferenceSDDocumentCategory: 'V',
    ReferenceSDDocumentItem: item.purchaseOrderLine.padStart(6, '0'),
    ActualDeliveryQuantity: item.quantity.toFixed(),
    DeliveryQuantityUnit: item.uom,
    GoodsMovementStatus: itemStatusOf(state, delivery, item),
  })),
});
