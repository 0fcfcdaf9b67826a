import type { ProofOfDelivery } from '../../../contracts/entities/load.js';
import type { EventSender, PracticeEvent } from '../../../practice/event-sender.js';
import { hasLeft, type PracticeLoad, type PracticeTracking } from './load.js';
import type { LoadBook } from './load-book.js';

/** What a carrier may say of an event beside that it happened; times are instants, now unless told. */
export interface Report {
  at?: string;
  recordedAt?: string;
  stop?: string;
  text?: string;
}

interface Happening extends Report {
  code: string;
  eta?: string;
  proof?: ProofOfDelivery;
  deliveryNo?: string;
}

/** Where the trucks are. What has happened stands in a load's list, and is told to whom it concerns. */
export class Journeys {
  readonly #book: LoadBook;
  readonly #events: EventSender;
  readonly #travelAfterMs: number | undefined;

  constructor(book: LoadBook, events: EventSender, travelAfterMs?: number) {
    this.#book = book;
    this.#events = events;
    this.#travelAfterMs = travelAfterMs;
  }

  /** @throws Error when no carrier has accepted it */
  pickUp(deliveryNo: string, report: Report = {}): PracticeEvent[] {
    const load = this.#book.carrying(deliveryNo);
    if (load.status !== 'BOOKED') throw new Error(`load ${load.loadId} is ${load.status}`);
    load.status = 'PICKED_UP';
    this.#travelOn(load);
    return this.#tell(load, 'PickedUp', { code: 'PICKED_UP', ...report });
  }

  depart = (deliveryNo: string, report: Report = {}): PracticeEvent[] =>
    this.#tell(this.#onItsWay(deliveryNo), 'Departed', { code: 'DEPARTED', ...report });

  arrive(deliveryNo: string, report: Report = {}): PracticeEvent[] {
    const load = this.#onItsWay(deliveryNo);
    return this.#tell(load, 'Arrived', { code: 'ARRIVED', stop: load.delivery.place, deliveryNo, ...report });
  }

  /** Without lines everything was taken. */
  deliver(deliveryNo: string, report: Report & ProofOfDelivery = {}): PracticeEvent[] {
    const { signedBy = 'R. Doe', lines, ...more } = report;
    const load = this.#onItsWay(deliveryNo);
    const proof = { signedBy, ...(lines && { lines }) };
    const stop = load.delivery.place;
    const told = this.#tell(load, 'Delivered', { code: 'DELIVERED', stop, deliveryNo, proof, ...more });
    if (load.deliveries.every((one) => isDelivered(load, one.deliveryNo))) load.status = 'DELIVERED';
    return told;
  }

  eta(deliveryNo: string, eta: string, report: Report = {}): PracticeEvent[] {
    const load = this.#book.carrying(deliveryNo);
    return this.#tell(load, 'EtaChanged', {
      code: 'ETA_CHANGED',
      stop: load.delivery.place,
      eta,
      deliveryNo,
      ...report,
    });
  }

  exception = (deliveryNo: string, text: string, report: Report = {}): PracticeEvent[] =>
    this.#tell(this.#book.carrying(deliveryNo), 'Exception', { code: 'EXCEPTION', text, deliveryNo, ...report });

  /** Where the truck is; some carriers say so every few minutes. */
  ping = (deliveryNo: string, position: string): PracticeEvent[] =>
    this.#tell(this.#book.carrying(deliveryNo), 'PositionReported', { code: 'POSITION', stop: position });

  /** The carrier's bill, days later. */
  invoice(deliveryNo: string, amount: string): PracticeEvent[] {
    const { loadId, deliveries } = this.#book.carrying(deliveryNo);
    return deliveries.map((one) =>
      this.#events.tell('FreightInvoiced', one.deliveryNo, { ...one, loadId, cost: { amount, currency: 'USD' } }),
    );
  }

  /** Stands in the list and is never told: any word of a carrier, twice if need be. */
  record(deliveryNo: string, code: string, report: Omit<Happening, 'code' | 'deliveryNo'> = {}): void {
    const load = this.#book.carrying(deliveryNo);
    load.events.push(listed(load, { code, deliveryNo, ...report }));
  }

  #onItsWay(deliveryNo: string): PracticeLoad {
    const load = this.#book.carrying(deliveryNo);
    if (!hasLeft(load)) throw new Error(`load ${load.loadId} is ${load.status}`);
    return load;
  }

  #tell(load: PracticeLoad, type: string, happening: Happening): PracticeEvent[] {
    const event = listed(load, happening);
    load.events.push(event);
    const { loadId, deliveries } = load;
    return deliveries
      .filter(({ deliveryNo }) => !happening.deliveryNo || happening.deliveryNo === deliveryNo)
      .map(({ plant, deliveryNo }) =>
        this.#events.tell(type, deliveryNo, { ...event, plant, loadId, deliveryNo }, event.eventAt),
      );
  }

  /** From the dock on it goes by itself, if it does that. */
  #travelOn(load: PracticeLoad): void {
    const everyMs = this.#travelAfterMs;
    if (everyMs === undefined) return;
    const [first] = load.deliveries;
    const each = (act: (deliveryNo: string) => void) => () => load.deliveries.forEach((one) => act(one.deliveryNo));
    const legs = [
      () => void (first && this.depart(first.deliveryNo)),
      each((deliveryNo) => this.arrive(deliveryNo)),
      each((deliveryNo) => this.deliver(deliveryNo)),
    ];
    legs.forEach((leg, index) => setTimeout(leg, everyMs * (index + 1)).unref());
  }
}

const isDelivered = ({ events }: PracticeLoad, deliveryNo: string): boolean =>
  events.some((event) => event.code === 'DELIVERED' && event.deliveryNo === deliveryNo);

function listed(load: PracticeLoad, happening: Happening): PracticeTracking {
  const { code, at = new Date().toISOString(), recordedAt = new Date().toISOString(), ...more } = happening;
  return { code, eventAt: at, recordedAt, ...more, stop: happening.stop ?? load.pickup.place };
}
