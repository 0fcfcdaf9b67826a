import { z } from 'zod';
import { restConfig } from '../rest-client.js';

/** What a position report is, which is none of a journey's events. */
export const POSITION = 'POSITION';

export const trackingCodes = [
  'PICKED_UP',
  'DEPARTED',
  'ON_BOARD',
  'ARRIVED',
  'DELIVERED',
  'UNLOADED',
  'ETA_CHANGED',
  'EXCEPTION',
  'OTHER',
] as const;

export const configSchema = restConfig.extend({
  /** Words of the carriers, where they are not ours: `{"D1": "DELIVERED"}`. Any that is not named is OTHER. */
  codes: z.record(z.string().max(100), z.enum([...trackingCodes, POSITION])).default({}),
});

export type RestTmsConfig = z.infer<typeof configSchema>;
