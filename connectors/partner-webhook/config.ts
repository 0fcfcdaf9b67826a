import type { z } from 'zod';
import { receiversOf, webhookConfig } from '../webhook-receivers.js';

export const configSchema = webhookConfig.extend({
  /** By the customer's number in the ERP. */
  customers: receiversOf('customers'),
});

export type PartnerWebhookConfig = z.infer<typeof configSchema>;
