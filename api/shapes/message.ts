import { z } from 'zod';
import type { MessageStatus } from '../../store/store.js';
import { instant } from './texts.js';

export const messageStatuses = [
  'pending',
  'forwarded',
  'orphan',
  'quarantined',
  'conflict',
  'dead',
  'ignored',
] as const satisfies readonly MessageStatus[];

const text = z.string();

export const messageShape = z
  .object({
    seq: z.int(),
    source: text,
    messageId: text,
    type: text,
    company: text,
    plant: text,
    occurredAt: instant,
    receivedAt: instant,
    lastSeenAt: instant,
    forwardedAt: z.exactOptional(instant),
    status: z.enum(messageStatuses),
    count: z.int(),
    target: z.exactOptional(text),
    offset: z.exactOptional(z.int()),
    reason: z.exactOptional(text),
    raw: z.exactOptional(text).meta({ description: 'As received; for operators.' }),
  })
  .meta({ id: 'Message' });
