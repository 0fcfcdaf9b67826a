import { z } from 'zod';
import { means } from '../../contracts/meaning.js';

/** What every database and terminal can hold; line breaks allowed. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
const SEGMENT = /^[A-Za-z0-9._~-]{1,40}$/;
const KEY = /^[\x21-\x7e]{1,128}$/;

export const freeText = z
  .string()
  .max(2_000)
  .refine((value) => !CONTROL.test(value), 'must not contain control characters');

/** A business number that can stand in an id. */
export const segment = z.string().regex(SEGMENT, 'must be 1 to 40 letters, digits or . _ ~ -');

/** A caller's own key for a request; the same one takes effect once. */
export const idempotencyKey = z.string().regex(KEY, 'must be 1 to 128 printable ASCII characters without spaces');

export const idempotencyHeader = z.object({
  'idempotency-key': z
    .optional(idempotencyKey)
    .meta({ description: 'The same key with the same content takes effect once.' }),
});

/** An instant, ISO 8601 UTC. */
export const instant = z.string().meta({ format: 'date-time', ...means({ zone: 'UTC' }) });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.exactOptional(z.string().max(1_000)),
};

export const processName = z.string().max(40).meta({ example: 'order-to-production' });

export const runParams = z.strictObject({ process: processName, company: segment, plant: segment, key: segment });
