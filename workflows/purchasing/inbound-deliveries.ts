import type { PurchaseOrder } from '../../contracts/entities/purchase-order.js';
import type { SupplierNotice, SupplierNoticeLine } from '../../contracts/entities/supplier-notice.js';
import { idSegment, runId, type RunKey } from '../../contracts/ids.js';
import { inboundDelivery as contract } from '../../contracts/processes/inbound-delivery.js';
import type { ProcureToReceiveInput, procureToReceive } from '../../contracts/processes/procure-to-receive.js';
import { byPlant } from '../../decisions/notice-match.js';
import { inboundDelivery } from '../inbound-delivery.js';
import { erp, now, type openRun } from '../kit/index.js';
import { tell } from '../kit/peers.js';
import { beginRelated } from '../kit/related.js';
import type { InboundBook } from './inbound-book.js';

export type Kit = ReturnType<typeof openRun<typeof procureToReceive>>;

/** Makes inbound deliveries and their runs, and speaks to them. */
export class InboundDeliveries {
  readonly #kit: Kit;
  readonly #input: ProcureToReceiveInput;
  readonly #book: InboundBook;
  /** What was announced under each packing slip: the version, and the deliveries that were made of it. */
  readonly #announced = new Map<string, { version: number; deliveries: string[] }>();

  constructor(kit: Kit, input: ProcureToReceiveInput, book: InboundBook) {
    this.#kit = kit;
    this.#input = input;
    this.#book = book;
  }

  isKnown({ packingSlip, version }: SupplierNotice): boolean {
    return (this.#announced.get(packingSlip)?.version ?? 0) >= version;
  }

  /** One for each plant that the lines are for. */
  async create(order: PurchaseOrder, notice: SupplierNotice, matching: readonly SupplierNoticeLine[]): Promise<void> {
    const { purchaseOrderNo, supplier, packingSlip, expectedAt, version } = notice;
    const entry = { version, deliveries: [] as string[] };
    this.#announced.set(packingSlip, entry);
    for (const [plant, lines] of byPlant(order, matching)) {
      if (!this.#input.plants[plant]) continue;
      const call = erp.createInboundDelivery({
        plant,
        purchaseOrderNo,
        supplier,
        packingSlip,
        expectedAt,
        lines: lines.map(({ purchaseOrderLine, item, quantity, lot }) => ({
          ...{ purchaseOrderLine, item, quantity },
          ...(lot !== undefined && { lot }),
        })),
      });
      const { inboundDeliveryNo } = await this.#kit.step('create inbound delivery', call, {
        entity: `${packingSlip} ${version} ${plant}`,
        undo: { by: () => this.takeBack() },
      });
      entry.deliveries.push(inboundDeliveryNo);
      await this.#begin(plant, inboundDeliveryNo, { ...notice, lines });
    }
  }

  /** A truck that nobody had announced: its receipt is the warehouse's own. */
  async adopt(plant: string, receiptNo: string): Promise<void> {
    if (!this.#book.has(receiptNo)) await this.#begin(plant, receiptNo);
  }

  /**
   * A newer word of the supplier's takes the place of an older one, as long as nothing of that has come.
   * @returns whether it may: goods that are here stay, whatever is said of them
   */
  async withdraw({ packingSlip, version }: SupplierNotice): Promise<boolean> {
    const entry = this.#announced.get(packingSlip);
    if (!entry) return true;
    entry.version = version;
    const isOf = (number: string) => entry.deliveries.includes(number);
    await this.#ask(isOf, { unlessArrived: true });
    return this.#book.live.every(({ inboundDeliveryNo }) => !isOf(inboundDeliveryNo));
  }

  /** Each undoes what it has done, the newest first; what is closed stays. */
  async takeBack(): Promise<void> {
    this.#book.forgetRefusals();
    await this.#ask(() => true, {});
  }

  async #ask(isMeant: (number: string) => boolean, how: { unlessArrived?: true }): Promise<void> {
    const { run, askAny } = this.#kit;
    const asked = new Set<string>();
    const open = () => this.#book.open.filter(({ inboundDeliveryNo }) => isMeant(inboundDeliveryNo));
    while (open().length > 0) {
      // Before they are told: one may say its last word meanwhile.
      const { heard } = this.#book;
      for (const { inboundDeliveryNo, runId: of } of open().toReversed()) {
        if (asked.has(inboundDeliveryNo)) continue;
        asked.add(inboundDeliveryNo);
        await tell(of, { type: 'cancel', by: run.id, ...how });
      }
      await askAny([], {
        what: `inbound delivery ${open()
          .map((one) => one.inboundDeliveryNo)
          .join(', ')} to be taken back`,
        from: 'the plants',
        until: () => this.#book.heard !== heard,
      });
    }
  }

  async #begin(plant: string, inboundDeliveryNo: string, notice?: SupplierNotice): Promise<void> {
    const { note, run, undos } = this.#kit;
    const { company, purchaseOrderNo, plants } = this.#input;
    const policy = plants[plant];
    if (!policy) throw new RangeError(`the landscape has no plant ${plant}`);
    const key: RunKey = { process: contract.process, company, plant, key: idSegment(inboundDeliveryNo) };
    undos.announce('create inbound delivery', { by: () => this.takeBack() });
    note({ type: 'number', at: now(), kind: 'inbound delivery', number: inboundDeliveryNo });
    note({ type: 'related', at: now(), runId: runId(key), what: 'inbound delivery' });
    const none = (notice?.lines ?? []).map(({ purchaseOrderLine, quantity }) => ({
      ...{ purchaseOrderLine, announced: quantity, received: { value: '0', uom: quantity.uom } },
    }));
    this.#book.hear({ runId: runId(key), inboundDeliveryNo, plant, progress: 'OPEN', lines: none });
    const begun = await beginRelated(inboundDelivery, key, contract.firstState, {
      ...{ company, plant, inboundDeliveryNo, purchaseOrderNo, policy, requestedBy: run.id },
      ...(notice && { notice }),
    });
    if (!begun) await tell(runId(key), { type: 'report' });
  }
}
