import type { Erp, GoodsMovementPosting } from '../../../contracts/ports.js';
import type { Prepared } from '../../../practice/acceptance-bench.js';
import type { LedgerDocument, SapPlant } from './index.js';

const PLANT = 'P100';
const LINE = '00010';
const pieces = (value: string) => ({ value, uom: 'EA' });

/** What must be there before each posting of purchasing is tried, and how often the ledger has it. */
export class PurchaseBench {
  readonly #plant: SapPlant;
  readonly #erp: Erp;
  #last = 0;

  constructor(plant: SapPlant, erp: Erp) {
    this.#plant = plant;
    this.#erp = erp;
  }

  /** An order of which something was received. */
  async order(): Promise<string> {
    const purchaseOrderNo = this.#plant.addPurchaseOrder();
    await this.#receive(purchaseOrderNo);
    return purchaseOrderNo;
  }

  createInboundDelivery(): Prepared {
    const message = this.#notice();
    return { message, documents: () => this.#announced(message.packingSlip).length };
  }

  async deleteInboundDelivery(): Promise<Prepared> {
    const notice = this.#notice();
    const { inboundDeliveryNo } = await this.#erp.createInboundDelivery.send(notice, this.#context());
    return {
      message: { plant: PLANT, inboundDeliveryNo },
      documents: () => this.#announced(notice.packingSlip).filter(({ deleted }) => deleted).length,
    };
  }

  amendPurchaseOrder(): Prepared {
    const purchaseOrderNo = this.#plant.addPurchaseOrder();
    return {
      message: { purchaseOrderNo, line: LINE, quantity: pieces('1120') },
      documents: () => this.#lines(purchaseOrderNo).filter(({ quantity }) => quantity === '1120').length,
    };
  }

  setDeliveryComplete(): Prepared {
    const purchaseOrderNo = this.#plant.addPurchaseOrder();
    return {
      message: { purchaseOrderNo, lines: [LINE] },
      documents: () => this.#lines(purchaseOrderNo).filter(({ deliveryComplete }) => deliveryComplete).length,
    };
  }

  async cancelGoodsMovement(): Promise<Prepared> {
    const document = await this.#receive(this.#plant.addPurchaseOrder());
    const isOf = ({ cancels }: LedgerDocument): boolean => cancels === document?.number;
    return {
      message: { plant: PLANT, document, date: '2026-03-11' },
      documents: () => this.#plant.ledger().materialDocuments.filter(isOf).length,
    };
  }

  async #receive(purchaseOrderNo: string) {
    const receipt: GoodsMovementPosting = {
      plant: PLANT,
      documentDate: '2026-03-10',
      postingDate: '2026-03-10',
      text: `receipt for ${purchaseOrderNo}`,
      movements: [
        {
          ...{ line: '1', type: 'GR_PURCHASE', item: 'RM-10', quantity: pieces('5'), location: '0001', lot: 'L-801' },
          purchaseOrder: { number: purchaseOrderNo, line: LINE },
        },
      ],
    };
    const { documents } = await this.#erp.postGoodsMovement.send(receipt, this.#context());
    return documents[0];
  }

  #notice() {
    const purchaseOrderNo = this.#plant.addPurchaseOrder();
    const lines = [{ purchaseOrderLine: LINE, item: 'RM-10', quantity: pieces('600') }];
    const packingSlip = `PS-${++this.#last}`;
    const expectedAt = '2026-03-10T15:00:00Z';
    return { plant: PLANT, purchaseOrderNo, supplier: 'S-100', packingSlip, expectedAt, lines };
  }

  #context() {
    return { key: `given|${++this.#last}`, signal: new AbortController().signal };
  }

  #announced(packingSlip: string) {
    return this.#plant.ledger().inboundDeliveries.filter((one) => one.packingSlip === packingSlip);
  }

  #lines(purchaseOrderNo: string) {
    const order = this.#plant.ledger().purchaseOrders.find((one) => one.purchaseOrderNo === purchaseOrderNo);
    return order?.lines ?? [];
  }
}
