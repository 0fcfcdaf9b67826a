import type { PracticeLoad, PracticeTender } from '../connectors/rest-tms/practice/index.js';
import type { ShiftCourse } from './shift-course.js';
import type { ShiftSale } from './shift-sales.js';

const ANSWER_MS = 600;
const TRAVEL_MS = 700;

/** Under which terms the customer's own truck comes. */
const collected: readonly string[] = ['EXW', 'FCA', 'FAS', 'FOB'];

/** What carriers answer, and where their trucks are. */
export class Trucks {
  readonly #course: ShiftCourse;
  readonly #asked = new Set<string>();
  /** By delivery. */
  readonly #orders = new Map<string, string>();

  constructor(course: ShiftCourse) {
    this.#course = course;
  }

  /** What a carrier's refusal is called among the troubles. */
  declining = (salesOrderNo: string, carrier: string): string => `${carrier} declines sales order ${salesOrderNo}`;

  carries(deliveryNo: string, salesOrderNo: string): void {
    this.#orders.set(deliveryNo, salesOrderNo);
  }

  /** Offers that are new, being answered. @param declined carriers that do not take the goods of a sales order */
  answerOffers(declined: (salesOrderNo: string) => readonly string[]): Promise<void>[] {
    const loads = [...this.#course.plant.tms.book.loads.values()];
    return loads.flatMap(({ deliveries, tenders }) => {
      const deliveryNo = deliveries[0]?.deliveryNo ?? '';
      const salesOrderNo = this.#orders.get(deliveryNo);
      // Whose goods they are is known once the warehouse has them.
      if (salesOrderNo === undefined) return [];
      const fresh = tenders.filter(({ status, tenderId }) => status === 'OPEN' && !this.#asked.has(tenderId));
      return fresh.map((tender) => {
        this.#asked.add(tender.tenderId);
        const isDeclined = declined(salesOrderNo).includes(tender.carrier);
        return this.#answer(tender, deliveryNo, isDeclined ? salesOrderNo : undefined);
      });
    });
  }

  /** Until the truck that takes a delivery stands at the dock. */
  ready({ incoterms }: ShiftSale, deliveryNo: string): Promise<void> {
    if (collected.includes(incoterms)) return Promise.resolve();
    const comes = ({ status }: PracticeLoad): boolean => status === 'BOOKED' || status === 'CANCELLED';
    // A load that was cancelled is collected by somebody else.
    return this.#course.until(() => this.#loadOf(deliveryNo).some(comes));
  }

  /** From the dock to the customer, where a carrier of the TMS has it. */
  async drive(deliveryNo: string): Promise<void> {
    const { tms } = this.#course.plant;
    if (!this.#loadOf(deliveryNo).some(({ status }) => status === 'BOOKED')) return;
    await this.#course.sleep(TRAVEL_MS);
    tms.pickUp(deliveryNo);
    tms.depart(deliveryNo);
    await this.#course.sleep(TRAVEL_MS);
    tms.arrive(deliveryNo);
    await this.#course.sleep(TRAVEL_MS);
    tms.deliver(deliveryNo);
  }

  async #answer(tender: PracticeTender, deliveryNo: string, declinedFor: string | undefined): Promise<void> {
    const { tms } = this.#course.plant;
    await this.#course.sleep(ANSWER_MS);
    if (tender.status !== 'OPEN') return;
    if (declinedFor === undefined) return void tms.accept(tender.tenderId);
    const { carrier, tenderId } = tender;
    // Said before it is known: who is asked next may be somebody's decision.
    this.#course.cleared.add(deliveryNo);
    tms.decline(tenderId, 'no truck that day');
    this.#course.count(this.declining(declinedFor, carrier), () => 1);
    this.#course.tell(`${carrier} does not take delivery ${deliveryNo}`);
  }

  #loadOf(deliveryNo: string): PracticeLoad[] {
    const loads = [...this.#course.plant.tms.book.loads.values()];
    return loads.filter(({ deliveries }) => deliveries.some((one) => one.deliveryNo === deliveryNo));
  }
}
