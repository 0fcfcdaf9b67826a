import { Decimal } from 'decimal.js';

export interface StockEntry {
  item: string;
  location: string;
  opening: string;
  in: string;
  out: string;
  onHand: string;
}

interface Account {
  item: string;
  location: string;
  opening: Decimal;
  in: Decimal;
  out: Decimal;
}

/** What lies where. Nothing ever goes below zero. */
export class Stock {
  readonly #accounts = new Map<string, Account>();

  open(item: string, location: string, quantity: string): void {
    const account = this.#account(item, location);
    account.opening = account.opening.plus(quantity);
  }

  put(item: string, location: string, quantity: string): void {
    const account = this.#account(item, location);
    account.in = account.in.plus(quantity);
  }

  /** @throws Error when there is less */
  take(item: string, location: string, quantity: string): void {
    if (!this.has(item, location, quantity))
      throw new Error(`${item} at ${location}: ${this.onHand(item, location)} on hand, ${quantity} needed`);
    const account = this.#account(item, location);
    account.out = account.out.plus(quantity);
  }

  /** Takes all of it, or nothing and says so; an item may stand in several lines. */
  takeAll(lines: { item: string; location: string; quantity: string }[]): boolean {
    const wanted = new Stock();
    for (const { item, location, quantity } of lines) wanted.put(item, location, quantity);
    if (!wanted.entries().every(({ item, location, in: all }) => this.has(item, location, all))) return false;
    for (const { item, location, quantity } of lines) this.take(item, location, quantity);
    return true;
  }

  has(item: string, location: string, quantity: string): boolean {
    return new Decimal(this.onHand(item, location)).gte(quantity);
  }

  onHand(item: string, location: string): string {
    return onHand(this.#account(item, location));
  }

  entries(): StockEntry[] {
    return [...this.#accounts.values()].map((account) => ({
      item: account.item,
      location: account.location,
      opening: account.opening.toFixed(),
      in: account.in.toFixed(),
      out: account.out.toFixed(),
      onHand: onHand(account),
    }));
  }

  #account(item: string, location: string): Account {
    const key = JSON.stringify([item, location]);
    const nothing = new Decimal(0);
    const account = this.#accounts.get(key) ?? { item, location, opening: nothing, in: nothing, out: nothing };
    this.#accounts.set(key, account);
    return account;
  }
}

const onHand = ({ opening, in: into, out }: Account): string => opening.plus(into).minus(out).toFixed();
