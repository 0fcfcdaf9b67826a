import type { Express } from 'express';
import type { Faults } from '../../../practice/faults.js';
import { offerVerbs, problemRefusal, refusals } from '../../../practice/rest-counterpart.js';
import { SignedInbox } from '../../../practice/signed-inbox.js';
import { StandIn } from '../../../practice/stand-in.js';
import { type KeptNotice, Mailbox } from './mailbox.js';

export interface CustomerOptions {
  /** Any of them may sign: two while the customer changes its secret. */
  secrets?: string[];
  port?: number;
}

const PATH = '/ship-notices';

/** A practice customer that takes ship notices as signed webhooks; faults make it slow, unwell or gone. */
export class Customer {
  readonly standIn: StandIn;
  readonly mailbox = new Mailbox();
  readonly #inbox: SignedInbox;

  constructor({ secrets }: CustomerOptions = {}) {
    this.#inbox = new SignedInbox('ship notices', secrets);
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
    this.#inbox.knowsBy(secrets);
  }

  /** Gives the address up: 410 to everything, until it opens again. */
  close(closed = true): void {
    this.#inbox.close(closed);
  }

  notices(deliveryNo: string): KeptNotice[] {
    return this.mailbox.of(deliveryNo);
  }

  ledger() {
    const { doubles, unsigned } = this.#inbox;
    return { ...this.mailbox.ledger(), doubles, unsigned };
  }

  stop(): Promise<void> {
    return this.standIn.stop();
  }

  #routes(app: Express): void {
    app.post(PATH, (request, response) => {
      this.#inbox.admit(request);
      const isNew = this.mailbox.take(request.body, (id) => this.#inbox.arrival(request, id));
      response.status(isNew ? 202 : 200).end();
    });
    offerVerbs<{ secrets: string[]; closed: boolean }>(app, {
      'knows-by': ({ secrets }) => this.knowsBy(secrets),
      close: ({ closed }) => this.close(closed),
    });
    app.use(refusals);
  }
}
