import type { EventType, InboundEvent } from '../../contracts/events.js';

/**
 * Events for a run, in the order of their offsets. An event that was had before is ignored: the sender may repeat
 * a signal whose acknowledgement was lost.
 */
export class Inbox {
  #events: InboundEvent[] = [];
  lastOffset: number;

  constructor(lastOffset = 0) {
    this.lastOffset = lastOffset;
  }

  /** @returns those that are new */
  receive(batch: InboundEvent[]): InboundEvent[] {
    const fresh = batch.filter((event) => event.offset > this.lastOffset);
    this.lastOffset = fresh.at(-1)?.offset ?? this.lastOffset;
    this.#events.push(...fresh);
    return fresh;
  }

  has(types: readonly EventType[]): boolean {
    return this.#events.some((event) => types.includes(event.type));
  }

  /** The earliest of these types, taken out. */
  take<T extends EventType>(types: readonly T[]): InboundEvent<T> | undefined {
    const index = this.#events.findIndex((event) => (types as readonly EventType[]).includes(event.type));
    return index < 0 ? undefined : (this.#events.splice(index, 1)[0] as unknown as InboundEvent<T>);
  }

  /** What is left when a run continues as new. */
  get rest(): InboundEvent[] {
    return this.#events;
  }
}
