import { z } from 'zod';
import { restConfig } from '../rest-client.js';
import { conditions, receiptStatuses } from './inbound-replies.js';
import { outboundStatuses } from './outbound-replies.js';
import { changedStatuses, stockStatuses } from './stock.js';

const word = z.string().max(200);

export const configSchema = restConfig.extend({
  /** The WMS's locations where they differ from the ERP's storage locations: `{"LINE-4-A": "0001"}`. */
  locations: z.record(word, word.min(1)).default({}),
  /** Its words for how far an outbound order is, where they differ: `{"LOADED": "PACKED"}`. */
  statuses: z.record(word, z.enum(outboundStatuses)).default({}),
  /** Its words for what stock may be used for, where they differ: `{"HELD": "BLOCKED"}`. */
  stockStatuses: z.record(word, z.enum(stockStatuses)).default({}),
  /** What it is told when stock is to become something else, where its words differ: `{"RETURN": "TO_VENDOR"}`. */
  sentStatuses: z.partialRecord(z.enum(changedStatuses), word.min(1)).default({}),
  /** Its words for how far an inbound delivery is, where they differ: `{"DOCKED": "ARRIVED"}`. */
  receiptStatuses: z.record(word, z.enum(receiptStatuses)).default({}),
  /** Its words for how counted goods are, where they differ: `{"BROKEN": "DAMAGED"}`. */
  conditions: z.record(word, z.enum(conditions)).default({}),
});

export type RestWmsConfig = z.infer<typeof configSchema>;
