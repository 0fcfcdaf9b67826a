import { Decimal } from 'decimal.js';
import { inBase } from './deliveries.js';
import { dayIn } from './dates.js';
import { refused } from './movements.js';
import { isIssued, type PlantDelivery, type PlantDeliveryItem } from './sales-state.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export type Fields = Record<string, unknown>;

/** @throws Refusal once goods issue is posted */
function checkOpen(delivery: PlantDelivery): void {
  if (isIssued(delivery))
    throw refused('VL/366', `Goods issue of delivery ${delivery.deliveryNo} is posted: it can no longer be changed`);
}

export function patchDelivery(delivery: PlantDelivery, body: Fields): void {
  checkOpen(delivery);
  const day = dayIn(body.ActualGoodsMovementDate);
  if (day !== undefined) delivery.actualDate = day;
  delivery.version += 1;
}

export function patchItem(delivery: PlantDelivery, line: string, body: Fields): void {
  checkOpen(delivery);
  const item = itemOf(delivery, line);
  if (body.Batch !== undefined) item.batch = text(body.Batch);
  if (body.ActualDeliveryQuantity !== undefined) {
    const quantity = new Decimal(text(body.ActualDeliveryQuantity));
    if (quantity.lt(item.picked))
      throw refused('VL/363', `Item ${line}: ${item.picked.toFixed()} of it are picked already`);
    item.quantity = quantity;
  }
  delivery.version += 1;
}

export function deleteItem(delivery: PlantDelivery, line: string): void {
  checkOpen(delivery);
  const item = itemOf(delivery, line);
  if (item.picked.gt(0)) throw refused('VL/363', `Item ${line}: ${item.picked.toFixed()} of it are picked already`);
  delivery.items = delivery.items.filter((one) => one !== item);
  delivery.version += 1;
}

export function deleteDelivery(delivery: PlantDelivery): void {
  checkOpen(delivery);
  delivery.deleted = true;
}

/** Picked, and so delivered, is this. */
export function pickItem(delivery: PlantDelivery, line: string, quantity: Decimal): PlantDeliveryItem {
  checkOpen(delivery);
  const item = itemOf(delivery, line);
  item.quantity = item.picked = quantity;
  delivery.version += 1;
  return item;
}

const SPLIT_FROM = 900_001;

/** A part of the line, of one batch, becomes an item of its own below it. */
export function splitItem(
  state: PlantState,
  delivery: PlantDelivery,
  line: string,
  part: { batch: string; quantity: Decimal; picked: Decimal },
): PlantDeliveryItem {
  checkOpen(delivery);
  const item = itemOf(delivery, line);
  if (!state.item(item.item).lotControl) throw refused('VL/245', `Material ${item.item} is not managed in batches`);
  inBase(state, item.item, part.quantity, item.uom);
  const splits = delivery.items.filter(({ higher }) => higher !== '').length;
  const split = { ...item, ...part, line: String(SPLIT_FROM + splits), original: new Decimal(0), higher: item.line };
  item.quantity = Decimal.max(item.quantity.minus(part.quantity), 0);
  item.picked = Decimal.min(item.picked, item.quantity);
  delivery.items.push(split);
  delivery.version += 1;
  return split;
}

export function itemOf(delivery: PlantDelivery, line: string): PlantDeliveryItem {
  const item = delivery.items.find((one) => Number(one.line) === Number(line));
  if (item) return item;
  throw refused('VL/369', `Delivery ${delivery.deliveryNo} has no item ${line}`);
}
