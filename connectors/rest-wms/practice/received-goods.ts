import { Decimal } from 'decimal.js';
import {
  type Goods,
  type InboundDelivery,
  type InboundMove,
  lyingAt,
  placesOf,
  type PracticeCountedLine,
  putAwayOf,
  receivedOf,
  sumOf,
} from './inbound-delivery.js';
import { type Stock, type StockStatus, stockStatuses } from './stock.js';

interface Way {
  places: readonly string[];
  /** What has the first of these is taken before the others. */
  statuses: readonly StockStatus[];
  to?: string;
  toStatus?: StockStatus;
}

/** Goods that wait for somebody's word, or for the supplier, stay at the dock. */
const TO_BE_PUT_AWAY: readonly StockStatus[] = ['UNRESTRICTED', 'QUALITY', 'BLOCKED'];

/** The stock of deliveries that have come: where it is put, and where it is found again. */
export class ReceivedGoods {
  readonly #stock: Stock;
  readonly #dock: string;

  constructor(stock: Stock, dock: string) {
    this.#stock = stock;
    this.#dock = dock;
  }

  unload(delivery: InboundDelivery, lines: PracticeCountedLine[]): void {
    for (const line of lines) this.#add(delivery, line, this.#dock, 'COUNT');
  }

  /** More of it is there, where the rest lies. */
  findMore(delivery: InboundDelivery, lines: PracticeCountedLine[]): void {
    const place = placesOf(delivery, this.#dock).at(-1) ?? this.#dock;
    for (const line of lines) this.#add(delivery, line, place, 'CORRECTION');
  }

  /**
   * Less of it is there: as it was counted; where that has become something else since, from wherever it is.
   * @throws Error when less was counted, or is left
   */
  findLess(delivery: InboundDelivery, lines: PracticeCountedLine[]): void {
    const stock = lines.flatMap(({ item, lot, qty, stockStatus }) =>
      stockStatus ? [{ item, ...(lot !== undefined && { lot }), quantity: qty.value, stockStatus }] : [],
    );
    const received = receivedOf(delivery);
    for (const { item, lot } of stock) {
      const goods = { item, ...(lot !== undefined && { lot }) };
      const wanted = sumOf(stock, goods);
      const counted = sumOf(received, goods);
      if (counted.lt(wanted)) throw new Error(`${counted.toFixed()} ${item} are counted, not ${wanted.toFixed()}`);
      this.#mustLie(delivery, goods, wanted);
    }
    const places = placesOf(delivery, this.#dock);
    for (const { quantity, stockStatus, ...goods } of stock) {
      const statuses = [stockStatus, ...stockStatuses.filter((status) => status !== stockStatus)];
      this.#move(delivery, goods, new Decimal(quantity), 'CORRECTION', { places, statuses });
    }
  }

  /** What may leave the dock, and has not yet. */
  putAway(delivery: InboundDelivery, location: string): void {
    const way = { places: [this.#dock], statuses: TO_BE_PUT_AWAY, to: location };
    for (const { quantity, ...goods } of receivedOf(delivery))
      this.#move(delivery, goods, quantity.minus(putAwayOf(delivery, goods)), 'PUT_AWAY', way);
  }

  /** @throws Error when some of it is gone */
  bringBack(delivery: InboundDelivery): void {
    const received = receivedOf(delivery);
    for (const { quantity, ...goods } of received) this.#mustLie(delivery, goods, quantity);
    const places = placesOf(delivery, this.#dock);
    const way = { places, statuses: stockStatuses, to: this.#dock, toStatus: 'RETURN' } as const;
    for (const { quantity, ...goods } of received) this.#move(delivery, goods, quantity, 'BROUGHT_BACK', way);
  }

  #mustLie(delivery: InboundDelivery, goods: Goods, quantity: Decimal): void {
    const there = lyingAt(this.#stock, goods, placesOf(delivery, this.#dock));
    if (there.lt(quantity)) throw new Error(`${there.toFixed()} ${goods.item} are left, not ${quantity.toFixed()}`);
  }

  #add(
    delivery: InboundDelivery,
    { item, lot, qty, stockStatus }: PracticeCountedLine,
    to: string,
    reason: InboundMove['reason'],
  ): void {
    if (!stockStatus) return;
    const goods = { item, quantity: qty.value, ...(lot !== undefined && { lot }) };
    const document = delivery.inboundDeliveryNo;
    this.#stock.move({ ...goods, to, toStatus: stockStatus, reason, document });
    delivery.moves.push({ ...goods, to, reason });
  }

  /** So much of it as is there. */
  #move(
    delivery: InboundDelivery,
    goods: Goods,
    quantity: Decimal,
    reason: InboundMove['reason'],
    { places, statuses, ...target }: Way,
  ): void {
    const document = delivery.inboundDeliveryNo;
    let missing = quantity;
    for (const status of statuses) {
      for (const from of places) {
        const part = Decimal.min(missing, this.#stock.exactly(goods, from, status));
        if (part.lte(0)) continue;
        missing = missing.minus(part);
        const moved = { ...goods, quantity: part.toFixed(), from };
        this.#stock.move({ ...moved, status, ...target, exact: true, reason, document });
        delivery.moves.push({ ...moved, ...(target.to !== undefined && { to: target.to }), reason });
      }
    }
  }
}
