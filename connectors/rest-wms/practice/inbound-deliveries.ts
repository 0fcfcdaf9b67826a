import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { bringBackBody, inboundBody } from './bodies.js';
import {
  begunInbound,
  type BringBackTask,
  type InboundDelivery,
  inboundStatusOf,
  lyingAt,
  placesOf,
  receivedOf,
  shownInbound,
} from './inbound-delivery.js';
import type { Stock } from './stock.js';
import { isNewer } from './versions.js';

/** What others may ask of the deliveries that come to the warehouse. */
export class InboundDeliveries {
  readonly deliveries = new Map<string, InboundDelivery>();
  readonly #stock: Stock;
  readonly #dock: string;
  #tasks = 0;

  constructor(stock: Stock, dock: string) {
    this.#stock = stock;
    this.#dock = dock;
  }

  /** @throws Error when there is none */
  known(inboundDeliveryNo: string): InboundDelivery {
    const delivery = this.deliveries.get(inboundDeliveryNo);
    if (!delivery) throw new Error(`no inbound delivery ${inboundDeliveryNo}`);
    return delivery;
  }

  show(inboundDeliveryNo: string): Answer {
    return { status: 200, body: shownInbound(this.#find(inboundDeliveryNo)) };
  }

  put(inboundDeliveryNo: string, content: unknown, key: string): Answer {
    const { version, lines, purchaseOrderNo, packingSlip, supplier, expectedAt } = checked(inboundBody, content);
    const before = this.deliveries.get(inboundDeliveryNo);
    if (before) mayBecome(before, version);
    const standing = before ?? begunInbound({ inboundDeliveryNo, purchaseOrderNo, packingSlip });
    const delivery: InboundDelivery = {
      ...{ ...standing, version, lines, purchaseOrderNo, packingSlip, supplier, expectedAt },
      ...{ cancelled: false, idempotencyKey: key },
    };
    delivery.changes.push({ kind: 'PUT', key, version });
    for (const { item, qty } of lines) this.#stock.measure(item, qty.uom);
    this.deliveries.set(inboundDeliveryNo, delivery);
    return { status: before ? 200 : 201, body: shownInbound(delivery) };
  }

  cancel(inboundDeliveryNo: string, key: string): Answer {
    const delivery = this.#find(inboundDeliveryNo);
    const { version, cancelled } = delivery;
    if (!cancelled) {
      refuseIfArrived(delivery);
      delivery.changes.push({ kind: 'CANCEL', key, version });
    }
    delivery.cancelled = true;
    return { status: 200, body: shownInbound(delivery) };
  }

  /** Nothing moves yet: people do it. Refused where it is no longer there to be brought. */
  bringBack(inboundDeliveryNo: string, content: unknown, key: string): Answer {
    const { reason } = checked(bringBackBody, content);
    const delivery = this.#find(inboundDeliveryNo);
    if (!delivery.arrivedAt) throw refused(delivery, 'NOT_ARRIVED', 'nothing of it is here; cancel it');
    if (!delivery.cancelled) this.#refuseIfGone(delivery);
    const taskId = `BT-${++this.#tasks}`;
    const status = delivery.cancelled ? 'DONE' : 'OPEN';
    const task: BringBackTask = { taskId, inboundDeliveryNo, reason, status, idempotencyKey: key };
    delivery.bringBackTasks.push(task);
    return { status: 201, body: { tasks: [task] } };
  }

  bringBackTasks(inboundDeliveryNo: string): Answer {
    return { status: 200, body: { tasks: this.#find(inboundDeliveryNo).bringBackTasks } };
  }

  #refuseIfGone(delivery: InboundDelivery): void {
    for (const { quantity, ...goods } of receivedOf(delivery)) {
      const there = lyingAt(this.#stock, goods, placesOf(delivery, this.#dock));
      if (there.lt(quantity))
        throw refused(delivery, 'STOCK_SHORT', `${quantity.toFixed()} ${goods.item} came, ${there.toFixed()} are left`);
    }
  }

  #find(inboundDeliveryNo: string): InboundDelivery {
    const delivery = this.deliveries.get(inboundDeliveryNo);
    if (!delivery) throw new Refusal(404, 'INBOUND_UNKNOWN', `There is no inbound delivery ${inboundDeliveryNo}`);
    return delivery;
  }
}

function mayBecome(delivery: InboundDelivery, version: string): void {
  const { version: standing, cancelled } = delivery;
  refuseIfArrived(delivery);
  if ((cancelled && version === standing) || isNewer(version, standing)) return;
  throw refused(delivery, 'VERSION_OLD', `version ${standing} is known, and ${version} is no later one`);
}

function refuseIfArrived(delivery: InboundDelivery): void {
  const { arrivedAt } = delivery;
  if (arrivedAt) throw refused(delivery, 'ARRIVED', `it came at ${arrivedAt}`);
}

/** Says what stands. */
const refused = (delivery: InboundDelivery, code: string, why: string): Refusal => {
  const detail = `Inbound delivery ${delivery.inboundDeliveryNo} is ${inboundStatusOf(delivery)}: ${why}`;
  return new Refusal(409, code, detail, shownInbound(delivery));
};
