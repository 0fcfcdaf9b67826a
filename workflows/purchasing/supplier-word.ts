import type { PurchaseOrder } from '../../contracts/entities/purchase-order.js';
import type { ProcureToReceiveInput } from '../../contracts/processes/procure-to-receive.js';
import type { PurchaseOrderMessage } from '../../contracts/ports.js';
import { standingLines } from '../../decisions/purchase-order.js';
import { now, supplier } from '../kit/index.js';
import { takeNews } from '../kit/news.js';
import type { OpenQuestion } from '../kit/questions.js';
import type { Kit } from './inbound-deliveries.js';

type Answer = 'NONE' | 'ACCEPTED' | 'CHANGED' | 'REJECTED';

/** What the supplier is told of the order, and what it answers (X12 850, 860, 855). */
export class SupplierWord {
  readonly #kit: Kit;
  readonly #input: ProcureToReceiveInput;
  #sent = '';
  #sentAt: string | undefined;
  /** What was sent so far, and seen to be there; the next message has the next number, however often it is tried. */
  #delivered = 0;
  #isBegun = false;
  #answer: Answer = 'NONE';
  #text = '';

  constructor(kit: Kit, input: ProcureToReceiveInput) {
    this.#kit = kit;
    this.#input = input;
  }

  /** Sent again where it has changed; a message that is the same as the last one is none. */
  async send(order: PurchaseOrder): Promise<void> {
    const { policy } = this.#input;
    const message = this.#messageOf(order, this.#sent === '' ? 'ORIGINAL' : 'CHANGE');
    const content = JSON.stringify(message.lines);
    if (!policy.systems.supplier || content === this.#sent) return;
    this.#isBegun = true;
    this.#answer = 'NONE';
    this.#kit.settle('supplier');
    const undo = { by: () => this.#cancel(order) };
    await this.#kit.step('send order', supplier.sendPurchaseOrder(message), { entity: message.version, undo });
    // Only now: a cancel in between leaves it to be sent.
    this.#sent = content;
    this.#delivered += 1;
    this.#sentAt = now();
  }

  async #cancel(order: PurchaseOrder): Promise<void> {
    if (!this.#isBegun) return;
    const message = this.#messageOf(order, 'CANCELLATION');
    await this.#kit.step('send order', supplier.sendPurchaseOrder(message), { entity: `cancel ${message.version}` });
  }

  #messageOf(order: PurchaseOrder, purpose: PurchaseOrderMessage['purpose']): PurchaseOrderMessage {
    const { supplier: of, purchaseOrderNo } = order;
    const lines = standingLines(order).map(({ line, plant, item, quantity, netPrice, priceUnit, deliveryDate }) => ({
      ...{ line, plant, item, quantity, netPrice, priceUnit, deliveryDate },
    }));
    return { supplier: of, purchaseOrderNo, version: String(this.#delivered + 1), purpose, lines };
  }

  /** A notice of what is on its way says that the order was taken, too. */
  accepted(): void {
    this.#answer = 'ACCEPTED';
  }

  async hear(): Promise<void> {
    for (const { data } of await takeNews(this.#kit.run, ['PurchaseOrderAnswered'])) {
      this.#answer = data.answer;
      this.#text = data.text ?? '';
    }
  }

  /** Milliseconds since 1970, where an answer is awaited. */
  get dueAt(): number | undefined {
    if (this.#sentAt === undefined || this.#answer !== 'NONE') return undefined;
    return Date.parse(this.#sentAt) + this.#input.policy.receiving.orderAnswerMs;
  }

  questions(): OpenQuestion[] {
    const { dueAt } = this;
    const about = { id: 'supplier', step: 'send order' };
    if (dueAt !== undefined && Date.now() >= dueAt) {
      const question = { code: 'B-NO-ORDER-ANSWER' as const, text: `sent ${this.#sentAt}, and not answered` };
      return [{ ...about, question, decision: 'order unanswered' }];
    }
    if (this.#answer !== 'REJECTED' && this.#answer !== 'CHANGED') return [];
    const how = this.#answer === 'REJECTED' ? 'it does not take the order' : 'it takes the order changed';
    const question = { code: 'B-ORDER-REJECTED' as const, text: this.#text === '' ? how : `${how}: ${this.#text}` };
    return [{ ...about, question, decision: 'order rejected' }];
  }
}
