import { type Answer, checked, Refusal } from '../../../practice/rest-counterpart.js';
import { tenderBody } from './bodies.js';
import { hasLeft, mayStillBe, type PracticeTender, restate, shown, shownTender, type TenderChange } from './load.js';
import type { LoadBook } from './load-book.js';

type Settled = Extract<TenderChange, PracticeTender['status']>;

/** What the carrier does in the moment in which an offer is withdrawn. */
type Race = 'accepts before' | 'accepts after';

/** Offers to carriers: of a load at most one is open or accepted, and only an open one can be accepted. */
export class Tenders {
  readonly #book: LoadBook;
  readonly #settled: (tender: PracticeTender) => void;
  readonly #races = new Map<string, Race>();
  #last = 0;
  /** As a transport system whose job looks for offers that have run out only now and then. */
  expiryLagMs = 0;
  /** Without it, a second offer is taken beside one that stands: then it is the asker who must not make it. */
  guarded = true;

  /** @param settled is told of every offer that a carrier has answered, or let expire */
  constructor(book: LoadBook, settled: (tender: PracticeTender) => void) {
    this.#book = book;
    this.#settled = settled;
  }

  /** By its id, or by its delivery: the one that stands, or else the last. @throws Error when there is none */
  named(tenderOrDelivery: string): PracticeTender {
    const all = [...this.#book.loads.values()].flatMap(({ tenders }) => tenders);
    const byId = all.find(({ tenderId }) => tenderId === tenderOrDelivery);
    if (byId) return byId;
    const { tenders, loadId } = this.#book.carrying(tenderOrDelivery);
    const tender = tenders.find(mayStillBe) ?? tenders.at(-1);
    if (!tender) throw new Error(`load ${loadId} was offered to nobody`);
    return tender;
  }

  offer(loadId: string, content: unknown, key: string, carriers: ReadonlySet<string>): PracticeTender {
    const body = checked(tenderBody, content);
    const load = this.#book.find(loadId);
    for (const tender of load.tenders) this.expireIfDue(tender);
    if (!carriers.has(body.carrier)) throw new Refusal(422, 'CARRIER_UNKNOWN', `There is no carrier ${body.carrier}`);
    const standing = load.tenders.find(mayStillBe);
    if (standing && this.guarded) {
      const text = `Load ${loadId} is offered to ${standing.carrier}: ${standing.tenderId} is ${standing.status}`;
      throw new Refusal(409, 'TENDER_OPEN', text, shownTender(standing));
    }
    if (hasLeft(load) || load.status === 'CANCELLED')
      throw new Refusal(409, 'LOAD_CLOSED', `Load ${loadId} is ${load.status}`, shown(load));
    const asked = load.tenders.find(({ round, carrier }) => round === body.round && carrier === body.carrier);
    if (asked) {
      const text = `${body.carrier} was asked in round ${body.round}: ${asked.tenderId} is ${asked.status}`;
      throw new Refusal(409, 'ALREADY_ASKED', text, shownTender(asked));
    }
    const tender: PracticeTender = {
      tenderId: `T-${++this.#last}`,
      loadId,
      ...body,
      status: 'OPEN',
      idempotencyKey: key,
      changes: [{ kind: 'OFFERED', key }],
    };
    load.tenders.push(tender);
    restate(load);
    return tender;
  }

  /** Tells how the offer stands then: the carrier may have answered before. */
  withdraw(tenderId: string, key: string): Answer {
    const all = [...this.#book.loads.values()].flatMap(({ tenders }) => tenders);
    const tender = all.find((one) => one.tenderId === tenderId);
    if (!tender) throw new Refusal(404, 'TENDER_UNKNOWN', `There is no tender ${tenderId}`);
    this.expireIfDue(tender);
    const race = this.#raceOf(tender);
    if (race === 'accepts before' && tender.status === 'OPEN') this.accept(tenderId);
    if (tender.status === 'OPEN') this.#become(tender, 'WITHDRAWN', { key });
    if (race === 'accepts after') setImmediate(() => this.#tryToAccept(tenderId));
    return { status: 200, body: shownTender(tender) };
  }

  /** @throws Error with what stands, when it is no longer open */
  accept(tenderOrDelivery: string): PracticeTender {
    const tender = this.named(tenderOrDelivery);
    this.expireIfDue(tender);
    if (tender.status !== 'OPEN') tender.changes.push({ kind: 'ACCEPTANCE_REFUSED' });
    return this.#answer(tender, 'ACCEPTED');
  }

  /** @throws Error with what stands, when it is no longer open */
  decline(tenderOrDelivery: string, reason: string): PracticeTender {
    const tender = this.named(tenderOrDelivery);
    this.expireIfDue(tender);
    return this.#answer(tender, 'DECLINED', reason);
  }

  /** A carrier that had accepted does not come after all. @throws Error where none had, or it has the goods already */
  backOut(tenderOrDelivery: string, reason: string): PracticeTender {
    const tender = this.named(tenderOrDelivery);
    if (tender.status !== 'ACCEPTED' || hasLeft(this.#book.find(tender.loadId)))
      throw new Error(
        `tender ${tender.tenderId} is ${tender.status}, and its load ${this.#book.find(tender.loadId).status}`,
      );
    this.#become(tender, 'DECLINED', { reason });
    this.#settled(tender);
    return tender;
  }

  /** Its time is over, whatever the clock says. @throws Error with what stands, when it is no longer open */
  expire(tenderOrDelivery: string): PracticeTender {
    return this.#answer(this.named(tenderOrDelivery), 'EXPIRED');
  }

  expireIfDue(tender: PracticeTender): void {
    if (tender.status === 'OPEN' && Date.parse(tender.expiresAt) + this.expiryLagMs <= Date.now())
      this.#answer(tender, 'EXPIRED');
  }

  /** Sets what the carrier will do when the offer of this delivery's load is withdrawn. */
  race(deliveryNo: string, race: Race): void {
    this.#races.set(deliveryNo, race);
  }

  #raceOf({ loadId }: PracticeTender): Race | undefined {
    for (const { deliveryNo } of this.#book.find(loadId).deliveries) {
      const race = this.#races.get(deliveryNo);
      if (this.#races.delete(deliveryNo)) return race;
    }
    return undefined;
  }

  #tryToAccept(tenderId: string): void {
    try {
      this.accept(tenderId);
    } catch {
      // Too late; the offer's changes show that it was tried.
    }
  }

  #answer(tender: PracticeTender, status: Settled, reason?: string): PracticeTender {
    if (tender.status !== 'OPEN') throw new Error(`tender ${tender.tenderId} is ${tender.status}`);
    this.#become(tender, status, reason === undefined ? {} : { reason });
    this.#settled(tender);
    return tender;
  }

  #become(tender: PracticeTender, status: Settled, { key, reason }: { key?: string; reason?: string }): void {
    tender.status = status;
    if (reason !== undefined) tender.reason = reason;
    tender.changes.push({ kind: status, ...(key !== undefined && { key }) });
    restate(this.#book.find(tender.loadId));
  }
}
