import type { Express, Request } from 'express';
import { Webhook } from 'standardwebhooks';
import type { Faults } from '../../../practice/faults.js';
import { offerVerbs, problemRefusal, Refusal, refusals } from '../../../practice/rest-counterpart.js';
import { bodyText, StandIn } from '../../../practice/stand-in.js';
import { type KeptNotice, Mailbox } from './mailbox.js';

export interface CustomerOptions {
  /** Any of them may sign: two while the customer changes its secret. */
  secrets?: string[];
  port?: number;
}

/** What the practice customer knows the sender by, unless told otherwise. */
export const PRACTICE_SECRET = `whsec_${Buffer.from('a practice customer knows us by this').toString('base64')}`;

const PATH = '/ship-notices';

/** A practice customer that takes ship notices as signed webhooks; faults make it slow, unwell or gone. */
export class Customer {
  readonly standIn: StandIn;
  readonly mailbox = new Mailbox();
  #secrets: string[];
  #closed = false;
  #unsigned = 0;

  constructor({ secrets = [PRACTICE_SECRET] }: CustomerOptions = {}) {
    this.#secrets = secrets;
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => this.#routes(app),
    });
  }

  /** Where its notices are sent. */
  get url(): string {
    return `${this.standIn.url}${PATH}`;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  /** Changes its secrets: what fits none of them is refused from now on. */
  knowsBy(secrets: string[]): void {
    this.#secrets = secrets;
  }

  /** Gives the address up: 410 to everything, until it opens again. */
  close(closed = true): void {
    this.#closed = closed;
  }

  notices(deliveryNo: string): KeptNotice[] {
    return this.mailbox.of(deliveryNo);
  }

  ledger() {
    return { ...this.mailbox.ledger(), unsigned: this.#unsigned };
  }

  stop(): Promise<void> {
    return this.standIn.stop();
  }

  #routes(app: Express): void {
    app.post(PATH, (request, response) => {
      if (this.#closed) throw new Refusal(410, 'GONE', 'We take no ship notices here any more');
      this.#admit(request);
      const isNew = this.mailbox.take(request.get('webhook-id') ?? '', request.body);
      response.status(isNew ? 202 : 200).end();
    });
    offerVerbs<{ secrets: string[]; closed: boolean }>(app, {
      'knows-by': ({ secrets }) => this.knowsBy(secrets),
      close: ({ closed }) => this.close(closed),
    });
    app.use(refusals);
  }

  #admit(request: Request): void {
    const text = bodyText(request);
    const headers = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [
      name,
      request.get(name) ?? '',
    ]);
    const sent = Object.fromEntries(headers) as Record<string, string>;
    const fits = this.#secrets.some((secret) => isSigned(secret, text, sent));
    if (fits) return;
    this.#unsigned += 1;
    throw new Refusal(401, 'SIGNATURE_INVALID', 'The signature fits none of our secrets');
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
