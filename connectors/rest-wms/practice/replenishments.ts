import { Decimal } from 'decimal.js';
import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';
import { replenishmentBody, type ReplenishmentBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface Replenishment extends ReplenishmentBody {
  signalNo: string;
  status: 'OPEN' | 'DONE';
  idempotencyKey: string;
}

/** Tasks to bring material to a place at the line, one for each signal. */
export class Replenishments {
  readonly tasks = new Map<string, Replenishment>();
  /** The signals, as often as each was taken for a new one. */
  readonly taken: string[] = [];
  readonly #stock: Stock;
  readonly #bulk: string;

  constructor(stock: Stock, bulk: string) {
    this.#stock = stock;
    this.#bulk = bulk;
  }

  put(signalNo: string, content: unknown, key: string): Answer {
    const body = checked(replenishmentBody, content);
    const before = this.tasks.get(signalNo);
    if (before && contentOf(before) !== contentOf(body))
      throw new Refusal(409, 'SIGNAL_KNOWN', `Signal ${signalNo} is known with another content`, before);
    const task: Replenishment = before ?? { signalNo, ...body, status: 'OPEN', idempotencyKey: key };
    if (!before) this.taken.push(signalNo);
    this.tasks.set(signalNo, task);
    this.#stock.measure(task.item, task.qty.uom);
    return { status: before ? 200 : 201, body: task };
  }

  show(signalNo: string): Answer {
    const task = this.tasks.get(signalNo);
    if (!task) throw new Refusal(404, 'SIGNAL_UNKNOWN', `There is no replenishment ${signalNo}`);
    return { status: 200, body: task };
  }

  /** The goods are there, with what was moved by lot. @throws Error when it is not open, or the bulk store has less */
  bring(signalNo: string) {
    const task = this.tasks.get(signalNo);
    if (task?.status !== 'OPEN') throw new Error(`no open replenishment ${signalNo}`);
    const { orderNo, item, qty, location } = task;
    const places = { from: this.#bulk, to: location };
    const portions = this.#stock.move({
      ...{ item, quantity: qty.value, ...places, reason: 'REPLENISHMENT', document: signalNo },
    });
    task.status = 'DONE';
    const lot = portions.length === 1 ? portions[0]?.lot : undefined;
    return { orderNo, signalNo, item, qty, fromLocation: places.from, toLocation: location, ...(lot && { lot }) };
  }

  /** Whether it can be brought now. */
  ready(signalNo: string): boolean {
    const task = this.tasks.get(signalNo);
    if (task?.status !== 'OPEN') return false;
    return new Decimal(task.qty.value).lte(this.#stock.onHand(task.item, this.#bulk));
  }
}

const contentOf = ({ orderNo, item, qty, location }: ReplenishmentBody): string => hash([orderNo, item, qty, location]);
