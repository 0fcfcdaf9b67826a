import { Decimal } from 'decimal.js';

export interface Place {
  plant: string;
  location: string;
  item: string;
  /** Empty where stock is not kept by batch. */
  batch: string;
}

export interface StockLevel extends Place {
  quantity: string;
}

const keyOf = ({ plant, location, item, batch }: Place): string => [plant, location, item, batch].join('|');

/** Unrestricted stock by plant, storage location, material and batch. It never goes below zero. */
export class Stock {
  readonly #levels = new Map<string, Place & { quantity: Decimal }>();

  available(place: Place): Decimal {
    return this.#from(place).reduce((total, { quantity }) => total.plus(quantity), new Decimal(0));
  }

  add(place: Place, quantity: Decimal): void {
    const level = this.#levels.get(keyOf(place)) ?? { ...place, quantity: new Decimal(0) };
    this.#levels.set(keyOf(place), { ...level, quantity: level.quantity.plus(quantity) });
  }

  /** Without a batch, takes what has none first, then the batches in their order. @throws RangeError below zero */
  take(place: Place, quantity: Decimal): void {
    let rest = quantity;
    for (const level of this.#from(place)) {
      const part = Decimal.min(rest, level.quantity);
      level.quantity = level.quantity.minus(part);
      rest = rest.minus(part);
    }
    if (rest.gt(0)) throw new RangeError(`stock of ${keyOf(place)} would go below zero`);
  }

  list(): StockLevel[] {
    return [...this.#levels.values()].map((level) => ({ ...level, quantity: level.quantity.toFixed() }));
  }

  #from({ plant, location, item, batch }: Place): (Place & { quantity: Decimal })[] {
    const levels = [...this.#levels.values()].filter(
      (level) =>
        level.plant === plant &&
        level.location === location &&
        level.item === item &&
        (batch === '' || level.batch === batch),
    );
    return levels.sort((a, b) => a.batch.localeCompare(b.batch));
  }
}
