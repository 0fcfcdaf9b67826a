import { parse } from './creatable.js';
import type { MaterialDocument, Movement } from './documents.js';
import { deficit, movementOf, postDocument, postingDateOf, refused, shortOf } from './movements.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Which movements a document of this code may have: 02 receipts for orders, 03 issues, 04 transfers. */
const movementOfCode: Record<string, Movement['type']> = { '02': '101', '03': '261', '04': '311' };

/** Posts a material document, whether or not its reference was used before, as S/4HANA does. @throws Refusal */
export function postMaterialDocument(state: PlantState, body: unknown): MaterialDocument {
  const { values, items } = parse('A_MaterialDocumentHeaderType', body, 'to_MaterialDocumentItem');
  if (items.length === 0) throw refused('MM_IM_ODATA_API_MDOC/002', 'The document has no items');
  const movements = items.map((item) => {
    const { values: line } = parse('A_MaterialDocumentItemType', item);
    if (line.GoodsMovementType === '311') return transferOf(state, line);
    const order = state.order(text(line.ManufacturingOrder));
    if (order.flags.technicallyCompleted) throw refused('CO/469', `Order ${order.orderNo} is technically completed`);
    if (!order.flags.released) throw refused('RU/007', `Order ${order.orderNo} is not released`);
    return movementOf(state, line, order.orderNo);
  });
  if (movements.some(({ type }) => type !== movementOfCode[text(values.GoodsMovementCode)])) {
    throw refused('M7/001', `Movement type is not allowed with code ${text(values.GoodsMovementCode)}`);
  }
  const short = shortOf(state, movements);
  if (short.length > 0) throw new Refusal(400, ...short.map(deficit));
  for (const orderNo of new Set(movements.flatMap((one) => one.orderNo || []))) state.touch(state.order(orderNo));
  return postDocument(state, {
    reference: text(values.ReferenceDocument),
    text: text(values.MaterialDocumentHeaderText),
    postingDate: postingDateOf(state, values.PostingDate),
    movements,
  });
}

function transferOf(state: PlantState, line: Record<string, unknown>): Movement {
  if (line.ManufacturingOrder !== undefined)
    throw refused('MM_IM_ODATA_API_MDOC/011', 'Property MANUFACTURINGORDER is not supported for GoodsMovementType 311');
  return movementOf(state, line, '');
}

const dateValue = (day: string): string => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;

/** `A_MaterialDocumentHeaderType` */
export const materialDocumentJson = (one: MaterialDocument) => ({
  MaterialDocumentYear: one.year,
  MaterialDocument: one.number,
  DocumentDate: dateValue(one.postingDate),
  PostingDate: dateValue(one.postingDate),
  MaterialDocumentHeaderText: one.text.slice(0, 25),
  ReferenceDocument: one.reference,
  to_MaterialDocumentItem: one.movements.map((movement, index) => ({
    MaterialDocumentYear: one.year,
    MaterialDocument: one.number,
    MaterialDocumentItem: String(index + 1),
    Material: movement.item,
    Plant: movement.plant,
    StorageLocation: movement.location,
    Batch: movement.batch,
    GoodsMovementType: movement.type,
    IssuingOrReceivingStorageLoc: movement.toLocation ?? '',
    Delivery: movement.delivery ?? '',
    DeliveryItem: movement.deliveryLine ?? '',
    ManufacturingOrder: movement.orderNo,
    Reservation: movement.reservation,
    ReservationItem: movement.reservationItem,
    EntryUnit: movement.entry.uom,
    QuantityInEntryUnit: movement.entry.quantity,
    GoodsMovementIsCancelled: false,
  })),
});
