import { z } from 'zod';
import { checked, Refusal } from '../../../practice/rest-counterpart.js';

const word = z.string().min(1).max(200);

/** What a customer's receiver looks at; the rest of a notice is kept as it came. */
const envelope = z.looseObject({
  specversion: z.literal('1.0'),
  id: word,
  source: word,
  type: z.literal('headrace.ship-notice.v1'),
  subject: word,
  sequence: z.string().regex(/^\d{1,20}$/),
  data: z.looseObject({
    customer: word,
    deliveryNo: word,
    purpose: z.enum(['ORIGINAL', 'REPLACEMENT', 'CANCELLATION']),
  }),
});

export interface KeptNotice {
  id: string;
  deliveryNo: string;
  customer: string;
  sequence: number;
  purpose: string;
  /** How often it came; it counts once. */
  arrivals: number;
  data: Record<string, unknown>;
}

/** What a customer keeps of its notices: each id once, those of a delivery in the order of their sequence. */
export class Mailbox {
  readonly #kept = new Map<string, KeptNotice>();
  #outOfOrder = 0;

  /**
   * @param arrivalOf how often the message of this id has come
   * @returns whether it is new. @throws Refusal where it is no notice
   */
  take(content: unknown, arrivalOf: (id: string) => number): boolean {
    const { id, subject, sequence, data } = checked(envelope, content);
    if (data.deliveryNo !== subject) throw new Refusal(400, 'SUBJECT_DIFFERS', `${subject} is not ${data.deliveryNo}`);
    const arrivals = arrivalOf(id);
    const before = this.#kept.get(id);
    if (before) {
      before.arrivals = arrivals;
      return false;
    }
    const number = Number(sequence);
    if (this.of(subject).some((one) => one.sequence >= number)) this.#outOfOrder += 1;
    const { customer, purpose } = data;
    this.#kept.set(id, { id, deliveryNo: subject, customer, sequence: number, purpose, arrivals, data });
    return true;
  }

  /** The notices of a delivery, in the order of their sequence; the last one is what holds. */
  of(deliveryNo: string): KeptNotice[] {
    const mine = [...this.#kept.values()].filter((one) => one.deliveryNo === deliveryNo);
    return mine.sort((a, b) => a.sequence - b.sequence);
  }

  ledger() {
    const deliveries = [...new Set([...this.#kept.values()].map(({ deliveryNo }) => deliveryNo))].sort();
    const notices = deliveries.flatMap((deliveryNo) => this.of(deliveryNo));
    return { notices, outOfOrder: this.#outOfOrder };
  }
}
