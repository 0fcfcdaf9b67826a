import { Decimal } from 'decimal.js';
import type { MaterialDocument, Movement } from './documents.js';
import { inBaseUnits } from './items.js';
import { type ErrorDetail, Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One item of a request as a movement. @throws Refusal for what S/4HANA would not post */
export function movementOf(state: PlantState, values: Record<string, unknown>, orderNo: string): Movement {
  const type = text(values.GoodsMovementType);
  if (type !== '101' && type !== '261' && type !== '311')
    throw refused('M7/001', `Check table T156: entry ${type} does not exist`);
  if (type === '101' && values.GoodsMovementRefDocType !== 'F') {
    throw refused('MM_IM_ODATA_API_MDOC/011', 'Property MANUFACTURINGORDER is not supported for GoodsMovementType 101');
  }
  const item = state.item(text(values.Material));
  const entry = { quantity: text(values.QuantityInEntryUnit), uom: text(values.EntryUnit) };
  const quantity = inBaseUnits(item, entry.quantity || '0', entry.uom);
  if (!quantity) throw refused('M3/351', `Unit of measure ${entry.uom} is not defined for material ${item.item}`);
  if (!quantity.gt(0)) throw refused('M7/064', 'Enter a quantity');
  if (!state.plants.includes(text(values.Plant)))
    throw refused('M7/001', `Check table T001W: entry ${text(values.Plant)} does not exist`);
  if (!text(values.StorageLocation)) throw refused('M7/018', 'Enter Stor. Loc.');
  const toLocation = text(values.IssuingOrReceivingStorageLoc);
  if ((type === '311') !== (toLocation !== ''))
    throw refused('M7/097', 'Enter the receiving storage location of a transfer');
  return {
    type,
    ...(toLocation && { toLocation }),
    orderNo,
    item: item.item,
    plant: text(values.Plant),
    location: text(values.StorageLocation),
    batch: text(values.Batch),
    quantity,
    uom: item.baseUom,
    entry,
    reservation: text(values.Reservation),
    reservationItem: text(values.ReservationItem),
  };
}

/** Issues that stock does not cover, each after those before it. */
export function shortOf(state: PlantState, movements: Movement[]): { movement: Movement; missing: Decimal }[] {
  const planned: Movement[] = [];
  const short: { movement: Movement; missing: Decimal }[] = [];
  for (const movement of movements.filter(({ type }) => type === '261' || type === '311')) {
    const taken = planned.filter(
      (one) => one.item === movement.item && one.location === movement.location && one.batch === movement.batch,
    );
    const left = taken.reduce((rest, one) => rest.minus(one.quantity), state.stock.available(movement));
    if (left.lt(movement.quantity)) short.push({ movement, missing: movement.quantity.minus(Decimal.max(left, 0)) });
    else planned.push(movement);
  }
  return short;
}

export const deficit = ({ movement, missing }: { movement: Movement; missing: Decimal }): ErrorDetail => ({
  code: 'M7/021',
  message: `Deficit of ${movement.batch ? 'BA' : 'SL'} Unrestricted-use ${missing.toFixed()} ${movement.uom} : ${[
    movement.item,
    movement.plant,
    movement.location,
    movement.batch,
  ]
    .filter(Boolean)
    .join(' ')}`,
});

/** Moves the stock and writes the document; the caller has checked that stock covers it. */
export function postDocument(state: PlantState, header: Omit<MaterialDocument, 'number' | 'year'>): MaterialDocument {
  const number = String(4_900_000_001 + state.materialDocuments.length);
  const document = { ...header, number, year: header.postingDate.slice(0, 4) };
  for (const movement of header.movements) {
    move(state, movement);
  }
  state.materialDocuments.push(document);
  return document;
}

function move({ stock }: PlantState, movement: Movement): void {
  const { type, quantity, toLocation } = movement;
  if (type === '101' || type === '602') stock.add(movement, quantity);
  else if (type === '601') stock.serve(movement, quantity);
  else stock.take(movement, quantity);
  if (toLocation) stock.add({ ...movement, location: toLocation }, quantity);
}

/** The day of `/Date(…)/`, or today. */
export function postingDateOf(state: PlantState, value: unknown): string {
  const milliseconds = /^\/Date\((-?\d+)\)\/$/.exec(text(value))?.[1];
  return milliseconds ? new Date(Number(milliseconds)).toISOString().slice(0, 10) : state.today();
}

export const refused = (code: string, message: string): Refusal => new Refusal(400, { code, message });
