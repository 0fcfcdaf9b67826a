import { z } from 'zod';
import type { EventData } from '../../contracts/events.js';
import { receiversOf, webhookConfig } from '../webhook-receivers.js';

export const answers = [
  'ACCEPTED',
  'CHANGED',
  'REJECTED',
] as const satisfies readonly EventData['PurchaseOrderAnswered']['answer'][];

export const configSchema = webhookConfig.extend({
  /** By the supplier's number in the ERP. */
  suppliers: receiversOf('suppliers'),
  /** Words of the suppliers for what they answer, where they are not ours: `{"AC": "ACCEPTED"}`. */
  answers: z.record(z.string().max(100), z.enum(answers)).default({}),
});

export type SupplierWebhookConfig = z.infer<typeof configSchema>;
