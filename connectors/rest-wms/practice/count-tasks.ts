import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';
import { countBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface PracticeCountTask extends z.infer<typeof countBody> {
  taskId: string;
  status: 'OPEN' | 'COUNTED' | 'CANCELLED';
  counted?: { qty: { value: string; uom: string }; by: string; at: string };
  /** What was written on or off for it. */
  delta?: string;
  idempotencyKey: string;
}

/** What people are asked to count, without being told what to expect. What they find is the warehouse's stock from then on. */
export class CountTasks {
  readonly tasks = new Map<string, PracticeCountTask>();
  readonly #stock: Stock;

  constructor(stock: Stock) {
    this.#stock = stock;
  }

  post(content: unknown, key: string): Answer {
    const body = checked(countBody, content);
    const before = this.tasks.get(body.reference);
    if (before && contentOf(before) !== contentOf(body))
      throw new Refusal(409, 'REFERENCE_KNOWN', `Count ${body.reference} is known with another content`, before);
    if (before) return { status: 200, body: before };
    const task = { ...body, taskId: `CT-${this.tasks.size + 1}`, status: 'OPEN' as const, idempotencyKey: key };
    this.tasks.set(body.reference, task);
    return { status: 201, body: task };
  }

  cancel(reference: string): Answer {
    const task = this.known(reference);
    if (task.status === 'OPEN') task.status = 'CANCELLED';
    return { status: 200, body: task };
  }

  show(reference: string): Answer {
    return { status: 200, body: this.known(reference) };
  }

  known(reference: string): PracticeCountTask {
    const known = this.tasks.get(reference);
    if (known) return known;
    throw new Refusal(404, 'COUNT_UNKNOWN', `There is no count ${reference}`);
  }

  /** @throws Error where it cannot be counted, or not by this person */
  carryOut(reference: string, value: string, by: string): PracticeCountTask {
    const task = this.known(reference);
    if (task.status !== 'OPEN') throw new Error(`count ${reference} is ${task.status}`);
    if (task.notBy.includes(by)) throw new Error(`${by} has counted it before`);
    const { item, lot, locations, stockStatus: status } = task;
    const goods = { item, ...(lot !== undefined && { lot }) };
    const held = locations.map((location) => ({ location, there: this.#stock.exactly(goods, location, status) }));
    const delta = Decimal.sub(value, Decimal.sum(0, ...held.map(({ there }) => there)));
    const move = { ...goods, status, exact: true as const, reason: 'COUNT', document: task.taskId };
    const [first] = locations;
    if (delta.gt(0) && first !== undefined) this.#stock.move({ ...move, quantity: delta.toFixed(), to: first });
    let missing = delta.neg();
    for (const { location, there } of held) {
      const part = Decimal.min(Decimal.max(missing, 0), there);
      if (part.gt(0)) this.#stock.move({ ...move, quantity: part.toFixed(), from: location });
      missing = missing.minus(part);
    }
    task.status = 'COUNTED';
    task.counted = { qty: { value, uom: this.#stock.unitOf(item) }, by, at: new Date().toISOString() };
    task.delta = delta.toFixed();
    return task;
  }
}

const contentOf = ({ item, lot, locations, stockStatus }: z.infer<typeof countBody>): string =>
  hash([item, lot, locations, stockStatus]);
