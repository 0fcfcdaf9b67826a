import { Decimal } from 'decimal.js';

/** What stock may be used for: the free one first, then what others may yet decide about, then what goes away. */
export const stockStatuses = ['UNRESTRICTED', 'QUALITY', 'BLOCKED', 'EXCESS_HOLD', 'RETURN'] as const;

export type StockStatus = (typeof stockStatuses)[number];

export interface StockEntry {
  item: string;
  location: string;
  lot?: string;
  /** Absent where it is free to use. */
  status?: StockStatus;
  opening: string;
  in: string;
  out: string;
  onHand: string;
}

/** A quantity of one lot, or of goods whose lot nobody has written down. */
export interface Portion {
  quantity: string;
  lot?: string;
}

export interface Move {
  item: string;
  quantity: string;
  /** Left out: from outside, or to outside. */
  from?: string;
  to?: string;
  lot?: string;
  /** Free to use, unless told: nothing else is ever taken by itself. */
  status?: StockStatus;
  /** What it becomes; as it was, unless told. */
  toStatus?: StockStatus;
  /** These very goods: of this lot, or without one. */
  exact?: true;
  /** Why, and the paper that asked for it. */
  reason: string;
  document: string;
}

export interface Movement extends Move {
  id: number;
  at: string;
}

interface Account {
  item: string;
  location: string;
  lot: string | undefined;
  status: StockStatus;
  opening: Decimal;
  in: Decimal;
  out: Decimal;
}

const KEPT = 10_000;
const FREE: StockStatus = 'UNRESTRICTED';

/** What lies where, and how it came there. Nothing ever goes below zero. */
export class Stock {
  readonly #accounts = new Map<string, Account>();
  readonly #units = new Map<string, string>();
  #last = 0;
  /** The last ten thousand, the oldest first. */
  readonly movements: Movement[] = [];

  open(
    item: string,
    location: string,
    quantity: string,
    { lot, uom, status }: { lot?: string; uom?: string; status?: StockStatus } = {},
  ): void {
    const account = this.#account(item, location, lot, status);
    account.opening = account.opening.plus(quantity);
    if (uom) this.measure(item, uom);
  }

  /** The unit that the warehouse counts an item in; EA until somebody says otherwise. */
  measure(item: string, uom: string): void {
    this.#units.set(item, uom);
  }

  unitOf(item: string): string {
    return this.#units.get(item) ?? 'EA';
  }

  /**
   * Answers what was moved, by lot. Without a lot, any is taken; with one, goods whose lot is not written down may be
   * taken for it: the picker reads the label.
   * @throws Error when there is less
   */
  move(move: Move): Portion[] {
    const { exact, ...what } = move;
    const { item, quantity, from, to, lot, status, toStatus = status } = what;
    const portions = from ? this.#take(what, from, exact) : [{ quantity, ...(lot && { lot }) }];
    for (const portion of portions) {
      if (to) {
        const account = this.#account(item, to, portion.lot, toStatus);
        account.in = account.in.plus(portion.quantity);
      }
      this.movements.push({ id: ++this.#last, at: new Date().toISOString(), ...what, ...portion });
    }
    this.movements.splice(0, this.movements.length - KEPT);
    return portions;
  }

  /** Moves all of it, or nothing and says so; an item may stand in several lines. */
  moveAll(moves: (Move & { from: string })[]): boolean {
    const wanted = new Map<string, Decimal>();
    const enough = moves.every(({ item, from, quantity }) => {
      const place = keyOf(item, from);
      const total = (wanted.get(place) ?? new Decimal(0)).plus(quantity);
      wanted.set(place, total);
      return total.lte(this.onHand(item, from));
    });
    if (enough) for (const move of moves) this.move(move);
    return enough;
  }

  /** Free to use. Of a lot: with the goods that may be taken for it. */
  onHand(item: string, location: string, lot?: string): string {
    return sum(this.#takable(item, location, lot, FREE)).toFixed();
  }

  /** Of these very goods alone: of this lot, or without one, and of this status. */
  exactly({ item, lot }: { item: string; lot?: string }, location: string, status: StockStatus): string {
    return sum(this.#takable(item, location, lot, status).filter((account) => account.lot === lot)).toFixed();
  }

  entries(): StockEntry[] {
    return [...this.#accounts.values()].map((account) => ({
      item: account.item,
      location: account.location,
      ...(account.lot && { lot: account.lot }),
      ...(account.status !== FREE && { status: account.status }),
      opening: account.opening.toFixed(),
      in: account.in.toFixed(),
      out: account.out.toFixed(),
      onHand: onHand(account).toFixed(),
    }));
  }

  #take({ item, quantity, lot, status = FREE }: Omit<Move, 'exact'>, location: string, exact = false): Portion[] {
    const accounts = this.#takable(item, location, lot, status).filter((account) => !exact || account.lot === lot);
    const there = sum(accounts);
    if (there.lt(quantity)) throw new Error(`${item} at ${location}: ${there.toFixed()} on hand, ${quantity} needed`);
    let missing = new Decimal(quantity);
    return accounts.flatMap((account) => {
      const taken = Decimal.min(missing, onHand(account));
      if (taken.isZero()) return [];
      account.out = account.out.plus(taken);
      missing = missing.minus(taken);
      const label = lot ?? account.lot;
      return [{ quantity: taken.toFixed(), ...(label && { lot: label }) }];
    });
  }

  #takable(item: string, location: string, lot: string | undefined, status: StockStatus): Account[] {
    const here = [...this.#accounts.values()].filter(
      (one) => one.item === item && one.location === location && one.status === status,
    );
    if (lot === undefined) return here;
    return [...here.filter((one) => one.lot === lot), ...here.filter((one) => one.lot === undefined)];
  }

  #account(item: string, location: string, lot: string | undefined, status = FREE): Account {
    const key = keyOf(item, location, lot, status);
    const nothing = new Decimal(0);
    const account = this.#accounts.get(key) ?? {
      ...{ item, location, lot, status },
      ...{ opening: nothing, in: nothing, out: nothing },
    };
    this.#accounts.set(key, account);
    return account;
  }
}

const keyOf = (...parts: (string | undefined)[]): string => JSON.stringify(parts);

const onHand = ({ opening, in: into, out }: Account): Decimal => opening.plus(into).minus(out);

const sum = (accounts: Account[]): Decimal =>
  accounts.reduce((total, account) => total.plus(onHand(account)), new Decimal(0));
