import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';
import { receiptBody, type ReceiptBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface ProductionReceipt extends ReceiptBody {
  receiptId: string;
  status: 'EXPECTED' | 'PUT_AWAY';
  idempotencyKey: string;
}

/** What production announces, and what of it has been put away. */
export class Receipts {
  readonly receipts = new Map<string, ProductionReceipt>();
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
    const receipt = before ?? { receiptId, ...body, status: 'EXPECTED', idempotencyKey: key };
    this.receipts.set(receiptId, receipt);
    return { status: before ? 200 : 201, body: receipt };
  }

  show(receiptId: string): Answer {
    const receipt = this.receipts.get(receiptId);
    if (!receipt) throw new Refusal(404, 'RECEIPT_UNKNOWN', `There is no receipt ${receiptId}`);
    return { status: 200, body: receipt };
  }

  /** Undefined when it has been put away before. @throws Error when it is not known */
  putAway(receiptId: string): ProductionReceipt | undefined {
    const receipt = this.receipts.get(receiptId);
    if (!receipt) throw new Error(`no receipt ${receiptId}`);
    if (receipt.status === 'PUT_AWAY') return undefined;
    receipt.status = 'PUT_AWAY';
    const { item, qty, lot, location } = receipt;
    this.#stock.measure(item, qty.uom);
    const move = { item, quantity: qty.value, to: location, reason: 'RECEIPT', document: receiptId };
    this.#stock.move({ ...move, ...(lot && { lot }) });
    return receipt;
  }

  /** Where finished goods have been put. */
  locations(): string[] {
    const putAway = [...this.receipts.values()].filter(({ status }) => status === 'PUT_AWAY');
    return [...new Set(putAway.map(({ location }) => location))];
  }
}

const contentOf = ({ orderNo, item, qty, location, lot }: ReceiptBody): string =>
  hash([orderNo, item, qty, location, lot]);
