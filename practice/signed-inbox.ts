import type { Request } from 'express';
import { Webhook } from 'standardwebhooks';
import { hash, Refusal } from './rest-counterpart.js';
import { bodyText } from './stand-in.js';

/** What a practice receiver knows its senders by, unless told otherwise. */
export const PRACTICE_SECRET = `whsec_${Buffer.from('a practice customer knows us by this').toString('base64')}`;

/** A receiver of signed webhooks: it knows its senders by their secrets, and takes each message once. */
export class SignedInbox {
  readonly #messages: string;
  #secrets: string[];
  #closed = false;
  #unsigned = 0;
  readonly #arrived = new Map<string, { content: string; times: number }>();

  /** @param messages what comes here: `ship notices` */
  constructor(messages: string, secrets: string[] = [PRACTICE_SECRET]) {
    this.#messages = messages;
    this.#secrets = secrets;
  }

  /** How many came with a signature that fits none of its secrets. */
  get unsigned(): number {
    return this.#unsigned;
  }

  /** How often messages came that had come before. */
  get doubles(): number {
    return [...this.#arrived.values()].reduce((total, { times }) => total + times - 1, 0);
  }

  /** Changes its secrets: what fits none of them is refused from now on. */
  knowsBy(secrets: string[]): void {
    this.#secrets = secrets;
  }

  /** Gives the address up: 410 to everything, until it opens again. */
  close(closed = true): void {
    this.#closed = closed;
  }

  /** Any of its secrets may sign: two while one is being changed. @throws Refusal 410, 401 */
  admit(request: Request): void {
    if (this.#closed) throw new Refusal(410, 'GONE', `We take no ${this.#messages} here any more`);
    const text = bodyText(request);
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const sent = Object.fromEntries(names.map((name) => [name, request.get(name) ?? '']));
    if (this.#secrets.some((secret) => isSigned(secret, text, sent))) return;
    this.#unsigned += 1;
    throw new Refusal(401, 'SIGNATURE_INVALID', 'The signature fits none of our secrets');
  }

  /**
   * How often it has come, this time included: once where it is new.
   * @throws Refusal where it has another id than its envelope says, or was another message before
   */
  arrival(request: Request, id: string): number {
    const webhookId = request.get('webhook-id') ?? '';
    if (id !== webhookId) throw new Refusal(400, 'ID_DIFFERS', `webhook-id is ${webhookId}, the event’s id ${id}`);
    const content = hash(request.body);
    const before = this.#arrived.get(id);
    if (before && before.content !== content) throw new Refusal(409, 'ID_REUSED', `${id} was another message`);
    const times = (before?.times ?? 0) + 1;
    this.#arrived.set(id, { content, times });
    return times;
  }
}

function isSigned(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
