import type { Milestone, TrackingEvent } from '../../contracts/entities/load.js';
import { POSITION, type RestTmsConfig, trackingCodes } from './config.js';
import type { ShownEvent } from './replies.js';

type Code = TrackingEvent['code'];

/** Of words that are no milestones, so many are kept, the latest. */
const OTHERS_MAX = 50;
const MILESTONES: readonly string[] = [
  'PICKED_UP',
  'DEPARTED',
  'ON_BOARD',
  'ARRIVED',
  'DELIVERED',
  'UNLOADED',
] satisfies Milestone[];

/**
 * What happened on the way, in our words; where the truck was meanwhile is not a run's business. A run keeps every answer
 * in its history, so it is what decides: the first of each milestone at each stop and of each delivery, what carries a
 * proof, the latest expected arrival, and the latest of the rest.
 */
export function journey(events: ShownEvent[], codes: RestTmsConfig['codes']): TrackingEvent[] {
  const all = events.flatMap((event) => {
    const code = codeOf(event.code, codes);
    return code === POSITION ? [] : [trackingEvent(event, code)];
  });
  const first = new Map<string, TrackingEvent>();
  const expected = new Map<string, TrackingEvent>();
  for (const event of all) {
    const { code, stop, deliveryNo = '', eventAt, recordedAt, eta } = event;
    const place = JSON.stringify([code, stop, deliveryNo]);
    if (MILESTONES.includes(code) && !(eventAt >= (first.get(place)?.eventAt ?? '~'))) first.set(place, event);
    if (eta !== undefined && recordedAt >= (expected.get(deliveryNo)?.recordedAt ?? ''))
      expected.set(deliveryNo, event);
  }
  const decisive = new Set([...first.values(), ...expected.values(), ...latestProofs(all)]);
  const others = all.filter((event) => !decisive.has(event) && !MILESTONES.includes(event.code));
  const latest = new Set(others.toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1)).slice(0, OTHERS_MAX));
  return all.filter((event) => decisive.has(event) || latest.has(event));
}

/** Of each delivery. */
function latestProofs(events: TrackingEvent[]): TrackingEvent[] {
  const proofs = new Map<string, TrackingEvent>();
  for (const event of events) {
    const { deliveryNo = '', recordedAt, proof } = event;
    if (proof && recordedAt >= (proofs.get(deliveryNo)?.recordedAt ?? '')) proofs.set(deliveryNo, event);
  }
  return [...proofs.values()];
}

function codeOf(said: string, codes: RestTmsConfig['codes']): Code | typeof POSITION {
  if (said === POSITION) return POSITION;
  if (Object.hasOwn(codes, said)) return codes[said] ?? 'OTHER';
  return trackingCodes.find((ours) => ours === said) ?? 'OTHER';
}

function trackingEvent(event: ShownEvent, code: Code): TrackingEvent {
  const { stop, deliveryNo, eventAt, recordedAt, eta, proof } = event;
  const text = event.text ?? (code === event.code ? undefined : event.code);
  return {
    code,
    stop,
    ...(deliveryNo && { deliveryNo }),
    eventAt,
    recordedAt: recordedAt ?? eventAt,
    ...(eta && { eta }),
    ...(text && { text }),
    ...(proof && { proof: proofOf(proof) }),
  };
}

const proofOf = ({ signedBy, lines }: NonNullable<ShownEvent['proof']>): NonNullable<TrackingEvent['proof']> => ({
  ...(signedBy && { signedBy }),
  ...(lines && {
    lines: lines.map(({ line, accepted, damaged }) => ({ line, accepted, ...(damaged && { damaged }) })),
  }),
});
