import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { Agent } from 'undici';

/** Where a stand-in's events go, and the secret that signs them (base64, with or without `whsec_`). */
export interface EventTarget {
  url: string;
  secret: string;
}

/** CloudEvents 1.0 in structured mode, with the extension attributes of plants: plant, seq, zone. */
export interface PracticeEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  /** What it is about; events about the same thing are sent one after the other. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  plant?: string;
  /** Rises per subject. */
  seq: number;
  zone?: string;
  data: unknown;
}

export interface EventSenderOptions {
  source: string;
  /** Left out by a system that serves several plants. */
  plant?: string;
  zone?: string;
  target?: EventTarget;
  retryMs?: number;
}

const KEPT = 10_000;
const RETRY_MAX_MS = 5_000;
const ANSWER_MS = 10_000;
const CONNECTIONS = 16;

/** Sends at least once, again until it is taken, in sequence per subject; subjects go side by side. */
export class EventSender {
  readonly #options: EventSenderOptions;
  readonly #agent = new Agent({ connections: CONNECTIONS, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS });
  readonly #stopping = new AbortController();
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #held = new Map<string, PracticeEvent[]>();
  readonly #seqs = new Map<string, number>();
  /** What has happened, the oldest first; the last ten thousand. */
  readonly events: PracticeEvent[] = [];
  /** Happened before there was anybody to send it to. */
  readonly #early: PracticeEvent[] = [];
  #target: EventTarget | undefined;

  constructor(options: EventSenderOptions) {
    this.#options = options;
    this.#target = options.target;
    // Every subject waits on it.
    setMaxListeners(0, this.#stopping.signal);
  }

  get connected(): boolean {
    return this.#target !== undefined;
  }

  /** What happened before waits until there is somebody to send it to. */
  sendTo(target: EventTarget): void {
    this.#target = target;
    for (const event of this.#early.splice(0)) this.#queue(event);
  }

  /** Something happened; it is on its way. */
  tell(type: string, subject: string, data: unknown, time?: string): PracticeEvent {
    const event = this.happen(type, subject, data, time);
    const held = this.#held.get(subject);
    if (held) held.push(event);
    else this.#queue(event);
    return event;
  }

  /** Something happened, and nobody is told, as when a sender loses it; `resend` tells it after all. */
  happen(type: string, subject: string, data: unknown, time = new Date().toISOString()): PracticeEvent {
    const { source, plant, zone } = this.#options;
    const seq = (this.#seqs.get(subject) ?? 0) + 1;
    this.#seqs.set(subject, seq);
    const envelope = { specversion: '1.0', datacontenttype: 'application/json' } as const;
    const place = { ...(plant !== undefined && { plant }), ...(zone !== undefined && { zone }) };
    const event: PracticeEvent = {
      ...envelope,
      id: randomUUID(),
      source,
      type,
      subject,
      time,
      ...place,
      seq,
      data: structuredClone(data),
    };
    this.events.push(event);
    if (this.events.length > KEPT) this.events.shift();
    return event;
  }

  /** The same event once more, as senders do that did not see the answer. @throws Error when it is not known */
  resend(id: string): void {
    const event = this.events.find((one) => one.id === id);
    if (!event) throw new Error(`no event ${id}`);
    this.#queue(event);
  }

  /** Keeps back what happens to a subject from now on. */
  hold(subject: string): void {
    if (!this.#held.has(subject)) this.#held.set(subject, []);
  }

  /** Sends what was kept back, if asked for with the last first. */
  release(subject: string, order: 'as it happened' | 'reversed' = 'as it happened'): void {
    const held = this.#held.get(subject) ?? [];
    this.#held.delete(subject);
    for (const event of order === 'reversed' ? held.reverse() : held) this.#queue(event);
  }

  /** Sends anything once, rightly signed, and tells the status that came back: for content that nobody should send. */
  async emit(raw: string, headers: Record<string, string> = {}): Promise<number> {
    if (!this.#target) throw new Error('nobody to send to');
    return this.#post(this.#target, randomUUID(), raw, headers);
  }

  /** Resolves when everything that is not held back has been taken. */
  async settled(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
    await this.#agent.destroy();
  }

  #queue(event: PracticeEvent): void {
    if (!this.#target) return void this.#early.push(event);
    const { subject } = event;
    const lane = (this.#lanes.get(subject) ?? Promise.resolve()).then(() => this.#deliver(event));
    this.#lanes.set(subject, lane);
    void lane.then(() => this.#lanes.get(subject) === lane && this.#lanes.delete(subject));
  }

  async #deliver(event: PracticeEvent): Promise<void> {
    const { signal } = this.#stopping;
    const body = JSON.stringify(event);
    let waitMs = this.#options.retryMs ?? 100;
    while (!signal.aborted && this.#target) {
      const status = await this.#post(this.#target, event.id, body).catch(() => 0);
      if (status >= 200 && status < 300) return;
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, RETRY_MAX_MS);
    }
  }

  async #post(
    { url, secret }: EventTarget,
    id: string,
    body: string,
    more: Record<string, string> = {},
  ): Promise<number> {
    const now = new Date();
    const { origin, pathname, search } = new URL(url);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
      ...more,
    };
    const { signal } = this.#stopping;
    const response = await this.#agent.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers,
      body,
      signal,
    });
    await response.body.dump();
    return response.statusCode;
  }
}
