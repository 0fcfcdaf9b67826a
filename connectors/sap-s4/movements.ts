import type { MovementLine, MovementType, StockStatus } from '../../contracts/entities/documents.js';

/** SAP's numbers of the movements. The first of a number is the one that confirmations make. */
export const movementTypes: Record<MovementType, string> = {
  GR_PRODUCTION: '101',
  GR_PRODUCTION_LESS: '102',
  GI_PRODUCTION: '261',
  TRANSFER: '311',
  GR_PURCHASE: '101',
  GR_PURCHASE_LESS: '102',
  GR_FREE: '511',
  QUALITY_RELEASE: '321',
  QUALITY_BLOCK: '350',
  SAMPLE: '331',
  RETURN_SUPPLIER: '122',
  COUNT_GAIN: '701',
  COUNT_LOSS: '702',
  BLOCK: '344',
  UNBLOCK: '343',
  LOT_CHANGE: '309',
};

export const movementTypeOf = (number: string): MovementType | undefined =>
  (Object.keys(movementTypes) as MovementType[]).find((type) => movementTypes[type] === number);

/** What is received from a supplier for an order, and what takes it back. */
const FOR_PURCHASE_ORDER: readonly MovementType[] = ['GR_PURCHASE', 'GR_PURCHASE_LESS', 'RETURN_SUPPLIER'];
/** Stock of these comes into the books. */
const RECEIPTS: readonly MovementType[] = ['GR_PRODUCTION', 'GR_PURCHASE', 'GR_FREE'];

export const isForPurchaseOrder = (type: MovementType): boolean => FOR_PURCHASE_ORDER.includes(type);

export const isReceipt = (type: MovementType): boolean => RECEIPTS.includes(type);

/**
 * Which stock a receipt goes to, or a return comes from (assumed: SAP's INSMK). None is sent for unrestricted use; the
 * other movements say it by their number.
 */
const usability: Partial<Record<StockStatus, string>> = { QUALITY: 'X', BLOCKED: 'S' };
const SAYS_STOCK: readonly MovementType[] = [
  ...FOR_PURCHASE_ORDER,
  'GR_PRODUCTION_LESS',
  'GR_FREE',
  'COUNT_GAIN',
  'COUNT_LOSS',
];

/** Of an order's own product. */
export const isForOrder = (type: MovementType): boolean => type === 'GR_PRODUCTION' || type === 'GR_PRODUCTION_LESS';

const stockOf = ({ status }: MovementLine) =>
  status && usability[status] ? { InventoryUsabilityCode: usability[status] } : {};

/** What both services call alike in a line of stock to move. */
export const movementFields = (plant: string, line: MovementLine) => ({
  Material: line.item,
  Plant: plant,
  StorageLocation: line.location,
  GoodsMovementType: movementTypes[line.type],
  EntryUnit: line.quantity.uom,
  QuantityInEntryUnit: line.quantity.value,
  ...(line.lot && { Batch: line.lot }),
  ...(line.type === 'TRANSFER' && line.toLocation && { IssuingOrReceivingStorageLoc: line.toLocation }),
  ...(line.reservation &&
    line.reservationItem && { Reservation: line.reservation, ReservationItem: line.reservationItem }),
  // Without it SAP does not take a receipt as one for the order that it names.
  ...(isForOrder(line.type) && { GoodsMovementRefDocType: 'F' }),
  ...(line.type === 'GR_PRODUCTION' && stockOf(line)),
});

/** What only a material document has: the purchase order, the delivery that brought it, the kind of stock, another lot. */
export const purchaseFields = ({ type, status, purchaseOrder, inboundDelivery, toLot, location }: MovementLine) => ({
  ...(isForPurchaseOrder(type) &&
    purchaseOrder && {
      GoodsMovementRefDocType: 'B',
      PurchaseOrder: purchaseOrder.number,
      PurchaseOrderItem: purchaseOrder.line,
      ...(inboundDelivery && { Delivery: inboundDelivery.number, DeliveryItem: inboundDelivery.line }),
    }),
  ...(type === 'LOT_CHANGE' && toLot && { IssgOrRcvgBatch: toLot, IssuingOrReceivingStorageLoc: location }),
  ...(SAYS_STOCK.includes(type) && status && usability[status] && { InventoryUsabilityCode: usability[status] }),
});

/** An order's own product; co-products would have items of their own. */
export const ORDER_ITEM = '0001';
