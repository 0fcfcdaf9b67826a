import type { MaterialDocument, Movement, PlantConfirmation, PlantState } from './state.js';
import type { StockLevel } from './stock.js';

export interface LedgerMovement {
  /** SAP's number: 101 receipt, 261 issue. */
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
export interface Ledger {
  confirmations: LedgerConfirmation[];
  materialDocuments: LedgerDocument[];
  opening: StockLevel[];
  stock: StockLevel[];
  /** Movements that S/4HANA kept back for post-processing (COGI). */
  failedMovements: (LedgerMovement & { confirmation: string; reason: string })[];
  orders: LedgerOrder[];
}

export const ledgerOf = (state: PlantState): Ledger => ({
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
});
