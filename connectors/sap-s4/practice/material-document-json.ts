import type { MaterialDocument, Movement } from './documents.js';
import { dateValue, timeValue } from './dates.js';
import { placesOf } from './movement-types.js';
import type { StockStatus } from './stock.js';

/** SAP's numbers of the kinds of stock, and the letters by which a posting names them. */
export const stockTypes: Record<StockStatus, string> = { UNRESTRICTED: '01', QUALITY: '02', BLOCKED: '07' };
const usability: Record<StockStatus, string> = { UNRESTRICTED: '', QUALITY: 'X', BLOCKED: 'S' };

/** `A_MaterialDocumentHeaderType` */
export const materialDocumentJson = (one: MaterialDocument) => ({
  MaterialDocumentYear: one.year,
  MaterialDocument: one.number,
  DocumentDate: dateValue(one.postingDate),
  PostingDate: dateValue(one.postingDate),
  CreationDate: dateValue(createdOn(one).day),
  CreationTime: createdOn(one).time,
  MaterialDocumentHeaderText: one.text.slice(0, 25),
  ReferenceDocument: one.reference,
  to_MaterialDocumentItem: one.movements.map((movement, index) => itemJson(one, movement, index)),
});

/** The system's own clock is UTC. */
function createdOn({ createdAt }: MaterialDocument): { day: string; time: string } {
  const at = new Date(createdAt).toISOString();
  return { day: at.slice(0, 10), time: timeValue(at) };
}

/** `A_MaterialDocumentItemType`; what takes a document back names its items. */
function itemJson(one: MaterialDocument, movement: Movement, index: number) {
  const { from, to } = placesOf(movement);
  const status = (from ?? to)?.status ?? 'UNRESTRICTED';
  const item = String(index + 1);
  return {
    MaterialDocumentYear: one.year,
    MaterialDocument: one.number,
    MaterialDocumentItem: item,
    Material: movement.item,
    Plant: movement.plant,
    StorageLocation: movement.location,
    Batch: movement.batch,
    GoodsMovementType: movement.type,
    InventoryStockType: stockTypes[status],
    InventoryUsabilityCode: usability[status],
    IssuingOrReceivingStorageLoc: movement.toLocation ?? '',
    IssuingOrReceivingPlant: '',
    IssgOrRcvgBatch: movement.toBatch ?? '',
    InventorySpecialStockType: '',
    Delivery: movement.delivery ?? movement.inboundDelivery ?? '',
    DeliveryItem: movement.deliveryLine ?? movement.inboundDeliveryLine ?? '',
    ManufacturingOrder: movement.orderNo,
    PurchaseOrder: movement.purchaseOrder ?? '',
    PurchaseOrderItem: movement.purchaseOrderLine ?? '',
    Reservation: movement.reservation,
    ReservationItem: movement.reservationItem,
    MaterialBaseUnit: movement.uom,
    QuantityInBaseUnit: movement.quantity.toFixed(),
    EntryUnit: movement.entry.uom,
    QuantityInEntryUnit: movement.entry.quantity,
    GoodsMovementIsCancelled: one.cancelledBy !== undefined,
    ReversedMaterialDocumentYear: one.cancels === undefined ? '' : one.year,
    ReversedMaterialDocument: one.cancels ?? '',
    ReversedMaterialDocumentItem: one.cancels === undefined ? '' : item,
    IsAutomaticallyCreated: '',
  };
}
