import type { Trouble } from '../../contracts/errors.js';
import { idSegment, runId, type RunKey } from '../../contracts/ids.js';
import { outboundDelivery as contract } from '../../contracts/processes/outbound-delivery.js';
import type { ShipToCashInput, shipToCash } from '../../contracts/processes/ship-to-cash.js';
import type { OrderLineQuantity } from '../../decisions/open-lines.js';
import { erp, now, type openRun, Rejected } from '../kit/index.js';
import { tell } from '../kit/peers.js';
import { beginRelated } from '../kit/related.js';
import { outboundDelivery } from '../outbound-delivery.js';
import type { DeliveryBook } from './delivery-book.js';

export type Kit = ReturnType<typeof openRun<typeof shipToCash>>;

/** What the ERP may say to the creation of a delivery and take back later, when the order is read again. */
const PASSING = ['B-STOCK-SHORT', 'B-CREDIT', 'B-EXPORT', 'B-DELIVERY-BLOCK', 'B-REJECTED'] as const;

/** Makes deliveries and their runs, and speaks to them. */
export class Deliveries {
  readonly #kit: Kit;
  readonly #input: ShipToCashInput;
  readonly #book: DeliveryBook;
  /** Those that the order can take back. One may have spoken before it was found. */
  readonly #begun = new Set<string>();
  #created = 0;

  constructor(kit: Kit, input: ShipToCashInput, book: DeliveryBook) {
    this.#kit = kit;
    this.#input = input;
    this.#book = book;
  }

  /** Those that the ERP has for the order, whoever made them, belong to it: each has its run. */
  async takeOver(): Promise<void> {
    const found = await this.#kit.step(
      'find deliveries',
      erp.findDeliveries({ salesOrderNo: this.#input.salesOrderNo }),
    );
    for (const { plant, deliveryNo, lines } of found) {
      if (this.#begun.has(deliveryNo) || !this.#input.plants[plant]) continue;
      await this.#begin(plant, deliveryNo, lines);
    }
  }

  /** @returns why the ERP does not make it now, if so */
  async create(plant: string, lines: OrderLineQuantity[]): Promise<Trouble | undefined> {
    const { salesOrderNo } = this.#input;
    this.#created += 1;
    const known = this.#book.all.map(({ deliveryNo }) => deliveryNo);
    const call = erp.createDelivery({ salesOrderNo, plant, lines, known });
    try {
      const { deliveryNo } = await this.#kit.step('create delivery', call, {
        entity: `${plant} ${this.#created}`,
        undo: { by: () => this.takeBack() },
        catches: PASSING,
      });
      await this.#begin(plant, deliveryNo, lines);
      return undefined;
    } catch (failure) {
      if (failure instanceof Rejected) return failure.trouble;
      throw failure;
    }
  }

  async change(deliveryNo: string, lines: OrderLineQuantity[]): Promise<void> {
    const report = this.#book.all.find((one) => one.deliveryNo === deliveryNo);
    if (!report) return;
    this.#book.forget('change', deliveryNo);
    await tell(report.runId, { type: 'change', lines });
  }

  /** What has left is coming back by a returns order: its deliveries do not wait for anything any more. */
  async areReturned(): Promise<void> {
    for (const { runId: of } of this.#book.shipped) await tell(of, { type: 'returned', by: this.#kit.run.id });
  }

  /**
   * All deliveries that are still here are asked at once, the newest first: a truck must not leave with one while
   * another is brought back. Each undoes what it has done, or says that its goods have left.
   */
  async takeBack(): Promise<void> {
    const { run, askAny, settle } = this.#kit;
    const asked = new Set<string>();
    const lost = new Set<string>();
    while (this.#book.open.length > 0) {
      // Before they are told: one may say its last word meanwhile.
      const { heard } = this.#book;
      for (const { deliveryNo, runId: of } of this.#book.open.toReversed()) {
        if (asked.has(deliveryNo) && !lost.has(deliveryNo)) continue;
        asked.add(deliveryNo);
        if (await tell(of, { type: 'cancel', by: run.id })) lost.delete(deliveryNo);
        else lost.add(deliveryNo);
      }
      const { open } = this.#book;
      const silent = open.filter(({ deliveryNo }) => lost.has(deliveryNo)).map(({ deliveryNo }) => deliveryNo);
      const text = `delivery ${silent.join(', ')} has no run that could take it back: start one for it`;
      const question = { code: 'B-NO-ANSWER' as const, text };
      await askAny(silent.length > 0 ? [{ id: 'lost delivery', question, step: 'create delivery' }] : [], {
        what: `delivery ${open.map(({ deliveryNo }) => deliveryNo).join(', ')} to be taken back`,
        from: 'the plants',
        until: () => this.#book.heard !== heard,
      });
    }
    settle('lost delivery');
    for (const { deliveryNo, progress } of this.#book.all)
      if (progress === 'CANCELLED') this.#book.settle('cancel', deliveryNo);
  }

  /** It brings what it was made for until it speaks for itself. */
  async #begin(plant: string, deliveryNo: string, lines: OrderLineQuantity[]): Promise<void> {
    const { note, undos } = this.#kit;
    this.#begun.add(deliveryNo);
    const of = runId(this.#keyOf(plant, deliveryNo));
    undos.announce('create delivery', { by: () => this.takeBack() });
    note({ type: 'number', at: now(), kind: 'delivery', number: deliveryNo });
    note({ type: 'related', at: now(), runId: of, what: 'delivery' });
    if (!this.#book.has(deliveryNo)) {
      const none = lines.map((line) => ({ ...line, shipped: { value: '0', uom: line.quantity.uom } }));
      this.#book.hear({ runId: of, deliveryNo, plant, progress: 'OPEN', lines: none });
    }
    await this.#start(plant, deliveryNo);
  }

  async #start(plant: string, deliveryNo: string): Promise<void> {
    const { company, plants } = this.#input;
    const policy = plants[plant];
    if (!policy) throw new RangeError(`the landscape has no plant ${plant}`);
    const input = { company, plant, deliveryNo, policy, requestedBy: this.#kit.run.id };
    const key = this.#keyOf(plant, deliveryNo);
    const begun = await beginRelated(outboundDelivery, key, contract.firstState, input);
    if (!begun) await tell(runId(key), { type: 'report' });
  }

  #keyOf(plant: string, deliveryNo: string): RunKey {
    return { process: 'outbound-delivery', company: this.#input.company, plant, key: idSegment(deliveryNo) };
  }
}
