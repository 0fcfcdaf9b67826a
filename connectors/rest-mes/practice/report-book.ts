import type { PracticeEvent } from '../../../practice/event-sender.js';

/** What others get of it at once. */
const PAGE = 200;

interface Reports {
  last: number;
  /** By confirmation; the same again has the same place. */
  places: Map<string, number>;
  events: Map<number, PracticeEvent>;
}

/** What was reported for each order, in its sequence: whoever missed a report finds it here. */
export class ReportBook {
  readonly #orders = new Map<string, Reports>();

  /** The place of a confirmation among its order's reports, from 1. */
  placeOf(orderNo: string, confirmationId: string): number {
    const reports = this.#of(orderNo);
    const place = reports.places.get(confirmationId) ?? ++reports.last;
    reports.places.set(confirmationId, place);
    return place;
  }

  /** A number is used up, and no report will ever have it. */
  skip(orderNo: string): number {
    return ++this.#of(orderNo).last;
  }

  /** The first of a place is what stands there. */
  keep(orderNo: string, place: number, event: PracticeEvent): void {
    const { events } = this.#of(orderNo);
    if (!events.has(place)) events.set(place, event);
  }

  after(orderNo: string, place: number): PracticeEvent[] {
    const { events } = this.#of(orderNo);
    return [...events.keys()]
      .filter((one) => one > place)
      .sort((a, b) => a - b)
      .slice(0, PAGE)
      .map((one) => events.get(one) as PracticeEvent);
  }

  #of(orderNo: string): Reports {
    const reports = this.#orders.get(orderNo) ?? { last: 0, places: new Map(), events: new Map() };
    this.#orders.set(orderNo, reports);
    return reports;
  }
}
