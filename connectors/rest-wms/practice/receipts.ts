import { Decimal } from 'decimal.js';
import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';
import { receiptBody, type ReceiptBody, takeBackBody } from './bodies.js';
import type { Stock, StockStatus } from './stock.js';

export interface TakeBackTask {
  taskId: string;
  receiptId: string;
  qty: { value: string; uom: string };
  reason: string;
  status: 'OPEN' | 'DONE';
  idempotencyKey: string;
}

export interface ProductionReceipt extends ReceiptBody {
  receiptId: string;
  status: 'EXPECTED' | 'PUT_AWAY';
  /** Not to be put away any more. */
  withdrawn: string;
  /** Out of stock again. */
  takenBack: string;
  idempotencyKey: string;
}

/** What production announces, what of it has been put away, and what was taken out again. */
export class Receipts {
  readonly receipts = new Map<string, ProductionReceipt>();
  readonly tasks: TakeBackTask[] = [];
  readonly #stock: Stock;

  constructor(stock: Stock) {
    this.#stock = stock;
  }

  put(receiptId: string, content: unknown, key: string): Answer {
    const body = checked(receiptBody, content);
    const before = this.receipts.get(receiptId);
    if (before && contentOf(before) !== contentOf(body)) {
      throw new Refusal(409, 'RECEIPT_KNOWN', `Receipt ${receiptId} is known with another content`, before);
    }
    const nothing = { withdrawn: '0', takenBack: '0' };
    const receipt = before ?? { receiptId, ...body, status: 'EXPECTED', ...nothing, idempotencyKey: key };
    this.receipts.set(receiptId, receipt);
    return { status: before ? 200 : 201, body: this.#shown(receipt) };
  }

  show(receiptId: string): Answer {
    return { status: 200, body: this.#shown(this.#known(receiptId)) };
  }

  /** Undefined when it has been put away before, or is not to be any more. @throws Error when it is not known */
  putAway(receiptId: string): ProductionReceipt | undefined {
    const receipt = this.receipts.get(receiptId);
    if (!receipt) throw new Error(`no receipt ${receiptId}`);
    const { item, qty, lot, location, stockStatus, withdrawn } = receipt;
    const quantity = new Decimal(qty.value).minus(withdrawn);
    if (receipt.status === 'PUT_AWAY' || quantity.isZero()) return undefined;
    receipt.status = 'PUT_AWAY';
    this.#stock.measure(item, qty.uom);
    const move = { item, quantity: quantity.toFixed(), to: location, reason: 'RECEIPT', document: receiptId };
    this.#stock.move({ ...move, ...(lot && { lot }), ...statusOf(stockStatus) });
    return receipt;
  }

  /** Nothing moves yet, unless nothing was put away: people do it. Refused where less lies there. */
  takeBack(receiptId: string, content: unknown, key: string): Answer {
    const { qty, reason } = checked(takeBackBody, content);
    const receipt = this.#known(receiptId);
    const { there, what } = this.#lying(receipt);
    if (there.lt(qty.value))
      throw new Refusal(409, 'STOCK_SHORT', `${qty.value} ${what} are to be taken back, ${there.toFixed()} are left`);
    const taskId = `TB-${this.tasks.length + 1}`;
    const isPutAway = receipt.status === 'PUT_AWAY';
    const task: TakeBackTask = {
      ...{ taskId, receiptId, qty, reason, idempotencyKey: key },
      status: isPutAway ? 'OPEN' : 'DONE',
    };
    if (!isPutAway) receipt.withdrawn = new Decimal(receipt.withdrawn).plus(qty.value).toFixed();
    this.tasks.push(task);
    return { status: 201, body: task };
  }

  takeBackTasks(receiptId: string): Answer {
    this.#known(receiptId);
    return { status: 200, body: { tasks: this.tasks.filter((task) => task.receiptId === receiptId) } };
  }

  /** The work is done. @throws Error when there is none, or less lies there */
  carryOutTakeBack(receiptId: string): ProductionReceipt {
    const receipt = this.receipts.get(receiptId);
    const open = this.tasks.filter((task) => task.receiptId === receiptId && task.status === 'OPEN');
    if (!receipt || open.length === 0) throw new Error(`nothing of receipt ${receiptId} is to be taken back`);
    for (const task of open) {
      const { item, lot, location, stockStatus } = receipt;
      const move = { item, quantity: task.qty.value, from: location, reason: 'TAKE_BACK', document: task.taskId };
      this.#stock.move({ ...move, ...(lot && { lot }), ...statusOf(stockStatus) });
      receipt.takenBack = new Decimal(receipt.takenBack).plus(task.qty.value).toFixed();
      task.status = 'DONE';
    }
    return receipt;
  }

  isAskedBack(receiptId: string): boolean {
    return this.tasks.some((task) => task.receiptId === receiptId && task.status === 'OPEN');
  }

  /** Where finished goods have been put. */
  locations(): string[] {
    const putAway = [...this.receipts.values()].filter(({ status }) => status === 'PUT_AWAY');
    return [...new Set(putAway.map(({ location }) => location))];
  }

  #known(receiptId: string): ProductionReceipt {
    const receipt = this.receipts.get(receiptId);
    if (!receipt) throw new Refusal(404, 'RECEIPT_UNKNOWN', `There is no receipt ${receiptId}`);
    return receipt;
  }

  #lying({ item, lot, location, qty, status, withdrawn, stockStatus = 'UNRESTRICTED' }: ProductionReceipt) {
    const what = lot ? `${item} of lot ${lot}` : item;
    if (status === 'EXPECTED') return { there: new Decimal(qty.value).minus(withdrawn), what };
    const goods = { item, ...(lot && { lot }) };
    return { there: new Decimal(this.#stock.exactly(goods, location, stockStatus)), what };
  }

  /** The status covers the work that is asked for. */
  #shown(receipt: ProductionReceipt) {
    const { receiptId, status, withdrawn, takenBack, qty } = receipt;
    const tasks = this.tasks.filter((task) => task.receiptId === receiptId);
    const isOpen = tasks.some((task) => task.status === 'OPEN');
    const shown = tasks.length === 0 ? status : isOpen ? 'TAKING_BACK' : 'TAKEN_BACK';
    const value = new Decimal(withdrawn).plus(takenBack).toFixed();
    return { ...receipt, status: shown, takenBack: { value, uom: qty.uom } };
  }
}

const statusOf = (status: StockStatus | undefined): { status?: StockStatus } =>
  status && status !== 'UNRESTRICTED' ? { status } : {};

const contentOf = ({ orderNo, item, qty, location, lot, stockStatus }: ReceiptBody): string =>
  hash([orderNo, item, qty, location, lot, stockStatus]);
