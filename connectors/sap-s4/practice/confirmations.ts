import { Decimal } from 'decimal.js';
import { parse, WORK_QUANTITIES } from './creatable.js';
import type { MaterialDocument, Movement, PlantConfirmation } from './documents.js';
import { deficit, postDocument, productionMovementOf, postingDateOf, refused, shortOf } from './movements.js';
import { unpadded } from './numbers.js';
import { type PlantOrder, reservationItemOf } from './orders.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const FIRST_GROUP = 45_678;
const NO_KEY = '00000000-0000-0000-0000-000000000000';

const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);

/**
 * Posts a confirmation with its movements. As in S/4HANA: a second one under the same external key is posted again;
 * without movements, and unless told not to, it works out its own.
 * @throws Refusal, and then nothing is posted
 */
export function confirm(state: PlantState, body: unknown): PlantConfirmation {
  const { values, items } = parse('ProdnOrdConf2Type', body, 'to_ProdnOrdConfMatlDocItm');
  const order = state.order(text(values.OrderID));
  checkOpen(order);
  const confirmation = confirmationOf(state, order, values);
  const requested = items.map((item) => {
    const { values: line } = parse('ProdnOrdConfMatlDocItmType', item);
    if (unpadded(text(line.OrderID, order.orderNo)) !== unpadded(order.orderNo))
      throw refused('RU/105', 'The movement is for another order');
    return productionMovementOf(state, line, order.orderNo);
  });
  const own = items.length === 0 && values.APIConfHasNoGoodsMovements !== true;
  const movements = own ? ownMovements(order, confirmation) : requested;
  const short = shortOf(state, movements);
  const refusing = short.filter(({ movement }) => !own && !state.setAside.has(movement.item));
  if (refusing.length > 0) throw new Refusal(400, ...refusing.map(deficit));
  book(state, order, confirmation, movements, short);
  return confirmation;
}

function checkOpen({ orderNo, flags }: PlantOrder): void {
  if (flags.technicallyCompleted) throw refused('RU/494', `Order ${orderNo} is closed`);
  if (!flags.released || flags.deletionFlag) throw refused('RU/007', `Order ${orderNo} is not released`);
}

function confirmationOf(state: PlantState, order: PlantOrder, values: Record<string, unknown>): PlantConfirmation {
  const operation = order.operations.findIndex(({ operationNo }) => operationNo === text(values.OrderOperation));
  if (operation < 0)
    throw refused('RU/012', `Operation ${text(values.OrderOperation)} does not exist in order ${order.orderNo}`);
  if (text(values.ConfirmationUnit) !== order.uom)
    throw refused('RU/073', `Unit ${text(values.ConfirmationUnit)} does not fit the order`);
  const orderIndex = [...state.orders.values()].indexOf(order);
  const group = String(FIRST_GROUP + orderIndex * 10 + operation);
  return {
    group,
    count: String(state.confirmations.filter((one) => one.group === group).length + 1),
    orderNo: order.orderNo,
    operation: text(values.OrderOperation),
    externalKey: state.keepsExternalKeys ? text(values.ExternalSystemConfirmation, NO_KEY) : NO_KEY,
    text: text(values.ConfirmationText),
    uom: order.uom,
    yield: text(values.ConfirmationYieldQuantity, '0'),
    scrap: text(values.ConfirmationScrapQuantity, '0'),
    rework: text(values.ConfirmationReworkQuantity, '0'),
    reason: text(values.VarianceReasonCode),
    final: values.IsFinalConfirmation === true,
    postingDate: postingDateOf(state, values.PostingDate),
    work: WORK_QUANTITIES.flatMap((position) => {
      const quantity = text(values[`OpConfirmedWorkQuantity${position}`]);
      return quantity ? [{ position, quantity, uom: text(values[`OpWorkQuantityUnit${position}`]) }] : [];
    }),
    movements: [],
  };
}

/** Automatic receipt of the yield, and backflush of yield and scrap. */
function ownMovements(order: PlantOrder, confirmation: PlantConfirmation): Movement[] {
  const made = new Decimal(confirmation.yield).plus(confirmation.scrap);
  const common = { orderNo: order.orderNo, plant: order.plant, batch: '' };
  const movement = (
    type: Movement['type'],
    item: string,
    location: string,
    quantity: Decimal,
    uom: string,
    index?: number,
  ): Movement => ({
    ...common,
    type,
    item,
    location,
    quantity,
    uom,
    entry: { quantity: quantity.toFixed(), uom },
    reservation: index === undefined ? '' : order.reservation,
    reservationItem: index === undefined ? '' : reservationItemOf(index),
  });
  const issues = order.components.map((one, index) => {
    const quantity = one.fixed
      ? new Decimal(one.quantity)
      : made.times(one.quantity).div(order.quantity).toDecimalPlaces(3);
    return one.backflush && !one.phantom && !one.deleted
      ? [movement('261', one.item, one.location, quantity, one.uom, index)]
      : [];
  });
  const receipt = movement('101', order.item, order.location, new Decimal(confirmation.yield), order.uom);
  return [receipt, ...issues.flat()].filter(({ quantity }) => quantity.gt(0));
}

function book(
  state: PlantState,
  order: PlantOrder,
  confirmation: PlantConfirmation,
  movements: Movement[],
  short: ReturnType<typeof shortOf>,
): void {
  const failed = new Map(short.map((one) => [one.movement, one]));
  const posted = movements.filter((movement) => !failed.has(movement));
  const number = `${confirmation.group}/${confirmation.count}`;
  const header = {
    reference: '',
    text: confirmation.text,
    postingDate: confirmation.postingDate,
    confirmation: number,
  };
  const document = posted.length > 0 ? postDocument(state, { ...header, movements: posted }) : undefined;
  for (const movement of movements) {
    const failure = failed.get(movement);
    confirmation.movements.push({ movement, ...(!failure && document && { document }) });
    if (failure) state.failedMovements.push({ confirmation, movement, reason: deficit(failure).message });
  }
  state.confirmations.push(confirmation);
  order.confirmedYield = order.confirmedYield.plus(confirmation.yield);
  order.flags.confirmed ||= confirmation.final;
  order.flags.partiallyConfirmed = !order.flags.confirmed;
  state.touch(order);
}

/** What a person does in COGI: posts again what now can be posted. */
export function reprocessFailed(state: PlantState): void {
  for (const failed of state.failedMovements.splice(0)) {
    const { confirmation, movement } = failed;
    if (shortOf(state, [movement]).length > 0) {
      state.failedMovements.push(failed);
      continue;
    }
    const number = `${confirmation.group}/${confirmation.count}`;
    const header = { reference: '', text: confirmation.text, postingDate: state.today(), confirmation: number };
    const entry = confirmation.movements.find((one) => one.movement === movement);
    if (entry) entry.document = postDocument(state, { ...header, movements: [movement] });
  }
}

/** Nobody posts any more what had failed of it. */
export function dropFailed(state: PlantState, confirmation: PlantConfirmation): void {
  for (const failed of state.failedMovements.filter((one) => one.confirmation === confirmation))
    state.failedMovements.splice(state.failedMovements.indexOf(failed), 1);
}

/** `ProdnOrdConf2Type` */
export const confirmationJson = (state: PlantState, one: PlantConfirmation) => ({
  ConfirmationGroup: one.group,
  ConfirmationCount: one.count,
  OrderID: one.orderNo,
  Sequence: '0',
  OrderOperation: one.operation,
  ConfirmationText: one.text,
  FinalConfirmationType: one.final ? 'X' : '',
  IsFinalConfirmation: one.final,
  IsReversed: one.reversedBy !== undefined,
  IsReversal: one.reverses !== undefined,
  APIConfHasNoGoodsMovements: false,
  ExternalSystemConfirmation: one.externalKey,
  PostingDate: `/Date(${Date.parse(`${one.postingDate}T00:00:00Z`)})/`,
  ConfirmationUnit: one.uom,
  ConfirmationYieldQuantity: one.yield,
  ConfirmationScrapQuantity: one.scrap,
  ConfirmationReworkQuantity: one.rework,
  VarianceReasonCode: one.reason,
  to_ProdnOrdConfMatlDocItm: one.movements.flatMap(({ movement, document }) =>
    document && state.showsMovements ? [movementJson(one, movement, document)] : [],
  ),
});

/** `ProdnOrdConfMatlDocItmType`: movements that have a document; those that failed are not shown here. */
const movementJson = (one: PlantConfirmation, movement: Movement, document: MaterialDocument) => ({
  ConfirmationGroup: one.group,
  ConfirmationCount: one.count,
  MaterialDocument: document.number,
  MaterialDocumentItem: String(document.movements.indexOf(movement) + 1),
  MaterialDocumentYear: document.year,
  OrderID: movement.orderNo,
  Material: movement.item,
  Plant: movement.plant,
  Reservation: movement.reservation,
  ReservationItem: unpadded(movement.reservationItem),
  StorageLocation: movement.location,
  Batch: movement.batch,
  GoodsMovementType: movement.type,
  EntryUnit: movement.entry.uom,
  QuantityInEntryUnit: movement.entry.quantity,
});
