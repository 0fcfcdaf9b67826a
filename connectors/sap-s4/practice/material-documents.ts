import { parse } from './creatable.js';
import type { MaterialDocument, Movement } from './documents.js';
import type { MovementNumber } from './movement-types.js';
import {
  deficit,
  movementOf,
  postDocument,
  postingDateOf,
  productionMovementOf,
  refused,
  shortOf,
  unsupported,
} from './movements.js';
import { orderFaults, purchaseMovementOf } from './purchase-movements.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Which movements a document of this code may have. */
const movementsOfCode: Record<string, MovementNumber[]> = {
  '01': ['101', '102', '122'],
  '02': ['101', '102'],
  '03': ['261', '331', '702'],
  '04': ['309', '311', '321', '343', '344', '350'],
  '05': ['511', '701'],
};
/** Of the document it refers to: a purchase order. */
const PURCHASE_ORDER = 'B';
/** Comes to stock or goes out of it for no order, at standard cost; the rest only changes its place. */
const VALUED: readonly MovementNumber[] = ['331', '511', '701', '702'];
const FOR_NO_ORDER: readonly string[] = [...VALUED, '309', '311', '321', '343', '344', '350'];

/** Posts a material document, whether or not its reference was used before, as S/4HANA does. @throws Refusal */
export function postMaterialDocument(state: PlantState, body: unknown): MaterialDocument {
  const { values, items } = parse('A_MaterialDocumentHeaderType', body, 'to_MaterialDocumentItem');
  if (items.length === 0) throw refused('MM_IM_ODATA_API_MDOC/002', 'The document has no items');
  const movements = items.map((item) => requestedOf(state, parse('A_MaterialDocumentItemType', item).values));
  const code = text(values.GoodsMovementCode);
  const isOfCode = (one: Movement): boolean =>
    movementsOfCode[code]?.includes(one.type) === true && (code === '01') === (one.purchaseOrder !== undefined);
  if (!movements.every(isOfCode)) throw refused('M7/001', `Movement type is not allowed with code ${code}`);
  const faults = [...shortOf(state, movements).map(deficit), ...orderFaults(state, movements)];
  if (faults.length > 0) throw new Refusal(400, ...faults);
  for (const orderNo of new Set(movements.flatMap((one) => one.orderNo || []))) state.touch(state.order(orderNo));
  return postDocument(state, {
    reference: text(values.ReferenceDocument),
    text: text(values.MaterialDocumentHeaderText),
    postingDate: postingDateOf(state, values.PostingDate),
    movements,
  });
}

function requestedOf(state: PlantState, line: Record<string, unknown>): Movement {
  const type = text(line.GoodsMovementType);
  if (FOR_NO_ORDER.includes(type)) return ownMovementOf(state, line);
  if (line.GoodsMovementRefDocType === PURCHASE_ORDER) {
    if (line.ManufacturingOrder !== undefined) throw unsupported('MANUFACTURINGORDER', type);
    return purchaseMovementOf(state, line);
  }
  const order = state.order(text(line.ManufacturingOrder));
  if (order.flags.technicallyCompleted) throw refused('CO/469', `Order ${order.orderNo} is technically completed`);
  if (!order.flags.released) throw refused('RU/007', `Order ${order.orderNo} is not released`);
  return productionMovementOf(state, line, order.orderNo);
}

function ownMovementOf(state: PlantState, line: Record<string, unknown>): Movement {
  for (const property of ['ManufacturingOrder', 'PurchaseOrder'])
    if (line[property] !== undefined) throw unsupported(property.toUpperCase(), text(line.GoodsMovementType));
  const movement = movementOf(state, line, '');
  if (!VALUED.includes(movement.type)) return movement;
  const value = movement.quantity.times(state.item(movement.item).standardCost).toFixed(2);
  return { ...movement, value };
}
