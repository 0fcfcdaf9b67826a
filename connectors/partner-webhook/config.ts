import { z } from 'zod';
import { webhookSecret } from '../webhook.js';

const CUSTOMERS_MAX = 10_000;

/** Where a customer takes its messages, and what signs them: a second secret while the customer changes it. */
const receiver = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secrets: z.array(webhookSecret).min(1).max(2),
});

export type Receiver = z.infer<typeof receiver>;

export const configSchema = z.strictObject({
  /** By the customer's number in the ERP. */
  customers: z
    .record(z.string().min(1).max(40), receiver)
    .refine((customers) => Object.keys(customers).length <= CUSTOMERS_MAX, `at most ${CUSTOMERS_MAX} customers`)
    .default({}),
  /** Takes the messages of customers without an entry: an EDI service that serves them all. */
  otherwise: z.exactOptional(receiver),
  /** CloudEvents source of what is sent. */
  source: z.string().min(1).max(200).default('/headrace'),
  connectMs: z.int().positive().max(60_000).default(3_000),
  replyMs: z.int().positive().max(300_000).default(15_000),
});

export type PartnerWebhookConfig = z.infer<typeof configSchema>;
