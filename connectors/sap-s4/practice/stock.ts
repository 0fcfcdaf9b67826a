import { Decimal } from 'decimal.js';

/** What stock may be used for. */
export type StockStatus = 'UNRESTRICTED' | 'QUALITY' | 'BLOCKED';

export interface Place {
  plant: string;
  location: string;
  item: string;
  /** Empty where stock is not kept by batch. */
  batch: string;
  /** Unrestricted unless told. */
  status?: StockStatus;
}

export interface StockLevel extends Place {
  status: StockStatus;
  quantity: string;
}

type Held = Required<Place> & { quantity: Decimal };

const statusOf = ({ status = 'UNRESTRICTED' }: Place): StockStatus => status;

const keyOf = (place: Place): string =>
  [place.plant, place.location, place.item, place.batch, statusOf(place)].join('|');

/** Stock by plant, storage location, material, batch and what it may be used for. It never goes below zero. */
export class Stock {
  readonly #levels = new Map<string, Held>();

  available(place: Place): Decimal {
    return this.#from(place).reduce((total, { quantity }) => total.plus(quantity), new Decimal(0));
  }

  add(place: Place, quantity: Decimal): void {
    const { plant, location, item, batch } = place;
    const before = this.#levels.get(keyOf(place))?.quantity ?? new Decimal(0);
    const level = { plant, location, item, batch, status: statusOf(place), quantity: before.plus(quantity) };
    this.#levels.set(keyOf(place), level);
  }

  /** Without a batch, takes what has none first, then the batches in their order. @throws RangeError below zero */
  take(place: Place, quantity: Decimal): void {
    this.#take(this.#from(place), place, quantity);
  }

  #take(levels: Held[], place: Place, quantity: Decimal): void {
    let rest = quantity;
    for (const level of levels) {
      const part = Decimal.min(rest, level.quantity);
      level.quantity = level.quantity.minus(part);
      rest = rest.minus(part);
    }
    if (rest.gt(0)) throw new RangeError(`stock of ${keyOf(place)} would go below zero`);
  }

  copy(): Stock {
    const copy = new Stock();
    for (const level of this.#levels.values()) copy.add(level, level.quantity);
    return copy;
  }

  /** What can leave as this batch: its own stock, and what no batch was told of. */
  serving(place: Place): Decimal {
    return this.#from(place, true).reduce((total, { quantity }) => total.plus(quantity), new Decimal(0));
  }

  serve(place: Place, quantity: Decimal): void {
    this.#take(this.#from(place, true), place, quantity);
  }

  list(): StockLevel[] {
    return [...this.#levels.values()].map((level) => ({ ...level, quantity: level.quantity.toFixed() }));
  }

  #from(place: Place, orUntold = false): Held[] {
    const { plant, location, item, batch } = place;
    const levels = [...this.#levels.values()].filter(
      (level) =>
        level.plant === plant &&
        level.location === location &&
        level.item === item &&
        level.status === statusOf(place) &&
        (batch === '' || level.batch === batch || (orUntold && level.batch === '')),
    );
    // Of a batch, its own stock goes first; without one, what has none.
    const rank = (level: Place): number => Number(orUntold && level.batch !== batch);
    return levels.sort((a, b) => rank(a) - rank(b) || a.batch.localeCompare(b.batch));
  }
}
