import { dayIn } from './dates.js';
import { receivedOf, receivedWith } from './purchase-movements.js';
import type { PlantPurchaseOrder } from './purchase-orders.js';
import type { PlantInboundDelivery } from './purchase-state.js';
import type { PlantState } from './state.js';

export interface LedgerPurchaseOrder {
  purchaseOrderNo: string;
  supplier: string;
  released: boolean;
  lines: {
    line: string;
    plant: string;
    item: string;
    quantity: string;
    uom: string;
    /** In base units, by the material documents that stand. */
    received: string;
    price: string;
    priceUnit: string;
    currency: string;
    deliveryComplete: boolean;
    deleted: boolean;
  }[];
}

export interface LedgerInboundDelivery {
  deliveryNo: string;
  purchaseOrderNo: string;
  supplier: string;
  packingSlip: string;
  /** On the plant's clock: `2026-03-10T09:30:00`; empty where no day was told. */
  expected: string;
  deleted: boolean;
  lines: {
    line: string;
    purchaseOrderLine: string;
    plant: string;
    item: string;
    quantity: string;
    uom: string;
    /** In base units, by receipts that name the delivery. */
    received: string;
  }[];
}

export interface PurchaseLedger {
  purchaseOrders: LedgerPurchaseOrder[];
  inboundDeliveries: LedgerInboundDelivery[];
}

export const purchaseLedgerOf = (state: PlantState): PurchaseLedger => ({
  purchaseOrders: [...state.purchases.orders.values()].map((one) => orderOf(state, one)),
  inboundDeliveries: state.purchases.inboundDeliveries.map((one) => inboundOf(state, one)),
});

const orderOf = (
  state: PlantState,
  { purchaseOrderNo, supplier, released, lines }: PlantPurchaseOrder,
): LedgerPurchaseOrder => ({
  purchaseOrderNo,
  supplier,
  released,
  lines: lines.map((one) => ({
    line: one.line,
    plant: one.plant,
    item: one.item,
    quantity: one.quantity.toFixed(),
    uom: one.uom,
    received: receivedOf(state, purchaseOrderNo, one.line).toFixed(),
    price: one.price,
    priceUnit: one.priceUnit,
    currency: one.currency,
    deliveryComplete: one.deliveryComplete,
    deleted: one.deleted,
  })),
});

function expectedOf({ date, time }: PlantInboundDelivery): string {
  const day = dayIn(date);
  return day === undefined ? '' : `${day}T${time.replace(/^PT(\d\d)H(\d\d)M(\d\d)S$/, '$1:$2:$3')}`;
}

const inboundOf = (state: PlantState, one: PlantInboundDelivery): LedgerInboundDelivery => ({
  deliveryNo: one.deliveryNo,
  purchaseOrderNo: one.purchaseOrderNo,
  supplier: one.supplier,
  packingSlip: one.packingSlip,
  expected: expectedOf(one),
  deleted: one.deleted,
  lines: one.items.map(({ line, purchaseOrderLine, plant, item, quantity, uom }) => ({
    line,
    purchaseOrderLine,
    plant,
    item,
    quantity: quantity.toFixed(),
    uom,
    received: receivedWith(state, one.deliveryNo, line).toFixed(),
  })),
});
