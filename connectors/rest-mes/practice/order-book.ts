import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import {
  hasStarted,
  isStopped,
  mayBecome,
  type OrderBody,
  orderBody,
  type PlantOrder,
  standing,
  unreported,
} from './order.js';

const WORK_CENTER_UNKNOWN = 'WC-UNKNOWN';

/** The orders of the MES, and what it lets others do to them. */
export class OrderBook {
  readonly orders = new Map<string, PlantOrder>();

  /** @throws Error when the MES does not have it */
  known(orderNo: string): PlantOrder {
    const order = this.orders.get(orderNo);
    if (!order) throw new Error(`no order ${orderNo} in the MES`);
    return order;
  }

  show(orderNo: string): Answer {
    return { status: 200, body: shown(this.#find(orderNo)) };
  }

  put(orderNo: string, content: unknown, key: string): Answer {
    const body = understood(content);
    const before = this.orders.get(orderNo);
    if (before) mayBecome(before, body);
    const order = before && hasStarted(before) ? grown(before, body) : taken(orderNo, body, before);
    order.idempotencyKey = key;
    order.changes.push({ kind: 'PUT', key, version: body.version, quantity: body.qty.value });
    this.orders.set(orderNo, order);
    return { status: 202, body: shown(order) };
  }

  cancel(orderNo: string, key: string): Answer {
    const order = this.#find(orderNo);
    if (hasStarted(order)) {
      throw new Refusal(
        409,
        'ORDER_STARTED',
        `Order ${orderNo} is ${order.status} and cannot be taken back`,
        standing(order),
      );
    }
    if (order.status !== 'CANCELLED') order.changes.push({ kind: 'CANCEL', key });
    order.status = 'CANCELLED';
    return { status: 200, body: shown(order) };
  }

  /** Stops it with what it has made; `stopped` when it was not so already. */
  shortClose(orderNo: string, key: string): { answer: Answer; stopped: boolean } {
    const order = this.#find(orderNo);
    if (order.status === 'CANCELLED' || order.status === 'REJECTED') {
      throw new Refusal(409, 'ORDER_NOT_RUNNING', `Order ${orderNo} is ${order.status}`, standing(order));
    }
    const stopped = !isStopped(order);
    if (stopped) order.changes.push({ kind: 'SHORT_CLOSE', key });
    if (stopped) order.status = 'COMPLETED';
    return { answer: { status: 200, body: shown(order) }, stopped };
  }

  #find(orderNo: string): PlantOrder {
    const order = this.orders.get(orderNo);
    if (!order) throw new Refusal(404, 'ORDER_UNKNOWN', `There is no order ${orderNo}`);
    return order;
  }
}

/** What others see of it: how many confirmations, not which; and not what was taken from whom. */
const shown = (order: PlantOrder) => ({ ...order, confirmations: order.confirmations.length, changes: undefined });

function understood(content: unknown): OrderBody {
  const body = checked(orderBody, content);
  const unknown = body.operations.findIndex(({ workCenter }) => workCenter === WORK_CENTER_UNKNOWN);
  if (unknown >= 0)
    throw new Refusal(
      422,
      'UNKNOWN_WORKCENTER',
      `/operations/${unknown}/workCenter ${WORK_CENTER_UNKNOWN} is not known`,
    );
  return body;
}

const contentOf = ({ version, item, qty, bomRev, routingVersion, operations }: OrderBody) => ({
  version,
  item,
  quantity: qty,
  bomRev,
  routingVersion,
  operations: operations.map(({ no }) => no),
});

const taken = (orderNo: string, body: OrderBody, before: PlantOrder | undefined): PlantOrder => ({
  orderNo,
  status: 'CHECKING',
  ...contentOf(body),
  reported: { ...unreported },
  confirmations: [],
  changes: before?.changes ?? [],
});

/** While it runs its quantity changes, and nothing else. */
const grown = (order: PlantOrder, body: OrderBody): PlantOrder => Object.assign(order, contentOf(body));
