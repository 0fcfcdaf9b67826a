import { Decimal } from 'decimal.js';
import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { outboundBody, type OutboundLine, unpickBody, type UnpickLine } from './bodies.js';
import {
  comingBack,
  isInWave,
  openOf,
  type OutboundOrder,
  pickedOf,
  shortOf,
  shown,
  statusOf,
  type UnpickTask,
} from './outbound-order.js';
import { isNewer } from './versions.js';

/** What others may ask of the orders that leave the warehouse. */
export class OutboundOrders {
  readonly orders = new Map<string, OutboundOrder>();
  #tasks = 0;

  /** @throws Error when there is none */
  known(deliveryNo: string): OutboundOrder {
    const order = this.orders.get(deliveryNo);
    if (!order) throw new Error(`no outbound order ${deliveryNo}`);
    return order;
  }

  show(deliveryNo: string): Answer {
    return { status: 200, body: shown(this.#find(deliveryNo)) };
  }

  put(deliveryNo: string, content: unknown, key: string): Answer {
    const { version, shipBy, shipTo, lines } = checked(outboundBody, content);
    const before = this.orders.get(deliveryNo);
    if (before) mayBecome(before, version, lines);
    const standing = before ?? begun(deliveryNo);
    const order: OutboundOrder = {
      ...{ ...standing, version, shipBy, shipTo, lines, cancelled: false, askedBack: false, idempotencyKey: key },
    };
    for (const line of lines) trimShortage(order, line);
    order.changes.push({ kind: 'PUT', key, version });
    this.orders.set(deliveryNo, order);
    return { status: before ? 200 : 201, body: shown(order) };
  }

  cancel(deliveryNo: string, key: string): Answer {
    const order = this.#find(deliveryNo);
    refuseIfShipped(order);
    const { version } = order;
    if (pickedOf(order).gt(0)) throw refused(order, 'PICKED', `bring back first: ${inWords(toBringBack(order))}`);
    if (isInWave(order)) throw refused(order, 'WAVED', `its tasks are handed out in wave ${order.wave}`);
    if (!order.cancelled) order.changes.push({ kind: 'CANCEL', key, version });
    order.cancelled = true;
    return { status: 200, body: shown(order) };
  }

  /** Nothing moves yet: people do it, and a truck that has gone is out of their reach. */
  requestUnpick(deliveryNo: string, content: unknown, key: string): Answer {
    const { lines, reason } = checked(unpickBody, content);
    const order = this.#find(deliveryNo);
    if (order.departed) refuseIfShipped(order);
    const asked = lines.map((line) => stillOut(order, line));
    const taskId = `UT-${++this.#tasks}`;
    const task: UnpickTask = { taskId, deliveryNo, lines: asked, reason, status: 'OPEN', idempotencyKey: key };
    order.unpickTasks.push(task);
    order.askedBack = true;
    return { status: 201, body: { tasks: [task] } };
  }

  unpickTasks(deliveryNo: string): Answer {
    return { status: 200, body: { tasks: this.#find(deliveryNo).unpickTasks } };
  }

  hasOpenTasks(deliveryNo: string): boolean {
    return this.known(deliveryNo).unpickTasks.some(({ status }) => status === 'OPEN');
  }

  /** Whether this version is replaced, taken back or gone. */
  isOver(deliveryNo: string, version: string): boolean {
    const order = this.known(deliveryNo);
    return order.version !== version || order.cancelled || order.shipped !== undefined;
  }

  isToBePicked(deliveryNo: string): boolean {
    const order = this.known(deliveryNo);
    return !order.askedBack && order.lines.some((line) => openOf(order, line).gt(0));
  }

  isToBePacked(deliveryNo: string): boolean {
    return this.isReady(deliveryNo) && this.known(deliveryNo).pieces.some(({ sscc }) => !sscc);
  }

  /** All of it is off the shelf, and nothing asked back. */
  isReady(deliveryNo: string): boolean {
    const order = this.known(deliveryNo);
    const all = order.lines.every((line) => openOf(order, line).isZero());
    return all && order.pieces.length > 0 && !this.hasOpenTasks(deliveryNo);
  }

  #find(deliveryNo: string): OutboundOrder {
    const order = this.orders.get(deliveryNo);
    if (!order) throw new Refusal(404, 'OUTBOUND_UNKNOWN', `There is no outbound order ${deliveryNo}`);
    return order;
  }
}

const begun = (deliveryNo: string): Omit<OutboundOrder, 'version' | 'shipBy' | 'shipTo' | 'lines'> => ({
  ...{
    deliveryNo,
    cancelled: false,
    askedBack: false,
    pieces: [],
    shortages: {},
    departed: false,
    voidedBillsOfLading: [],
  },
  ...{ unpickTasks: [], idempotencyKey: '', changes: [] },
});

/** Without what is coming back already. @throws Refusal when more is asked for than is picked */
function stillOut(order: OutboundOrder, { line, qty }: UnpickLine): UnpickLine {
  const picked = pickedOf(order, line);
  if (picked.lt(qty.value))
    throw refused(order, 'UNPICK_TOO_MUCH', `${picked.toFixed()} of line ${line} are picked, not ${qty.value}`);
  const left = Decimal.min(qty.value, picked.minus(comingBack(order, line)));
  return { line, qty: { ...qty, value: left.toFixed() } };
}

/** Quantities may rise until it has left, and fall to what is picked. */
function mayBecome(order: OutboundOrder, version: string, lines: OutboundLine[]): void {
  const free = order.cancelled && version === order.version;
  if (!free && !isNewer(version, order.version))
    throw refused(order, 'VERSION_OLD', `version ${order.version} is known, and ${version} is no later one`);
  refuseIfShipped(order);
  const over = order.pieces.find(({ line, item }) => {
    const wanted = lines.find((one) => one.line === line && one.item === item)?.qty.value ?? 0;
    return pickedOf(order, line).gt(wanted);
  });
  if (over) {
    const { line, item } = over;
    const picked = pickedOf(order, line).toFixed();
    throw refused(
      order,
      'PICKED',
      `${picked} ${item} of line ${line} are picked, which is more than version ${version} wants`,
    );
  }
}

/** What is no longer wanted is no longer missing. */
function trimShortage(order: OutboundOrder, line: OutboundLine): void {
  const shortage = order.shortages[line.line];
  if (shortage) shortage.quantity = shortOf(order, line).toFixed();
}

function refuseIfShipped(order: OutboundOrder): void {
  const { shipped } = order;
  if (shipped) throw refused(order, 'SHIPPED', `it left with ${shipped.billOfLading}`);
}

/** Says what stands, with quantities and the tasks to bring it back. */
function refused(order: OutboundOrder, code: string, why: string): Refusal {
  const detail = `Outbound order ${order.deliveryNo} is ${statusOf(order)}: ${why}`;
  return new Refusal(409, code, detail, { ...shown(order), unpick: toBringBack(order) });
}

const toBringBack = (order: OutboundOrder): UnpickLine[] =>
  order.lines
    .map(({ line, qty }) => ({ line, qty: { value: pickedOf(order, line).toFixed(), uom: qty.uom } }))
    .filter(({ qty }) => qty.value !== '0');

const inWords = (lines: UnpickLine[]): string =>
  lines.map(({ line, qty }) => `${qty.value} ${qty.uom} of line ${line}`).join(', ');
