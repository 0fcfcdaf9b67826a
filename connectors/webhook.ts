import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';

/* Webhooks as they leave us (Standard Webhooks 1.0). */

/** Base64 of 24 to 64 bytes. */
export const webhookSecret = z.string().refine((secret) => {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  return /^(whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret) && bytes >= 24 && bytes <= 64;
}, 'a webhook secret is base64 of 24 to 64 bytes (`openssl rand -base64 32`), with or without whsec_');

/** The same for every send and every replay of one posting: the receiver takes it once. */
export const webhookId = (key: string): string => `msg_${createHash('sha256').update(key).digest('base64url')}`;

/** One signature for each secret: while the receiver changes its secret, the old and the new one both fit. */
export function signedHeaders(
  id: string,
  body: string,
  secrets: readonly string[],
  now = new Date(),
): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}
