import type { ProofOfDelivery } from '../../../contracts/entities/load.js';
import type { Quantity } from '../../../contracts/quantity.js';
import { EventSender, type EventTarget, type PracticeEvent } from '../../../practice/event-sender.js';
import type { Faults } from '../../../practice/faults.js';
import { problemRefusal } from '../../../practice/rest-counterpart.js';
import { StandIn } from '../../../practice/stand-in.js';
import { type CarrierOptions, Carriers } from './carriers.js';
import { Journeys, type Report } from './journeys.js';
import type { PracticeTender } from './load.js';
import { LoadBook } from './load-book.js';
import { tmsRoutes } from './routes.js';
import { Tenders } from './tenders.js';

export interface TmsPlantOptions {
  /** CloudEvents source. */
  source?: string;
  token?: string;
  /** Laid over the usual three: NORTHLINE 640.00, BLUEFREIGHT 690.00, RAPIDHAUL 910.00, who wait for `accept` and `decline`. */
  carriers?: Record<string, CarrierOptions>;
  /** Booked loads are picked up by themselves after this time; without it, they wait for `pickUp`. */
  pickUpAfterMs?: number;
  /** What was picked up departs, arrives and is delivered by itself, each after this time; or it waits for the word. */
  travelAfterMs?: number;
  /** In dollars, due for a load that is cancelled after a carrier has accepted it. */
  cancellationFee?: string;
  events?: EventTarget;
  retryMs?: number;
  port?: number;
}

const toldAs = { ACCEPTED: 'TenderAccepted', DECLINED: 'TenderDeclined', EXPIRED: 'TenderExpired' } as const;

/** The practice plants' TMS: its methods are what carriers do. */
export class TmsPlant {
  readonly standIn: StandIn;
  readonly events: EventSender;
  readonly book: LoadBook;
  readonly tenders: Tenders;
  readonly carriers: Carriers;
  readonly journeys: Journeys;
  readonly #options: TmsPlantOptions;

  constructor(options: TmsPlantOptions = {}) {
    const { source = '/tms', token = 'practice', cancellationFee: fee, events, retryMs } = options;
    this.#options = options;
    this.events = new EventSender({ source, ...(events && { target: events }), ...(retryMs && { retryMs }) });
    this.book = new LoadBook(fee === undefined ? undefined : { amount: fee, currency: 'USD' });
    this.tenders = new Tenders(this.book, (tender) => this.#settled(tender));
    this.carriers = new Carriers(this.tenders, options.carriers);
    this.journeys = new Journeys(this.book, this.events, options.travelAfterMs);
    this.standIn = new StandIn({
      refusal: problemRefusal,
      ledger: () => this.ledger(),
      routes: (app) => tmsRoutes(app, this, token),
    });
  }

  get url(): string {
    return this.standIn.url;
  }

  get faults(): Faults {
    return this.standIn.faults;
  }

  async stop(): Promise<void> {
    await Promise.all([this.events.stop(), this.standIn.stop()]);
  }

  /** Every load with its offers, their changes, and what happened on its way. */
  ledger() {
    return structuredClone({ loads: Object.fromEntries(this.book.loads) });
  }

  /** The carrier accepts what stands open for a delivery, or one offer. @throws Error with what stands instead */
  accept(tenderOrDelivery: string): PracticeTender {
    return this.tenders.accept(tenderOrDelivery);
  }

  /** @throws Error with what stands instead */
  decline(tenderOrDelivery: string, reason = 'no capacity'): PracticeTender {
    return this.tenders.decline(tenderOrDelivery, reason);
  }

  /** The carrier that had accepted does not come after all. @throws Error with what stands instead */
  backOut(tenderOrDelivery: string, reason = 'truck broke down'): PracticeTender {
    return this.tenders.backOut(tenderOrDelivery, reason);
  }

  /** The carrier lets its time run out. @throws Error with what stands instead */
  expire(tenderOrDelivery: string): PracticeTender {
    return this.tenders.expire(tenderOrDelivery);
  }

  /** In the moment in which a withdrawal arrives, the carrier has just accepted. */
  acceptOnWithdrawal(deliveryNo: string): void {
    this.tenders.race(deliveryNo, 'accepts before');
  }

  /** Just after a withdrawal the carrier accepts, and is refused. */
  acceptAfterWithdrawal(deliveryNo: string): void {
    this.tenders.race(deliveryNo, 'accepts after');
  }

  /** Another delivery travels on the same load; its cost is shared by weight. */
  consolidate(loadId: string, deliveryNo: string, weight: Quantity): void {
    this.book.consolidate(loadId, deliveryNo, weight);
  }

  /** The truck takes what is booked for this delivery. @throws Error when no carrier has accepted it */
  pickUp(deliveryNo: string, report?: Report): PracticeEvent[] {
    return this.journeys.pickUp(deliveryNo, report);
  }

  depart(deliveryNo: string, report?: Report): PracticeEvent[] {
    return this.journeys.depart(deliveryNo, report);
  }

  arrive(deliveryNo: string, report?: Report): PracticeEvent[] {
    return this.journeys.arrive(deliveryNo, report);
  }

  /** Everything was taken, unless the lines say otherwise. */
  deliver(deliveryNo: string, report?: Report & ProofOfDelivery): PracticeEvent[] {
    return this.journeys.deliver(deliveryNo, report);
  }

  eta(deliveryNo: string, eta: string, report?: Report): PracticeEvent[] {
    return this.journeys.eta(deliveryNo, eta, report);
  }

  exception(deliveryNo: string, text: string, report?: Report): PracticeEvent[] {
    return this.journeys.exception(deliveryNo, text, report);
  }

  ping(deliveryNo: string, position: string): PracticeEvent[] {
    return this.journeys.ping(deliveryNo, position);
  }

  resend(eventId: string): void {
    this.events.resend(eventId);
  }

  /** Rubbish, rightly signed; tells the status that came back. */
  emit(raw: unknown, headers?: Record<string, string>): Promise<number> {
    return this.events.emit(typeof raw === 'string' ? raw : JSON.stringify(raw), headers);
  }

  #settled(tender: PracticeTender): void {
    const { loadId, tenderId, status, round, carrier, cost, reason } = tender;
    if (status === 'OPEN' || status === 'WITHDRAWN') return;
    const about = { loadId, tenderId, round, carrier, cost, ...(reason && { reason }) };
    for (const { plant, deliveryNo } of this.book.find(loadId).deliveries)
      this.events.tell(toldAs[status], deliveryNo, { plant, deliveryNo, ...about });
    if (status === 'ACCEPTED') this.#pickUpLater(loadId);
  }

  #pickUpLater(loadId: string): void {
    const { pickUpAfterMs } = this.#options;
    if (pickUpAfterMs === undefined) return;
    setTimeout(() => {
      const { status, deliveries } = this.book.find(loadId);
      if (status === 'BOOKED' && deliveries[0]) this.journeys.pickUp(deliveries[0].deliveryNo);
    }, pickUpAfterMs).unref();
  }
}
