import type { EventType, InboundEvent } from '../../contracts/events.js';

/** More than this is left to the message store, which has it all: a burst must not outgrow the run's history. */
const KEPT_MAX = 500;
const CARRIED_MAX = 100;

type Fits<T extends EventType> = (event: InboundEvent<T>) => boolean;

export interface CarriedInbox {
  events: InboundEvent[];
  lastOffset: number;
  seenOffset: number;
}

/**
 * Events for a run, in the order of their offsets. An event that was had before is ignored: the sender may repeat a
 * signal whose acknowledgement was lost. One that is not kept is fetched from the message store when its turn comes.
 */
export class Inbox {
  #events: InboundEvent[];
  #lastOffset: number;
  /** The highest offset that a signal has shown, kept or not. */
  #seenOffset: number;

  constructor({ events, lastOffset, seenOffset }: CarriedInbox = { events: [], lastOffset: 0, seenOffset: 0 }) {
    this.#events = [...events];
    this.#lastOffset = lastOffset;
    this.#seenOffset = seenOffset;
  }

  /** @returns those that are new and kept */
  receive(batch: InboundEvent[]): InboundEvent[] {
    const wasBehind = this.isBehind;
    this.#seenOffset = Math.max(this.#seenOffset, batch.at(-1)?.offset ?? 0);
    // What is behind comes first, and from the store.
    return wasBehind ? [] : this.#keep(batch);
  }

  /** Events are left in the message store, after `lastOffset`. */
  get isBehind(): boolean {
    return this.#seenOffset > this.#lastOffset;
  }

  get lastOffset(): number {
    return this.#lastOffset;
  }

  /** What the message store has after `lastOffset`; nothing more means that there is nothing left. */
  catchUp(batch: InboundEvent[]): InboundEvent[] {
    if (batch.length === 0) this.#lastOffset = this.#seenOffset;
    return this.#keep(batch);
  }

  has<T extends EventType>(types: readonly T[], fits: Fits<T> = () => true): boolean {
    return this.waiting(types).some(fits);
  }

  /** Those of these types, the earliest first. */
  waiting<T extends EventType>(types: readonly T[]): InboundEvent<T>[] {
    return this.#events.filter((event) => (types as readonly EventType[]).includes(event.type)) as InboundEvent<T>[];
  }

  /** The earliest of these types that fits, taken out. */
  take<T extends EventType>(types: readonly T[], fits: Fits<T> = () => true): InboundEvent<T> | undefined {
    const event = this.waiting(types).find(fits);
    if (event) this.#events.splice(this.#events.indexOf(event), 1);
    return event;
  }

  /** What a run takes along when it continues as new. */
  get carried(): CarriedInbox {
    const events = this.#events.slice(0, CARRIED_MAX);
    const isCut = events.length < this.#events.length;
    return {
      events,
      lastOffset: isCut ? (events.at(-1)?.offset ?? 0) : this.#lastOffset,
      seenOffset: this.#seenOffset,
    };
  }

  #keep(batch: InboundEvent[]): InboundEvent[] {
    const fresh = batch.filter((event) => event.offset > this.#lastOffset).slice(0, KEPT_MAX - this.#events.length);
    this.#lastOffset = fresh.at(-1)?.offset ?? this.#lastOffset;
    this.#events.push(...fresh);
    return fresh;
  }
}
