import type { StoredMessage } from '../store.js';

export const columns = `seq, source, message_id AS messageId, hash, type, company, plant, occurred_at AS occurredAt,
  received_at AS receivedAt, last_seen_at AS lastSeenAt, count, raw, event, status, reason, target,
  target_offset AS "offset", forwarded_at AS forwardedAt`;

type Nullable = 'event' | 'reason' | 'target' | 'offset' | 'forwardedAt';

export type MessageRow = Omit<StoredMessage, Nullable | 'raw'> & { raw: ArrayBuffer } & {
  [Name in Nullable]: NonNullable<StoredMessage[Name]> | null;
};

/** `raw` is kept as bytes: the driver cuts text at U+0000. */
export function asMessage({ raw, event, reason, target, offset, forwardedAt, ...rest }: MessageRow): StoredMessage {
  return {
    ...rest,
    raw: Buffer.from(raw).toString('utf8'),
    ...(target !== null && { target }),
    ...(offset !== null && { offset }),
    ...(event !== null && { event }),
    ...(reason !== null && { reason }),
    ...(forwardedAt !== null && { forwardedAt }),
  };
}
