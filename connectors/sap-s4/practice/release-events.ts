import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { request } from 'undici';

export interface WebhookTarget {
  url: string;
  /** Standard Webhooks: `whsec_` and base 64. */
  secret: string;
  /** CloudEvents `source`. */
  source: string;
}

export interface SentEvent {
  id: string;
  type: string;
  orderNo: string;
  attempts: number;
  delivered: boolean;
}

const PREFIX = 'sap.s4.beh.productionorder.v1.ProductionOrder.';
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** S/4HANA's business events as CloudEvents, sent until they are accepted. */
export class ReleaseEvents {
  readonly sent: SentEvent[] = [];
  #target: WebhookTarget | undefined;
  readonly #stop = new AbortController();

  /** From now on; what happened before is not sent. */
  sendTo(target: WebhookTarget): void {
    this.#target = target;
  }

  /** @param what `Released`, `DeletionFlagSet` */
  emit(what: string, orderNo: string, plant: string): SentEvent | undefined {
    const target = this.#target;
    if (!target) return undefined;
    const event: SentEvent = { id: randomUUID(), type: PREFIX + what, orderNo, attempts: 0, delivered: false };
    this.sent.push(event);
    const body = JSON.stringify({
      specversion: '1.0',
      id: event.id,
      type: event.type,
      source: target.source,
      subject: orderNo,
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      data: { ManufacturingOrder: orderNo, ProductionPlant: plant },
    });
    void this.#deliver(event, body, target);
    return event;
  }

  stop(): void {
    this.#stop.abort();
  }

  async #deliver(event: SentEvent, body: string, target: WebhookTarget): Promise<void> {
    const { signal } = this.#stop;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      event.attempts += 1;
      event.delivered = await post(event.id, body, target, signal);
      if (event.delivered) return;
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

async function post(id: string, body: string, { url, secret }: WebhookTarget, signal: AbortSignal): Promise<boolean> {
  const at = new Date();
  const headers = {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  try {
    const { statusCode, body: reply } = await request(url, { method: 'POST', headers, body, signal, headersTimeout: 10_000 });
    await reply.dump();
    return statusCode >= 200 && statusCode < 300;
  } catch {
    return false;
  }
}
