import type { Milestone, ProofOfDelivery, TrackingEvent } from '../contracts/entities/load.js';

const journey: readonly Milestone[] = ['PICKED_UP', 'DEPARTED', 'ON_BOARD', 'ARRIVED', 'DELIVERED', 'UNLOADED'];

export interface Whereabouts {
  /** The farthest milestone, and each that is known by when it happened. */
  milestone: Milestone | undefined;
  reached: Partial<Record<Milestone, string>>;
  eta: string | undefined;
  proof: ProofOfDelivery | undefined;
  lastEventAt: string | undefined;
}

const isMilestone = (code: string): code is Milestone => (journey as readonly string[]).includes(code);

/**
 * Where a load is, from the full list of its events. They are a set: some come late, twice or never, so the farthest
 * milestone counts and not the last word (domain: tracking events are a set).
 */
export function whereabouts(all: readonly TrackingEvent[], deliveryNo?: string): Whereabouts {
  // Of a load that several deliveries share, some of it is about another one.
  const events = all.filter((one) => one.deliveryNo === undefined || one.deliveryNo === deliveryNo);
  const ordered = [...events].sort((a, b) => Date.parse(a.eventAt) - Date.parse(b.eventAt));
  const reached: Whereabouts['reached'] = {};
  for (const { code, eventAt } of ordered) if (isMilestone(code)) reached[code] ??= eventAt;
  const byRecord = [...events].sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt));
  return {
    milestone: journey.toReversed().find((code) => reached[code] !== undefined),
    reached,
    eta: byRecord.findLast(({ eta }) => eta !== undefined)?.eta,
    proof: byRecord.findLast(({ proof }) => proof !== undefined)?.proof,
    lastEventAt: ordered.at(-1)?.eventAt,
  };
}

/** Whether a journey has come to a milestone, or past it: an earlier one may never have been told. */
export const hasReached = ({ milestone }: Whereabouts, wanted: Milestone): boolean =>
  milestone !== undefined && journey.indexOf(milestone) >= journey.indexOf(wanted);

/** An instant at which it was reached, or the first known after it. */
export function reachedAt({ reached }: Whereabouts, wanted: Milestone): string | undefined {
  return journey.slice(journey.indexOf(wanted)).flatMap((code) => reached[code] ?? [])[0];
}
