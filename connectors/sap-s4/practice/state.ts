import { Decimal } from 'decimal.js';
import type { PlantChange } from './changes.js';
import type { FailedMovement, MaterialDocument, PlantConfirmation } from './documents.js';
import { itemOf, type NewItem, type PlantItem } from './items.js';
import { unpadded } from './numbers.js';
import { type NewOrder, orderOf, type PlantOrder } from './orders.js';
import type { PlantPurchaseOrder } from './purchase-orders.js';
import { PurchaseState } from './purchase-state.js';
import { Refusal } from './refusal.js';
import type { PlantSalesOrder } from './sales-orders.js';
import { SalesState } from './sales-state.js';
import { Stock } from './stock.js';

/** All that the practice S/4HANA knows: the plants of one company. */
export class PlantState {
  readonly company: string;
  readonly plants: readonly string[];
  readonly items = new Map<string, PlantItem>();
  readonly orders = new Map<string, PlantOrder>();
  readonly stock = new Stock();
  readonly opening = new Stock();
  readonly confirmations: PlantConfirmation[] = [];
  readonly materialDocuments: MaterialDocument[] = [];
  readonly failedMovements: FailedMovement[] = [];
  readonly sales = new SalesState();
  readonly purchases = new PurchaseState();
  /** Engineering changes, by their numbers. */
  readonly changes = new Map<string, PlantChange>();
  /** Of these items a short movement is set aside for post-processing (COGI) instead of refusing its confirmation. */
  readonly setAside = new Set<string>();
  /** Whether confirmations keep the key that their sender gave them. */
  keepsExternalKeys = true;
  /** Whether confirmations show their movements. */
  showsMovements = true;
  readonly #now: () => Date;

  constructor(company: string, plants: readonly string[], now: () => Date) {
    this.company = company;
    this.plants = plants;
    this.#now = now;
  }

  /** Where none is named. */
  get firstPlant(): string {
    return this.plants[0] ?? '';
  }

  addItem(item: NewItem): void {
    this.items.set(item.item, itemOf(this.plants, item));
    if (item.stock === undefined) return;
    for (const plant of this.plants) {
      const place = { plant, location: item.location ?? 'LINE', item: item.item, batch: '' };
      for (const stock of [this.opening, this.stock]) stock.add(place, new Decimal(item.stock));
    }
  }

  addOrder(order: NewOrder): void {
    const added = orderOf(this.company, order.plant ?? this.firstPlant, order, String(70_000 + this.orders.size));
    this.orders.set(unpadded(order.orderNo), added);
    this.touch(added);
  }

  /** @throws Refusal 404 */
  order(orderNo: string): PlantOrder {
    const order = this.orders.get(unpadded(orderNo));
    if (order) return order;
    throw new Refusal(404, { code: 'CO/017', message: `Order ${orderNo} not found` });
  }

  /** @throws Refusal 400 */
  item(item: string): PlantItem {
    const known = this.items.get(item);
    if (known) return known;
    throw new Refusal(400, { code: 'M3/305', message: `Material ${item} not maintained in plant ${this.firstPlant}` });
  }

  /** The time of its change is an order's version: it rises with each change. */
  touch(order: PlantOrder): void {
    const now = stamp(this.#now());
    order.changed = now > order.changed ? now : stamp(new Date(instant(order.changed) + 1000));
  }

  touchPurchase(order: PlantPurchaseOrder): void {
    order.changed = Math.max(this.now(), order.changed + 1000);
  }

  touchSales(order: PlantSalesOrder): void {
    order.changed = Math.max(this.now(), order.changed + 1000);
  }

  /** Milliseconds. */
  now(): number {
    return this.#now().getTime();
  }

  today(): string {
    return this.#now().toISOString().slice(0, 10);
  }
}

const stamp = (at: Date): string => at.toISOString().replace(/\D/g, '').slice(0, 14);

const instant = (digits: string): number =>
  Date.parse(digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z'));
