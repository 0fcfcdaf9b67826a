import type { InboundEvent } from '../../contracts/events.js';
import type { StoredMessage } from '../../store/store.js';

/** A message as workflows receive it: what the store kept, with its place in its run's order. */
export function inboundEvent({ event, offset, seq }: StoredMessage): InboundEvent {
  if (event === undefined || offset === undefined) throw new RangeError(`message ${seq} has no checked content`);
  return { ...(JSON.parse(event) as Omit<InboundEvent, 'offset'>), offset };
}
