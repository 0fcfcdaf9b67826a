import type { TrackingEvent } from '../../contracts/entities/load.js';
import { POSITION, type RestTmsConfig, trackingCodes } from './config.js';
import type { ShownEvent } from './replies.js';

type Code = TrackingEvent['code'];

/** All that happened on the way, in our words; where the truck was meanwhile is not a run's business. */
export const journey = (events: ShownEvent[], codes: RestTmsConfig['codes']): TrackingEvent[] =>
  events.flatMap((event) => {
    const code = codeOf(event.code, codes);
    return code === POSITION ? [] : [trackingEvent(event, code)];
  });

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
