import { z } from 'zod';
import { checked, Refusal } from '../../../practice/rest-counterpart.js';

const word = z.string().min(1).max(200);
const quantity = z.object({ value: word, uom: word });
const envelope = { specversion: z.literal('1.0'), id: word, source: word, subject: word, sequence: word };

const orderLine = z.looseObject({ line: word, plant: word, item: word, quantity });
const order = z.looseObject({
  ...{ supplier: word, purchaseOrderNo: word, version: word },
  purpose: z.enum(['ORIGINAL', 'CHANGE', 'CANCELLATION']),
  lines: z.array(orderLine).max(1000),
});
const adviceLine = z.looseObject({
  ...{ purchaseOrderLine: word, item: word, announced: quantity, accepted: quantity },
  ...{ damaged: quantity, refused: quantity, missing: quantity },
});
const advice = z.looseObject({
  ...{ supplier: word, purchaseOrderNo: word, packingSlip: word, inboundDeliveryNo: word },
  sequence: z.int().positive(),
  lines: z.array(adviceLine).max(1000),
});

/** What suppliers look at; the rest is kept as it came. */
const message = z.discriminatedUnion('type', [
  z.looseObject({ ...envelope, type: z.literal('headrace.purchase-order.v1'), data: order }),
  z.looseObject({ ...envelope, type: z.literal('headrace.receiving-advice.v1'), data: advice }),
]);

interface Kept {
  id: string;
  subject: string;
  /** Sorts as it rises. */
  sent: string;
  /** How often it came; it counts once. */
  arrivals: number;
}

export type KeptOrder = Kept & z.infer<typeof order>;
export type KeptAdvice = Kept & z.infer<typeof advice>;

/** What suppliers keep of what they are sent: each id once, as it came. */
export class Mail {
  readonly orders: KeptOrder[] = [];
  readonly advices: KeptAdvice[] = [];
  #outOfOrder = 0;

  /** How many came after a later one about the same number. */
  get outOfOrder(): number {
    return this.#outOfOrder;
  }

  /**
   * @param arrivalOf how often the message of this id has come
   * @returns the order, where it is a new one. @throws Refusal where it is no message for suppliers
   */
  take(content: unknown, arrivalOf: (id: string) => number): { isNew: boolean; order?: KeptOrder } {
    const { id, subject, sequence, ...told } = checked(message, content);
    const about = told.type === 'headrace.purchase-order.v1' ? told.data.purchaseOrderNo : told.data.inboundDeliveryNo;
    if (about !== subject) throw new Refusal(400, 'SUBJECT_DIFFERS', `${subject} is not ${about}`);
    const arrivals = arrivalOf(id);
    const before = [...this.orders, ...this.advices].find((one) => one.id === id);
    if (before) {
      before.arrivals = arrivals;
      return { isNew: false };
    }
    const kept = { id, subject, sent: sequence, arrivals };
    if (told.type === 'headrace.receiving-advice.v1') {
      this.#see(this.advices, kept);
      this.advices.push({ ...told.data, ...kept });
      return { isNew: true };
    }
    const taken = { ...told.data, ...kept };
    this.#see(this.orders, kept);
    this.orders.push(taken);
    return { isNew: true, order: taken };
  }

  /** What holds: the latest word of it. */
  latest(purchaseOrderNo: string): KeptOrder | undefined {
    return this.orders
      .filter((one) => one.purchaseOrderNo === purchaseOrderNo)
      .reduce<KeptOrder | undefined>((last, one) => (last && last.sent > one.sent ? last : one), undefined);
  }

  #see(others: Kept[], { subject, sent }: Kept): void {
    if (others.some((one) => one.subject === subject && one.sent > sent)) this.#outOfOrder += 1;
  }
}
