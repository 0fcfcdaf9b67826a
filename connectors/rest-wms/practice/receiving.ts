import type { EventSender, PracticeEvent } from '../../../practice/event-sender.js';
import { asCounted, type CountedGoods, countedLine, uncounted } from './counting.js';
import type { InboundDeliveries } from './inbound-deliveries.js';
import {
  begunInbound,
  type InboundDelivery,
  inboundStatusOf,
  type PracticeCount,
  receivedOf,
} from './inbound-delivery.js';
import { ReceivedGoods } from './received-goods.js';
import type { Stock } from './stock.js';

export interface ReceivingOptions {
  deliveries: InboundDeliveries;
  stock: Stock;
  events: EventSender;
  /** Where trucks are unloaded, and counted goods wait. */
  dock: string;
  /** Where they are put away, unless told. */
  shelf: string;
  /** There is more of an item to be used. */
  freed: (item: string) => void;
}

export interface Counting {
  /** Everything that was announced, unless told. */
  lines?: CountedGoods[];
  /** An instant; now, unless told. */
  at?: string;
}

export interface Correction extends Counting {
  direction: 'MORE' | 'LESS';
  lines: CountedGoods[];
}

const now = (): string => new Date().toISOString();

/**
 * What people do with deliveries that come, from the truck to the shelf and back. Each method throws an `Error` where it
 * is not possible.
 */
export class Receiving {
  readonly #work: ReceivingOptions;
  readonly #goods: ReceivedGoods;
  #receipts = 0;
  #unannounced = 0;
  /** Told of each step, once it is done. */
  onStep: (delivery: InboundDelivery) => void = () => {};

  constructor(work: ReceivingOptions) {
    this.#work = work;
    this.#goods = new ReceivedGoods(work.stock, work.dock);
  }

  /** As it is now. @throws Error when there is none */
  standing(inboundDeliveryNo: string): InboundDelivery {
    return this.#work.deliveries.known(inboundDeliveryNo);
  }

  arrive(inboundDeliveryNo: string, { at = now() }: { at?: string } = {}): PracticeEvent {
    const delivery = this.#in(inboundDeliveryNo, 'EXPECTED');
    delivery.arrivedAt = at;
    return this.#tell(delivery, 'Arrived', { arrivedAt: at }, at);
  }

  /** A truck that nobody has announced: its papers name an order, and the warehouse gives it a number of its own. */
  arriveUnannounced(
    about: { purchaseOrderNo: string; packingSlip: string; supplier?: string },
    { at = now() }: { at?: string } = {},
  ): PracticeEvent {
    const inboundDeliveryNo = `WR-${++this.#unannounced}`;
    const delivery = { ...begunInbound({ inboundDeliveryNo, ...about }), arrivedAt: at };
    this.#work.deliveries.deliveries.set(inboundDeliveryNo, delivery);
    const told = this.#work.events.tell(
      'ReceiptUnannounced',
      inboundDeliveryNo,
      { receiptNo: inboundDeliveryNo, ...about, arrivedAt: at },
      at,
    );
    this.onStep(delivery);
    return told;
  }

  count(inboundDeliveryNo: string, { lines, at = now() }: Counting = {}): PracticeEvent {
    const delivery = this.#in(inboundDeliveryNo, 'ARRIVED', 'RECEIVING');
    const goods = lines ?? uncounted(delivery);
    if (goods.length === 0) throw new Error(`nothing of ${inboundDeliveryNo} is left to be counted`);
    const counted = goods.map((one) => countedLine(delivery, one, this.#work.stock));
    this.#goods.unload(delivery, counted);
    return this.#keep(delivery, { countedAt: at, lines: counted });
  }

  /** There was more or less of it than a count has said; more lies where the rest does. */
  correct(inboundDeliveryNo: string, receiptId: string, { direction, lines, at = now() }: Correction): PracticeEvent {
    const delivery = this.#in(inboundDeliveryNo, 'RECEIVING', 'CLOSED', 'PUT_AWAY');
    const first = delivery.counts.find((count) => count.receiptId === receiptId && !count.corrects);
    if (!first) throw new Error(`${inboundDeliveryNo} has no count ${receiptId}`);
    const counted = lines.map((goods) => countedLine(delivery, asCounted(first, goods), this.#work.stock));
    if (direction === 'LESS') this.#goods.findLess(delivery, counted);
    else this.#goods.findMore(delivery, counted);
    return this.#keep(delivery, { countedAt: at, corrects: { receiptId, direction }, lines: counted });
  }

  /** The truck is empty, and all of it counted. */
  close(inboundDeliveryNo: string): PracticeEvent {
    const delivery = this.#in(inboundDeliveryNo, 'ARRIVED', 'RECEIVING');
    delivery.closed = true;
    return this.#tell(delivery, 'ReceiptClosed', {});
  }

  /** To the bulk store, unless told; once more, for what has been freed since. */
  putAway(inboundDeliveryNo: string, { location = this.#work.shelf, at = now() } = {}): PracticeEvent {
    const delivery = this.#in(inboundDeliveryNo, 'CLOSED', 'PUT_AWAY');
    this.#goods.putAway(delivery, location);
    for (const { item } of receivedOf(delivery)) this.#work.freed(item);
    delivery.putAwayAt ??= at;
    return this.#tell(delivery, 'PutawayCompleted', { location }, at);
  }

  /** Everything is at the dock again, for the supplier's truck. */
  carryOutBringBack(inboundDeliveryNo: string): PracticeEvent {
    const delivery = this.#work.deliveries.known(inboundDeliveryNo);
    const tasks = delivery.bringBackTasks.filter(({ status }) => status === 'OPEN');
    if (tasks.length === 0) throw new Error(`nothing of ${inboundDeliveryNo} is to be brought back`);
    this.#goods.bringBack(delivery);
    for (const task of tasks) task.status = 'DONE';
    delivery.cancelled = true;
    return this.#tell(delivery, 'BroughtBack', { taskIds: tasks.map(({ taskId }) => taskId) });
  }

  #in(inboundDeliveryNo: string, ...statuses: string[]): InboundDelivery {
    const delivery = this.#work.deliveries.known(inboundDeliveryNo);
    const status = inboundStatusOf(delivery);
    if (!statuses.includes(status)) throw new Error(`${inboundDeliveryNo} is ${status}`);
    return delivery;
  }

  #keep(delivery: InboundDelivery, what: Omit<PracticeCount, 'receiptId'>): PracticeEvent {
    const count = { receiptId: `R-${++this.#receipts}`, ...what };
    delivery.counts.push(count);
    return this.#tell(delivery, 'ReceiptLine', count, count.countedAt);
  }

  #tell(delivery: InboundDelivery, type: string, data: object, at?: string): PracticeEvent {
    const { inboundDeliveryNo } = delivery;
    const told = this.#work.events.tell(type, inboundDeliveryNo, { inboundDeliveryNo, ...data }, at);
    this.onStep(delivery);
    return told;
  }
}
