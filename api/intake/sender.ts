import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { type Landscape, systemBySource, type SystemConfig } from '../../landscape/landscape.js';
import { Problem } from '../http/problem.js';

/**
 * The system that signed these events: by their common source, with one of its secrets (Standard Webhooks, over the
 * raw body, not older than 5 minutes).
 * @throws Problem UNAUTHENTICATED, the same whatever was wrong
 */
export function senderOf(
  landscape: Landscape,
  events: readonly unknown[],
  text: string,
  headers: IncomingHttpHeaders,
): SystemConfig {
  const sources = new Set(events.map(sourceOf));
  const [source] = sources;
  const system = sources.size === 1 && source !== undefined ? systemBySource(landscape, source) : undefined;
  const secrets = system?.events?.secrets ?? [];
  if (!system || !secrets.some((secret) => isSigned(secret, text, headers))) {
    throw new Problem(
      'UNAUTHENTICATED',
      'The events are not signed by the one system that is their source; nothing was stored.',
    );
  }
  return system;
}

const sourceOf = (event: unknown): string | undefined => {
  const source = typeof event === 'object' && event !== null && 'source' in event ? event.source : undefined;
  return typeof source === 'string' ? source : undefined;
};

function isSigned(secret: string, text: string, headers: IncomingHttpHeaders): boolean {
  const sent = {
    'webhook-id': one(headers, 'id'),
    'webhook-timestamp': one(headers, 'timestamp'),
    'webhook-signature': one(headers, 'signature'),
  };
  try {
    new Webhook(secret).verify(text, sent, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

const one = (headers: IncomingHttpHeaders, name: string): string => [headers[`webhook-${name}`] ?? ''].flat()[0] ?? '';
