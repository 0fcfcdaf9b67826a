import { Decimal } from 'decimal.js';
import type { MaterialDocument, Movement } from './documents.js';
import { inBaseUnits } from './items.js';
import { isMovementNumber, type MovementNumber, placesOf } from './movement-types.js';
import { type ErrorDetail, Refusal } from './refusal.js';
import type { PlantState } from './state.js';
import type { Place, StockStatus } from './stock.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Not by themselves: what takes another document back, and what leaves with a delivery. */
const POSTABLE: readonly MovementNumber[] = [
  ...(['101', '102', '122', '261', '311', '321', '331', '350', '511'] as const),
  ...(['309', '343', '344', '701', '702'] as const),
];

/** A receipt, its correction, an issue. */
const FOR_ORDER: readonly MovementNumber[] = ['101', '102', '261'];

/** One item of a request as a movement. @throws Refusal for what S/4HANA would not post */
export function movementOf(state: PlantState, values: Record<string, unknown>, orderNo: string): Movement {
  const type = text(values.GoodsMovementType);
  if (!isMovementNumber(type) || !POSTABLE.includes(type))
    throw refused('M7/001', `Check table T156: entry ${type} does not exist`);
  const item = state.item(text(values.Material));
  const entry = { quantity: text(values.QuantityInEntryUnit), uom: text(values.EntryUnit) };
  const quantity = inBaseUnits(item, entry.quantity || '0', entry.uom);
  if (!quantity) throw refused('M3/351', `Unit of measure ${entry.uom} is not defined for material ${item.item}`);
  if (!quantity.gt(0)) throw refused('M7/064', 'Enter a quantity');
  if (!state.plants.includes(text(values.Plant)))
    throw refused('M7/001', `Check table T001W: entry ${text(values.Plant)} does not exist`);
  if (!text(values.StorageLocation)) throw refused('M7/018', 'Enter Stor. Loc.');
  const toLocation = text(values.IssuingOrReceivingStorageLoc);
  const toBatch = text(values.IssgOrRcvgBatch);
  if ((type === '309') !== (toBatch !== '')) throw refused('M7/018', 'Enter the receiving batch of a transfer posting');
  if (type !== '309' && (type === '311') !== (toLocation !== ''))
    throw refused('M7/097', 'Enter the receiving storage location of a transfer');
  return {
    type,
    ...(toLocation && { toLocation }),
    ...(toBatch && { toBatch }),
    orderNo,
    item: item.item,
    plant: text(values.Plant),
    location: text(values.StorageLocation),
    batch: text(values.Batch),
    ...statusIn(values.InventoryUsabilityCode),
    quantity,
    uom: item.baseUom,
    entry,
    reservation: text(values.Reservation),
    reservationItem: text(values.ReservationItem),
  };
}

/** @throws Refusal for a movement that no production order has */
export function productionMovementOf(state: PlantState, values: Record<string, unknown>, orderNo: string): Movement {
  const movement = movementOf(state, values, orderNo);
  if (movement.type !== '261' && values.GoodsMovementRefDocType !== 'F')
    throw unsupported('MANUFACTURINGORDER', movement.type);
  if (!FOR_ORDER.includes(movement.type)) throw unsupported('MANUFACTURINGORDER', movement.type);
  return movement;
}

/** SAP's own letters and digits. */
const usability: Record<string, StockStatus> = { X: 'QUALITY', 2: 'QUALITY', S: 'BLOCKED', 3: 'BLOCKED' };

function statusIn(code: unknown): { status?: StockStatus } {
  if (code === undefined || code === '') return {};
  const status = usability[text(code)];
  if (status) return { status };
  throw refused('M7/003', `Stock type ${text(code)} is not defined`);
}

/** What stock does not cover, each after those before it. */
export function shortOf(state: PlantState, movements: Movement[]): Short[] {
  const planned: Movement[] = [];
  const short: Short[] = [];
  for (const movement of movements) {
    const { from } = placesOf(movement);
    if (!from) continue;
    const taken = planned.filter((one) => isSamePlace(placesOf(one).from, from));
    const left = taken.reduce((rest, one) => rest.minus(one.quantity), state.stock.available(from));
    if (left.lt(movement.quantity)) short.push({ movement, missing: movement.quantity.minus(Decimal.max(left, 0)) });
    else planned.push(movement);
  }
  return short;
}

export interface Short {
  movement: Movement;
  missing: Decimal;
}

const isSamePlace = (one: Place | undefined, other: Place): boolean =>
  one !== undefined &&
  one.item === other.item &&
  one.plant === other.plant &&
  one.location === other.location &&
  one.batch === other.batch &&
  one.status === other.status;

const stockNames: Record<StockStatus, string> = {
  UNRESTRICTED: 'Unrestricted-use',
  QUALITY: 'Quality inspection',
  BLOCKED: 'Blocked',
};

export const deficit = ({ movement, missing }: Short): ErrorDetail => {
  const stock = stockNames[placesOf(movement).from?.status ?? 'UNRESTRICTED'];
  const of = `Deficit of ${movement.batch ? 'BA' : 'SL'} ${stock} ${missing.toFixed()} ${movement.uom}`;
  return { code: 'M7/021', message: `${of} : ${placeName(movement)}` };
};

/** As SAP's messages name it, after a colon. */
export const placeName = ({ item, plant, location, batch }: Place): string =>
  [item, plant, location, batch].filter(Boolean).join(' ');

/** Moves the stock and writes the document; the caller has checked that stock covers it. */
export function postDocument(
  state: PlantState,
  header: Omit<MaterialDocument, 'number' | 'year' | 'createdAt'>,
): MaterialDocument {
  const number = String(4_900_000_001 + state.materialDocuments.length);
  const document = { ...header, number, year: header.postingDate.slice(0, 4), createdAt: state.now() };
  for (const movement of header.movements) {
    move(state, movement);
  }
  state.materialDocuments.push(document);
  return document;
}

function move({ stock }: PlantState, movement: Movement): void {
  const { type, quantity } = movement;
  const { from, to } = placesOf(movement);
  if (from && type === '601') stock.serve(from, quantity);
  else if (from) stock.take(from, quantity);
  if (to) stock.add(to, quantity);
}

/** The day of `/Date(…)/`, or today. */
export function postingDateOf(state: PlantState, value: unknown): string {
  const milliseconds = /^\/Date\((-?\d+)\)\/$/.exec(text(value))?.[1];
  return milliseconds ? new Date(Number(milliseconds)).toISOString().slice(0, 10) : state.today();
}

/** As SAP words a property that a movement does not take. */
export const unsupported = (property: string, type: string): Refusal =>
  refused('MM_IM_ODATA_API_MDOC/011', `Property ${property} is not supported for GoodsMovementType ${type}`);

export const refused = (code: string, message: string): Refusal => new Refusal(400, { code, message });
