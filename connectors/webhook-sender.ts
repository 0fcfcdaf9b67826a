import type { z } from 'zod';
import { ConnectorError } from '../contracts/errors.js';
import type { PostingContext } from '../contracts/ports.js';
import { cloudEvent, type Told } from './cloud-event.js';
import { signedHeaders, webhookId } from './webhook.js';
import { addresses, type Audience, type Receiver, type webhookConfig } from './webhook-receivers.js';
import { refusal } from './webhook-refusal.js';

const contentType = { 'content-type': 'application/cloudevents+json; charset=utf-8' };

/** Carries a message to whom it is for, known there by the posting's key. @throws ConnectorError */
export type Send = (number: string, told: Told, context: PostingContext) => Promise<void>;

/** Signed webhooks to trading partners (Standard Webhooks 1.0): any 2xx is a delivery. */
export function webhookSender(
  system: string,
  receivers: Record<string, Receiver>,
  config: z.infer<typeof webhookConfig>,
  audience: Audience,
): Send {
  const addressOf = addresses(system, receivers, config, audience);
  return async (number, told, { key, signal }) => {
    const { http, path, secrets } = addressOf(number);
    const id = webhookId(key);
    const text = JSON.stringify(cloudEvent(id, config.source, told));
    const headers = { ...contentType, ...signedHeaders(id, text, secrets) };
    const reply = await http.call({ method: 'POST', path, headers, text, write: true, expect: 'any', signal });
    if (reply.status < 200 || reply.status > 299) throw new ConnectorError(refusal(system, reply, audience));
  };
}

/** A webhook's receiver answers no questions. The same id is sent again instead, and taken once there. */
export const cannotBeAsked = async (): Promise<null> => null;
