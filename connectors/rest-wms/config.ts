import { z } from 'zod';
import { restConfig } from '../rest-client.js';
import { outboundStatuses } from './outbound-replies.js';
import { stockStatuses } from './stock.js';

const word = z.string().max(200);

export const configSchema = restConfig.extend({
  /** The WMS's locations where they differ from the ERP's storage locations: `{"LINE-4-A": "0001"}`. */
  locations: z.record(word, word.min(1)).default({}),
  /** Its words for how far an outbound order is, where they differ: `{"LOADED": "PACKED"}`. */
  statuses: z.record(word, z.enum(outboundStatuses)).default({}),
  /** Its words for what stock may be used for, where they differ: `{"HELD": "BLOCKED"}`. */
  stockStatuses: z.record(word, z.enum(stockStatuses)).default({}),
});

export type RestWmsConfig = z.infer<typeof configSchema>;
