import type { Express } from 'express';
import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { problemRefusal, refusals } from '../../../practice/rest-counterpart.js';
import { SignedInbox } from '../../../practice/signed-inbox.js';
import { StandIn } from '../../../practice/stand-in.js';
import { type Announcement, Dispatch } from './dispatch.js';
import { type KeptOrder, Mail } from './mail.js';
import { supplierVerbs } from './verbs.js';

export type OrderAnswer = 'ACCEPTED' | 'CHANGED' | 'REJECTED';

export interface SuppliersOptions {
  /** Any of them may sign: two while they change their secret. */
  secrets?: string[];
  /** CloudEvents source. */
  source?: string;
  /** They accept by themselves after this time; without it, they wait for `answer`. */
  acceptAfterMs?: number;
  /** They announce everything that they have accepted, after this time; without it, they wait for `announce`. */
  announceAfterMs?: number;
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

const PATH = '/messages';

/** Practice suppliers, who all take their messages at one address; faults make them slow, unwell or gone. */
export class Suppliers {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly inbox: SignedInbox;
  readonly #mail = new Mail();
  readonly #dispatch = new Dispatch();
  readonly #answers: { purchaseOrderNo: string; version: string; answer: OrderAnswer; text?: string }[] = [];
  readonly #options: SuppliersOptions;

  constructor(options: SuppliersOptions = {}) {
    const { secrets, source = '/suppliers', events, retryMs } = options;
    this.#options = options;
    this.inbox = new SignedInbox('orders', secrets);
    this.events = new EventSender({ source, ...(events && { target: events }), ...(retryMs && { retryMs }) });
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => this.#routes(app),
    });
  }

  /** Where their messages are sent. */
  get url(): string {
    return `${this.standIn.url}${PATH}`;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.standIn.stop()]);
  }

  /** Everything that came, as it came, and what was said to it. */
  /** What it was told last of an order. */
  lastWord(purchaseOrderNo: string): string | undefined {
    return this.#mail.orders.findLast((one) => one.purchaseOrderNo === purchaseOrderNo)?.purpose;
  }

  ledger() {
    const { orders, advices, outOfOrder } = this.#mail;
    const { doubles, unsigned } = this.inbox;
    const kept = { orders, advices, answers: this.#answers, notices: this.#dispatch.notices };
    return structuredClone({ ...kept, doubles, outOfOrder, unsigned });
  }

  /** To the last that came of an order. @throws Error when nothing has */
  answer(purchaseOrderNo: string, answer: OrderAnswer, text?: string): PracticeEvent {
    const order = this.#mail.latest(purchaseOrderNo);
    if (!order) throw new Error(`nobody has ordered ${purchaseOrderNo} here`);
    const said = { purchaseOrderNo, version: order.version, answer, ...(text !== undefined && { text }) };
    this.#answers.push(said);
    const told = this.events.tell('OrderAnswered', purchaseOrderNo, said);
    if (answer === 'ACCEPTED')
      this.#later(this.#options.announceAfterMs, order, () => this.announce({ purchaseOrderNo }));
    return told;
  }

  /** A truck is on its way: with everything ordered, unless told; a version later than before, unless told. */
  announce({ purchaseOrderNo, ...more }: Announcement): PracticeEvent {
    const { packingSlip, version, supplier, shippedAt, expectedAt, carrier, lines, cancelled } = more;
    const said = { packingSlip, version, supplier, shippedAt, expectedAt, carrier, lines, cancelled };
    const told = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const notice = this.#dispatch.announce({ purchaseOrderNo, ...told }, this.#mail.latest(purchaseOrderNo));
    return this.events.tell('ShipNotice', notice.purchaseOrderNo, notice);
  }

  /** The same once more, as another message. @throws Error when it was not announced */
  announceAgain(packingSlip: string): PracticeEvent {
    const notice = this.#dispatch.known(packingSlip);
    return this.events.tell('ShipNotice', notice.purchaseOrderNo, notice);
  }

  /** It does not come after all. @throws Error when it was not announced */
  callOff(packingSlip: string): PracticeEvent {
    const { version: _, ...notice } = this.#dispatch.known(packingSlip);
    return this.announce({ ...notice, cancelled: true });
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }

  #routes(app: Express): void {
    app.post(PATH, (request, response) => {
      this.inbox.admit(request);
      const { isNew, order } = this.#mail.take(request.body, (id) => this.inbox.arrival(request, id));
      response.status(isNew ? 202 : 200).end();
      const { acceptAfterMs } = this.#options;
      if (order) this.#later(acceptAfterMs, order, () => this.answer(order.purchaseOrderNo, 'ACCEPTED'));
    });
    supplierVerbs(app, this);
    app.use(refusals);
  }

  /** Unless something else has come of it meanwhile; nobody answers a cancellation. */
  #later(afterMs: number | undefined, order: KeptOrder, act: () => void): void {
    if (afterMs === undefined || order.purpose === 'CANCELLATION') return;
    setTimeout(() => {
      if (this.#mail.latest(order.purchaseOrderNo)?.id === order.id) act();
    }, afterMs).unref();
  }
}
