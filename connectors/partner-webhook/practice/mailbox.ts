import { z } from 'zod';
import { checked, hash, Refusal } from '../../../practice/rest-counterpart.js';

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
  /** What came under each id first. */
  readonly #contents = new Map<string, string>();
  #outOfOrder = 0;

  /** @returns whether it is new. @throws Refusal where it is no notice, or another one under a known id */
  take(webhookId: string, content: unknown): boolean {
    const { id, subject, sequence, data } = checked(envelope, content);
    if (id !== webhookId) throw new Refusal(400, 'ID_DIFFERS', `webhook-id is ${webhookId}, the event’s id ${id}`);
    if (data.deliveryNo !== subject) throw new Refusal(400, 'SUBJECT_DIFFERS', `${subject} is not ${data.deliveryNo}`);
    const before = this.#kept.get(id);
    if (before && this.#contents.get(id) !== hash(content))
      throw new Refusal(409, 'ID_REUSED', `${id} was another notice`);
    if (before) {
      before.arrivals += 1;
      return false;
    }
    const number = Number(sequence);
    if (this.of(subject).some((one) => one.sequence >= number)) this.#outOfOrder += 1;
    const { customer, purpose } = data;
    this.#contents.set(id, hash(content));
    this.#kept.set(id, { id, deliveryNo: subject, customer, sequence: number, purpose, arrivals: 1, data });
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
    const doubles = notices.reduce((total, { arrivals }) => total + arrivals - 1, 0);
    return { notices, doubles, outOfOrder: this.#outOfOrder };
  }
}
