import type { MovementLine, MovementType } from '../../contracts/entities/documents.js';

/** SAP's numbers of the movements that orders make. */
export const movementTypes: Record<MovementType, string> = {
  GR_PRODUCTION: '101',
  GI_PRODUCTION: '261',
  TRANSFER: '311',
};

export const movementTypeOf = (number: string): MovementType | undefined =>
  (Object.keys(movementTypes) as MovementType[]).find((type) => movementTypes[type] === number);

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
  ...(line.type === 'GR_PRODUCTION' && { GoodsMovementRefDocType: 'F' }),
});

/** An order's own product; co-products would have items of their own. */
export const ORDER_ITEM = '0001';
