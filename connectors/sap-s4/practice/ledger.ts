import { placesOf } from './movement-types.js';
import { type PurchaseLedger, purchaseLedgerOf } from './purchase-ledger.js';
import { type SalesLedger, salesLedgerOf } from './sales-ledger.js';
import type { MaterialDocument, Movement, PlantConfirmation } from './documents.js';
import type { PlantState } from './state.js';
import type { StockLevel, StockStatus } from './stock.js';

export interface LedgerMovement {
  /**
   * SAP's number: 101 receipt, 261 issue, 311 transfer, 601 goods issue of a delivery, 602 its reversal; 102 less received,
   * 122 returned, 511 free of charge, 321 released, 350 blocked, 331 used up by a test; 343 unblocked, 344 blocked,
   * 309 called another batch, 701 found, 702 missed by a count; 123, 262, 310, 312, 322, 332, 349 and 512 take one of them back.
   */
  type: string;
  orderNo: string;
  plant: string;
  item: string;
  /** In base units. */
  quantity: string;
  uom: string;
  location: string;
  batch?: string;
  reservationItem?: string;
  /** Of a transfer. */
  toLocation?: string;
  /** Of a change of batches. */
  toBatch?: string;
  /** What may be done with the stock that it takes or, where it takes none, brings; left out while that is anything. */
  status?: StockStatus;
  /** Where it makes another of it. */
  toStatus?: StockStatus;
  purchaseOrder?: string;
  purchaseOrderLine?: string;
  inboundDelivery?: string;
  delivery?: string;
  deliveryLine?: string;
  /** Of a movement for a purchase order by its price; of what leaves with a delivery, comes free or is tested at standard cost. */
  value?: string;
}

export interface LedgerDocument {
  number: string;
  year: string;
  /** What its sender called it; documents with the same one are duplicates. */
  reference: string;
  text: string;
  postingDate: string;
  /** The confirmation that it was posted with. */
  confirmation?: string;
  /** Number of the document that it takes back; what it was called by its sender stands there. */
  cancels?: string;
  cancelledBy?: string;
  movements: LedgerMovement[];
}

export interface LedgerConfirmation {
  number: string;
  orderNo: string;
  operation: string;
  /** What its sender called it; confirmations with the same one are duplicates. */
  externalKey: string;
  text: string;
  yield: string;
  scrap: string;
  rework: string;
  final: boolean;
  /** Numbers of the confirmations that it was reversed by, or reverses. */
  reversedBy?: string;
  reverses?: string;
  postingDate: string;
  /** Times of work, by their place among SAP's six; only where there are any. */
  work?: { position: number; quantity: string; uom: string }[];
}

export interface LedgerOrder {
  orderNo: string;
  plant: string;
  item: string;
  quantity: string;
  confirmedYield: string;
  released: boolean;
  releasedByMes: boolean;
  confirmed: boolean;
  technicallyCompleted: boolean;
}

/** What people and tests compare: opening stock and documents make up the stock. */
export interface Ledger extends SalesLedger, PurchaseLedger {
  confirmations: LedgerConfirmation[];
  materialDocuments: LedgerDocument[];
  opening: StockLevel[];
  stock: StockLevel[];
  /** Movements that S/4HANA kept back for post-processing (COGI). */
  failedMovements: (LedgerMovement & { confirmation: string; reason: string })[];
  orders: LedgerOrder[];
}

export const ledgerOf = (state: PlantState): Ledger => ({
  ...salesLedgerOf(state),
  ...purchaseLedgerOf(state),
  confirmations: state.confirmations.map(confirmationOf),
  materialDocuments: state.materialDocuments.map(documentOf),
  opening: state.opening.list(),
  stock: state.stock.list(),
  failedMovements: state.failedMovements.map(({ confirmation: { group, count }, movement, reason }) => ({
    ...movementOf(movement),
    confirmation: `${group}/${count}`,
    reason,
  })),
  orders: [...state.orders.values()].map(({ orderNo, plant, item, quantity, confirmedYield, flags }) => ({
    orderNo,
    plant,
    item,
    quantity,
    confirmedYield: confirmedYield.toFixed(),
    released: flags.released,
    releasedByMes: flags.releasedByMes,
    confirmed: flags.confirmed,
    technicallyCompleted: flags.technicallyCompleted,
  })),
});

const confirmationOf = (one: PlantConfirmation): LedgerConfirmation => ({
  number: `${one.group}/${one.count}`,
  orderNo: one.orderNo,
  operation: one.operation,
  externalKey: one.externalKey,
  text: one.text,
  yield: one.yield,
  scrap: one.scrap,
  rework: one.rework,
  final: one.final,
  ...(one.reversedBy && { reversedBy: one.reversedBy }),
  ...(one.reverses && { reverses: one.reverses }),
  postingDate: one.postingDate,
  ...(one.work.length > 0 && { work: one.work }),
});

const documentOf = ({ movements, ...document }: MaterialDocument): LedgerDocument => ({
  ...document,
  reference: document.cancels === undefined ? document.reference : '',
  movements: movements.map(movementOf),
});

function movementOf(movement: Movement): LedgerMovement {
  const { type, orderNo, plant, item, quantity, uom, location, batch, reservationItem, toLocation, toBatch } = movement;
  return {
    type,
    orderNo,
    plant,
    item,
    quantity: quantity.toFixed(),
    uom,
    location,
    ...(batch && { batch }),
    ...(reservationItem && { reservationItem }),
    ...(toLocation && { toLocation }),
    ...(toBatch && { toBatch }),
    ...statusesOf(movement),
    ...ordersOf(movement),
  };
}

function statusesOf(movement: Movement): Pick<LedgerMovement, 'status' | 'toStatus'> {
  const { from, to } = placesOf(movement);
  const status = (from ?? to)?.status;
  return {
    ...(status && status !== 'UNRESTRICTED' && { status }),
    ...(from && to && from.status !== to.status && { toStatus: to.status }),
  };
}

const ordersOf = ({
  purchaseOrder,
  purchaseOrderLine,
  inboundDelivery,
  delivery,
  deliveryLine,
  value,
}: Movement): Partial<LedgerMovement> => ({
  ...(purchaseOrder && { purchaseOrder }),
  ...(purchaseOrderLine && { purchaseOrderLine }),
  ...(inboundDelivery && { inboundDelivery }),
  ...(delivery && { delivery }),
  ...(deliveryLine && { deliveryLine }),
  ...(value && { value }),
});
