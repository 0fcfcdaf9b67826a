import type { PurchaseOrder } from '../../contracts/entities/purchase-order.js';
import type { SupplierNotice } from '../../contracts/entities/supplier-notice.js';
import type { ProcureToReceiveInput } from '../../contracts/processes/procure-to-receive.js';
import { matchNotice } from '../../decisions/notice-match.js';
import { standingLines } from '../../decisions/purchase-order.js';
import { takeNews } from '../kit/news.js';
import type { OpenQuestion } from '../kit/questions.js';
import type { InboundDeliveries, Kit } from './inbound-deliveries.js';

interface Unmatched {
  notice: SupplierNotice;
  problems: string[];
  choice?: string;
}

/** What suppliers and warehouses say is coming, matched with the order; what does not match waits for the buyer. */
export class Notices {
  readonly #kit: Kit;
  readonly #input: ProcureToReceiveInput;
  readonly #deliveries: InboundDeliveries;
  /** By packing slip. */
  readonly #unmatched = new Map<string, Unmatched>();
  /** Receipts of the warehouse whose plant is not known yet. */
  readonly #unannounced = new Set<string>();

  constructor(kit: Kit, input: ProcureToReceiveInput, deliveries: InboundDeliveries) {
    this.#kit = kit;
    this.#input = input;
    this.#deliveries = deliveries;
  }

  /** @returns whether the supplier has announced anything */
  async take(order: PurchaseOrder): Promise<boolean> {
    const told = await takeNews(this.#kit.run, ['SupplierNoticeReceived']);
    for (const { data } of told) await this.#hear(data);
    for (const one of [...this.#unmatched.values()]) await this.#match(order, one);
    for (const { data } of await takeNews(this.#kit.run, ['UnannouncedReceipt'])) this.#unannounced.add(data.receiptNo);
    await this.#adopt(order);
    return told.length > 0;
  }

  /** What was said before of the same truck is over, unless it has come. */
  async #hear(notice: SupplierNotice): Promise<void> {
    if (this.#deliveries.isKnown(notice)) return;
    const { packingSlip, version } = notice;
    if ((this.#unmatched.get(packingSlip)?.notice.version ?? 0) > version) return;
    this.#unmatched.delete(packingSlip);
    if ((await this.#deliveries.withdraw(notice)) && !notice.cancelled)
      this.#unmatched.set(packingSlip, { notice, problems: [] });
  }

  async #match(order: PurchaseOrder, one: Unmatched): Promise<void> {
    const { notice, choice } = one;
    const { matching, problems } = matchNotice(order, notice);
    one.problems = problems;
    if (problems.length > 0 && choice === undefined) return;
    this.#unmatched.delete(notice.packingSlip);
    if (choice !== 'REJECT' && matching.length > 0) await this.#deliveries.create(order, notice, matching);
  }

  /** The order's lines say at which plant a truck can have come that nobody had announced. */
  async #adopt(order: PurchaseOrder): Promise<void> {
    const [plant, ...others] = [...new Set(standingLines(order).map((line) => line.plant))];
    if (plant === undefined || others.length > 0 || !this.#input.plants[plant]) return;
    for (const receiptNo of this.#unannounced) {
      this.#unannounced.delete(receiptNo);
      await this.#deliveries.adopt(plant, receiptNo);
    }
  }

  questions(): OpenQuestion[] {
    const unmatched = [...this.#unmatched.values()].map(({ notice: { packingSlip, expectedAt }, problems }) => ({
      id: `notice ${packingSlip}`,
      question: {
        code: 'B-NOTICE-UNMATCHED' as const,
        text: `${packingSlip}, expected ${expectedAt}: ${problems.join('; ')}`,
      },
      step: 'create inbound delivery',
      decision: 'notice unmatched',
    }));
    const unplaced = [...this.#unannounced].map((receiptNo) => ({
      id: `receipt ${receiptNo}`,
      question: { code: 'C-MAPPING' as const, text: `receipt ${receiptNo} may be of several plants of the order` },
      step: 'create inbound delivery',
    }));
    return [...unmatched, ...unplaced];
  }

  decide(id: string, choice: string): void {
    for (const one of this.#unmatched.values()) if (id === `notice ${one.notice.packingSlip}`) one.choice = choice;
  }
}
