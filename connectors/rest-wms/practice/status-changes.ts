import { Decimal } from 'decimal.js';
import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';
import { statusChangeBody, type StatusChangeBody } from './bodies.js';
import type { Stock } from './stock.js';

export interface PracticeStatusChange extends StatusChangeBody {
  changeId: string;
  /** Where the goods lie. */
  portions: { location: string; quantity: string }[];
  idempotencyKey: string;
}

/** What stock may be used for, as others decide it: one change for a reference, of these very goods. */
export class StatusChanges {
  readonly changes: PracticeStatusChange[] = [];
  readonly #stock: Stock;
  readonly #dock: string;

  /** @param dock goods that have just come are looked for first */
  constructor(stock: Stock, dock: string) {
    this.#stock = stock;
    this.#dock = dock;
  }

  /** @param changed is told of what has not been changed before */
  post(content: unknown, key: string, changed: (change: PracticeStatusChange) => void): Answer {
    const body = checked(statusChangeBody, content);
    const before = this.changes.find(({ reference }) => reference === body.reference);
    if (before && contentOf(before) !== contentOf(body))
      throw new Refusal(409, 'REFERENCE_KNOWN', `Reference ${body.reference} is known with another content`, before);
    if (before) return { status: 200, body: before };
    const changeId = `SC-${this.changes.length + 1}`;
    const change = { ...body, changeId, portions: this.#carryOut(body, changeId), idempotencyKey: key };
    this.changes.push(change);
    changed(change);
    return { status: 201, body: change };
  }

  of(reference: string): Answer {
    return { status: 200, body: { changes: this.changes.filter((change) => change.reference === reference) } };
  }

  #carryOut(body: StatusChangeBody, document: string): PracticeStatusChange['portions'] {
    const { item, lot, qty, from: status, to } = body;
    const goods = { item, ...(lot !== undefined && { lot }) };
    let missing = new Decimal(qty.value);
    const portions = this.#places(item).flatMap((location) => {
      const part = Decimal.min(missing, this.#stock.exactly(goods, location, status));
      missing = missing.minus(part);
      return part.gt(0) ? [{ location, quantity: part.toFixed() }] : [];
    });
    if (missing.gt(0)) {
      const there = new Decimal(qty.value).minus(missing).toFixed();
      throw new Refusal(409, 'STOCK_SHORT', `${there} ${item} are ${status}, ${qty.value} are to become ${to}`);
    }
    for (const { location, quantity } of portions) {
      const move = { ...goods, quantity, from: location, status, exact: true, reason: 'STATUS', document } as const;
      this.#stock.move({ ...move, ...(to !== 'SAMPLE' && { to: location, toStatus: to }) });
    }
    return portions;
  }

  #places(item: string): string[] {
    const places = this.#stock.entries().filter((entry) => entry.item === item);
    return [...new Set([this.#dock, ...places.map(({ location }) => location)])];
  }
}

const contentOf = ({ item, lot, qty, from, to }: StatusChangeBody): string => hash([item, lot, qty, from, to]);
