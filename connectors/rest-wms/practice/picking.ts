import { Decimal } from 'decimal.js';
import type { EventSender, PracticeEvent } from '../../../practice/event-sender.js';
import type { OutboundLine } from './bodies.js';
import { openOf, type OutboundOrder, shortOf, statusOf } from './outbound-order.js';
import type { OutboundOrders } from './outbound-orders.js';
import type { Stock } from './stock.js';

export interface OutboundOptions {
  orders: OutboundOrders;
  stock: Stock;
  events: EventSender;
  /** The shelves that outbound goods are picked from, now. */
  shelves: () => string[];
  /** Where picked goods wait for the truck. */
  dock: string;
}

export interface Pick {
  line?: string;
  quantity?: string;
  lot?: string;
}

const EMPTY_SHELF = 'SHELF_EMPTY';

/** What pickers do with outbound orders. Each method throws an `Error` where it is not possible. */
export class Picking {
  protected readonly work: OutboundOptions;
  #picks = 0;
  #waves = 0;

  constructor(work: OutboundOptions) {
    this.work = work;
  }

  /** Tasks are printed: from now on it is taken back by people only. */
  wave(deliveryNo: string): void {
    const order = this.open(deliveryNo);
    order.wave ??= `W-${++this.#waves}`;
  }

  /** Of a line, the first open one unless told; as much as is open, unless told: more than that too. */
  pick(deliveryNo: string, { line: no, quantity, lot }: Pick = {}): PracticeEvent {
    const order = this.open(deliveryNo);
    const line = order.lines.find((one) => (no === undefined ? openOf(order, one).gt(0) : one.line === no));
    if (!line) throw new Error(`${deliveryNo} has no open line ${no ?? ''}`);
    const wanted = quantity ?? openOf(order, line).toFixed();
    const label = lot ?? line.lot;
    if (new Decimal(wanted).lte(0)) throw new Error(`nothing is open of line ${line.line}`);
    const there = this.#available(line.item, label);
    if (there.lt(wanted)) throw new Error(`${line.item}: ${there.toFixed()} on the shelves, ${wanted} needed`);
    return this.#take(order, line, wanted, label);
  }

  /** What is there of what is open, but for what people did not find; tells what is not there. */
  pickAll(deliveryNo: string): void {
    const order = this.open(deliveryNo);
    this.wave(deliveryNo);
    for (const line of order.lines) {
      const byHand = order.shortages[line.line]?.reason === EMPTY_SHELF ? 0 : shortOf(order, line);
      const wanted = openOf(order, line).minus(byHand);
      const there = Decimal.min(wanted, this.#available(line.item, line.lot));
      if (there.gt(0)) this.#take(order, line, there.toFixed(), line.lot);
      if (wanted.gt(there)) this.#miss(order, line, wanted.minus(there).plus(byHand).toFixed(), EMPTY_SHELF);
    }
  }

  /** People do not find it, whatever the books say. */
  short(deliveryNo: string, line: string, quantity: string, reason = 'NOT_FOUND'): void {
    const order = this.open(deliveryNo);
    const missing = order.lines.find((one) => one.line === line);
    if (!missing) throw new Error(`${deliveryNo} has no line ${line}`);
    order.wave ??= `W-${++this.#waves}`;
    this.#miss(order, missing, quantity, reason);
  }

  /** More of it has come: what was not found may be there now, and `pickAll` looks for it too. */
  lookAgain(item: string): void {
    for (const { lines, shortages } of this.work.orders.orders.values()) {
      const missing = lines.flatMap((line) => (line.item === item ? (shortages[line.line] ?? []) : []));
      for (const shortage of missing) shortage.reason = EMPTY_SHELF;
    }
  }

  protected open(deliveryNo: string): OutboundOrder {
    const order = this.work.orders.known(deliveryNo);
    if (order.cancelled || order.shipped) throw new Error(`${deliveryNo} is ${statusOf(order)}`);
    return order;
  }

  #available(item: string, lot: string | undefined): Decimal {
    const { shelves, stock } = this.work;
    return shelves().reduce((sum, shelf) => sum.plus(stock.onHand(item, shelf, lot)), new Decimal(0));
  }

  /** One task for each lot. */
  #take(order: OutboundOrder, line: OutboundLine, quantity: string, lot: string | undefined): PracticeEvent {
    const { stock, shelves, dock } = this.work;
    const { deliveryNo } = order;
    const { item, qty } = line;
    order.wave ??= `W-${++this.#waves}`;
    let missing = new Decimal(quantity);
    const events: PracticeEvent[] = [];
    for (const from of shelves()) {
      const here = Decimal.min(missing, stock.onHand(item, from, lot));
      if (here.lte(0)) continue;
      missing = missing.minus(here);
      const move = { item, quantity: here.toFixed(), from, to: dock, reason: 'PICK', document: deliveryNo };
      for (const portion of stock.move({ ...move, ...(lot && { lot }) })) {
        order.pieces.push({ line: line.line, item, from, ...portion });
        const { quantity: value, ...rest } = portion;
        const taskId = `PT-${++this.#picks}`;
        const told = { taskId, line: line.line, item, qty: { value, uom: qty.uom }, ...rest };
        events.push(this.tell(order, 'PickConfirmed', told));
      }
    }
    return events.at(-1) as PracticeEvent;
  }

  /** Told once. */
  #miss(order: OutboundOrder, { line, item, qty }: OutboundLine, quantity: string, reason: string): void {
    const before = order.shortages[line];
    if (before?.quantity === quantity && before.reason === reason) return;
    order.shortages[line] = { quantity, reason };
    this.tell(order, 'PickShort', { line, item, qty: { value: quantity, uom: qty.uom }, reason });
  }

  protected move(
    { deliveryNo }: OutboundOrder,
    { item, quantity, lot }: { item: string; quantity: string; lot?: string },
    reason: string,
    places: { from?: string; to?: string },
  ): void {
    this.work.stock.move({ item, quantity, ...(lot && { lot }), ...places, exact: true, reason, document: deliveryNo });
  }

  protected tell({ deliveryNo }: OutboundOrder, type: string, data: object, at?: string): PracticeEvent {
    return this.work.events.tell(type, deliveryNo, { deliveryNo, ...data }, at);
  }
}
