import { type SalesLedger, salesLedgerOf } from './sales-ledger.js';
import type { MaterialDocument, Movement, PlantConfirmation } from './documents.js';
import type { PlantState } from './state.js';
import type { StockLevel } from './stock.js';

export interface LedgerMovement {
  /** SAP's number: 101 receipt, 261 issue, 311 transfer, 601 goods issue of a delivery, 602 its reversal. */
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
  delivery?: string;
  deliveryLine?: string;
  /** What leaves with a delivery, at standard cost. */
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
export interface Ledger extends SalesLedger {
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
  postingDate: one.postingDate,
  ...(one.work.length > 0 && { work: one.work }),
});

const documentOf = ({ movements, ...document }: MaterialDocument): LedgerDocument => ({
  ...document,
  movements: movements.map(movementOf),
});

const movementOf = ({
  type,
  orderNo,
  plant,
  item,
  quantity,
  uom,
  location,
  batch,
  reservationItem,
  toLocation,
  delivery,
  deliveryLine,
  value,
}: Movement): LedgerMovement => ({
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
  ...(delivery && { delivery }),
  ...(deliveryLine && { deliveryLine }),
  ...(value && { value }),
});
