import { Decimal } from 'decimal.js';
import { checkOrder, inBase } from './deliveries.js';
import type { Movement } from './documents.js';
import { deficit, postDocument, refused } from './movements.js';
import { Refusal } from './refusal.js';
import { isIssued, type PlantDelivery, type PlantDeliveryItem, sum } from './sales-state.js';
import type { PlantState } from './state.js';

/** Stock leaves, and its cost with it. @throws Refusal, and then nothing is posted */
export function postGoodsIssue(state: PlantState, delivery: PlantDelivery): void {
  if (isIssued(delivery)) throw refused('VL/602', `Goods issue of delivery ${delivery.deliveryNo} is posted already`);
  checkOrder(state.sales.order(delivery.salesOrderNo));
  const unpicked = delivery.items.find((one) => !one.picked.eq(one.quantity));
  if (unpicked || delivery.items.length === 0)
    throw refused(
      'VL/609',
      `Delivery ${delivery.deliveryNo} has not yet been picked completely: item ${unpicked?.line ?? ''}`,
    );
  takeLess(delivery);
  const movements = movementsOf(state, delivery, '601');
  const short = shortOf(state, movements);
  if (short.length > 0) throw new Refusal(400, ...short.map(deficit));
  book(state, delivery, 'ISSUE', delivery.actualDate || state.today(), movements);
}

/** It lies here again, as it had been delivered. @throws Refusal */
export function reverseGoodsIssue(state: PlantState, delivery: PlantDelivery, date: string): void {
  if (!isIssued(delivery)) throw refused('VL/603', `Goods issue of delivery ${delivery.deliveryNo} is not posted`);
  const [billing] = state.sales.billingsOf(delivery.deliveryNo);
  if (billing)
    throw refused(
      'VL/604',
      `Delivery ${delivery.deliveryNo} is billed: cancel billing document ${billing.number} first`,
    );
  book(state, delivery, 'CANCELLATION', date, movementsOf(state, delivery, '602'));
  delivery.actualDate = '';
}

/** What was asked for when a practice plant was told to post something else. */
function takeLess(delivery: PlantDelivery): void {
  let less = delivery.postLess ?? new Decimal(0);
  for (const item of delivery.items) {
    const part = Decimal.min(less, item.quantity);
    item.quantity = item.picked = item.quantity.minus(part);
    less = less.minus(part);
  }
  delete delivery.postLess;
}

function movementsOf(state: PlantState, delivery: PlantDelivery, type: '601' | '602'): Movement[] {
  const moved = delivery.items.filter(({ quantity }) => quantity.gt(0));
  return moved.map((item) => {
    const quantity = inBase(state, item.item, item.quantity, item.uom);
    return {
      type,
      orderNo: '',
      item: item.item,
      plant: delivery.plant,
      location: item.location,
      batch: item.batch,
      quantity,
      uom: state.item(item.item).baseUom,
      entry: { quantity: item.quantity.toFixed(), uom: item.uom },
      reservation: '',
      reservationItem: '',
      delivery: delivery.deliveryNo,
      deliveryLine: item.line,
      value: costOf(state, item, quantity).toFixed(2),
    };
  });
}

const costOf = (state: PlantState, { item }: PlantDeliveryItem, quantity: Decimal): Decimal =>
  quantity.times(state.item(item).standardCost).toDecimalPlaces(2);

function shortOf(state: PlantState, movements: Movement[]): { movement: Movement; missing: Decimal }[] {
  const trial = state.stock.copy();
  return movements.flatMap((movement) => {
    const missing = movement.quantity.minus(trial.serving(movement));
    if (missing.gt(0)) return [{ movement, missing }];
    trial.serve(movement, movement.quantity);
    return [];
  });
}

function book(
  state: PlantState,
  delivery: PlantDelivery,
  kind: 'ISSUE' | 'CANCELLATION',
  postingDate: string,
  movements: Movement[],
): void {
  const text = `Delivery ${delivery.deliveryNo}`;
  const document = postDocument(state, { reference: delivery.deliveryNo, text, postingDate, movements });
  delivery.movements.push({ kind, document, cost: sum(movements.map(({ value }) => new Decimal(value ?? 0))) });
  delivery.version += 1;
}
