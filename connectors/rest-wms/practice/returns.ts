import { type Answer, checked } from '../../../practice/rest-counterpart.js';
import { type Line, returnBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface ReturnTask {
  taskId: string;
  orderNo: string;
  reason: string;
  lines: Line[];
  status: 'OPEN' | 'DONE';
  idempotencyKey: string;
}

/** Work to bring from the line what was not used. */
export class Returns {
  readonly tasks: ReturnTask[] = [];
  readonly #stock: Stock;
  readonly #bulk: string;

  constructor(stock: Stock, bulk: string) {
    this.#stock = stock;
    this.#bulk = bulk;
  }

  post(content: unknown, key: string): Answer {
    const { orderNo, reason, lines } = checked(returnBody, content);
    const task: ReturnTask = {
      taskId: `RT-${this.tasks.length + 1}`,
      orderNo,
      reason,
      lines,
      status: 'OPEN',
      idempotencyKey: key,
    };
    this.tasks.push(task);
    return { status: 201, body: task };
  }

  of(orderNo: string): Answer {
    return { status: 200, body: { tasks: this.tasks.filter((task) => task.orderNo === orderNo) } };
  }

  /** The work is done. @throws Error when less lies at the line */
  carryOut(taskId: string): void {
    const task = this.tasks.find((one) => one.taskId === taskId && one.status === 'OPEN');
    if (!task) throw new Error(`no open return task ${taskId}`);
    const moves = task.lines.map(({ item, qty, location }) => ({
      ...{ item, quantity: qty.value, from: location, to: this.#bulk, reason: 'RETURN', document: taskId },
    }));
    if (!this.#stock.moveAll(moves)) throw new Error(`less lies at the line than ${taskId} is to bring back`);
    task.status = 'DONE';
  }
}
