import { SapPlant, type SapPlantOptions } from './sap-plant.js';

export type { NewChange } from './changes.js';
export type { NewItem } from './items.js';
export type { Ledger, LedgerConfirmation, LedgerDocument, LedgerMovement, LedgerOrder } from './ledger.js';
export type { NewComponent, NewOrder, OrderChange } from './orders.js';
export type { LedgerBilling, LedgerDelivery, LedgerJournalEntry, LedgerSalesOrder } from './sales-ledger.js';
export type { NewSalesOrder, NewSalesOrderLine, SalesOrderChange } from './sales-orders.js';
export type { LedgerInboundDelivery, LedgerPurchaseOrder } from './purchase-ledger.js';
export type { NewPurchaseOrder, NewPurchaseOrderLine, PurchaseOrderChange } from './purchase-orders.js';
export { SapPlant, type SapPlantOptions } from './sap-plant.js';
export { pumpOrder, seedItems } from './seed.js';
export type { StockLevel, StockStatus } from './stock.js';

/** A practice S/4HANA on loopback, empty: `seedItems` and `addOrder` fill it. */
export async function startSapPlant(options: SapPlantOptions & { port?: number } = {}): Promise<SapPlant> {
  const plant = new SapPlant(options);
  await plant.standIn.start(options.port ?? 0);
  return plant;
}
