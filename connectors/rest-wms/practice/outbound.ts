import { Decimal } from 'decimal.js';
import type { PracticeEvent } from '../../../practice/event-sender.js';
import { handlingUnits, type OutboundOrder, statusOf, takeOut, total, uomOf } from './outbound-order.js';
import { type Pick, Picking } from './picking.js';
import { sscc } from './sscc.js';

export interface Shipment {
  /** An instant; now, unless told. */
  at?: string;
  /** What really left, by line; everything that is picked, unless told. */
  quantities?: Record<string, string>;
  /** It is only said to have left. */
  eventOnly?: boolean;
}

/**
 * What people do with outbound orders, from the wave to the truck and back. Each method throws an `Error` where it is
 * not possible.
 */
export class Outbound extends Picking {
  #units = 0;
  #bills = 0;

  /** Into one handling unit; everything that is not packed yet, unless told. */
  pack(deliveryNo: string, { line, quantity }: Omit<Pick, 'lot'> = {}): PracticeEvent {
    const order = this.open(deliveryNo);
    const loose = order.pieces.filter((piece) => !piece.sscc && (line === undefined || piece.line === line));
    if (loose.length === 0) throw new Error(`nothing of ${deliveryNo} is to be packed`);
    const unit = sscc(++this.#units);
    let left = new Decimal(quantity ?? total(loose));
    order.pieces = order.pieces.flatMap((piece) => {
      const part = loose.includes(piece) ? Decimal.min(left, piece.quantity) : new Decimal(0);
      const rest = new Decimal(piece.quantity).minus(part);
      left = left.minus(part);
      return [
        ...(part.gt(0) ? [{ ...piece, quantity: part.toFixed(), sscc: unit }] : []),
        ...(rest.gt(0) ? [{ ...piece, quantity: rest.toFixed() }] : []),
      ];
    });
    const packed = handlingUnits(order).find((one) => one.sscc === unit);
    return this.tell(order, 'Packed', { ...packed, status: statusOf(order) });
  }

  /** Loaded and handed over, packed before where that is not done. */
  ship(deliveryNo: string, { at = new Date().toISOString(), quantities, eventOnly }: Shipment = {}): PracticeEvent {
    if (eventOnly) return this.tell(this.work.orders.known(deliveryNo), 'ShipConfirmed', { shippedAt: at }, at);
    const order = this.open(deliveryNo);
    for (const [line, quantity] of Object.entries(quantities ?? {})) this.#adjust(order, line, quantity);
    if (order.pieces.length === 0) throw new Error(`nothing of ${deliveryNo} is picked`);
    if (order.pieces.some((piece) => !piece.sscc)) this.pack(deliveryNo);
    for (const piece of order.pieces) this.move(order, piece, 'SHIP', { from: this.work.dock });
    order.shipped = { at, billOfLading: `BOL-${String(++this.#bills).padStart(6, '0')}` };
    const { billOfLading } = order.shipped;
    return this.tell(order, 'ShipConfirmed', { shippedAt: at, billOfLading, handlingUnits: handlingUnits(order) }, at);
  }

  /** The truck drives off: nothing comes back from it any more. */
  depart(deliveryNo: string): void {
    const order = this.work.orders.known(deliveryNo);
    if (!order.shipped) throw new Error(`${deliveryNo} is ${statusOf(order)}`);
    order.departed = true;
    for (const task of order.unpickTasks) if (task.status === 'OPEN') task.status = 'CANCELLED';
  }

  /** Everything that is asked for has been brought back; what is on the truck is unloaded for it. */
  unpicked(deliveryNo: string): PracticeEvent {
    const order = this.work.orders.known(deliveryNo);
    const tasks = order.unpickTasks.filter(({ status }) => status === 'OPEN');
    if (tasks.length === 0) throw new Error(`nothing of ${deliveryNo} is to be brought back`);
    if (order.departed) throw new Error(`${deliveryNo} has departed`);
    const { shipped } = order;
    if (shipped) this.#unload(order, shipped.billOfLading);
    const pieces = tasks.flatMap(({ lines }) => lines).flatMap(({ line, qty }) => takeOut(order, line, qty.value));
    for (const piece of pieces) this.move(order, piece, 'UNPICK', { from: this.work.dock, to: piece.from });
    for (const task of tasks) task.status = 'DONE';
    if (order.pieces.length === 0) delete order.wave;
    const taskIds = tasks.map(({ taskId }) => taskId);
    return this.tell(order, shipped ? 'ShipReversed' : 'PickReversed', { taskIds, lines: back(order, pieces) });
  }

  #unload(order: OutboundOrder, billOfLading: string): void {
    for (const piece of order.pieces) this.move(order, piece, 'UNLOAD', { to: this.work.dock });
    order.voidedBillsOfLading.push(billOfLading);
    delete order.shipped;
  }

  /** What leaves differs from what was picked: the rest is picked on the way, or stays here. */
  #adjust(order: OutboundOrder, no: string, quantity: string): void {
    const line = order.lines.find((one) => one.line === no);
    if (!line) throw new Error(`${order.deliveryNo} has no line ${no}`);
    const more = new Decimal(quantity).minus(total(order.pieces.filter((piece) => piece.line === no)));
    if (more.gt(0)) this.pick(order.deliveryNo, { line: no, quantity: more.toFixed() });
    for (const piece of takeOut(order, no, Decimal.max(0, more.neg())))
      this.move(order, piece, 'UNPICK', { from: this.work.dock, to: piece.from });
  }
}

const back = (order: OutboundOrder, pieces: { line: string; quantity: string; lot?: string }[]) =>
  pieces.map(({ line, quantity, lot }) => ({
    line,
    qty: { value: quantity, uom: uomOf(order, line) },
    ...(lot && { lot }),
  }));
