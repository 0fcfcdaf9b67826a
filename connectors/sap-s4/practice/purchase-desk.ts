import type { EventSender } from '../../../practice/event-sender.js';
import { cancelDocument } from './document-cancellation.js';
import { postMaterialDocument } from './material-documents.js';
import { unpadded } from './numbers.js';
import {
  changePurchaseOrder,
  type NewPurchaseOrder,
  type PurchaseOrderChange,
  purchaseOrderOf,
} from './purchase-orders.js';
import type { PlantState } from './state.js';

const PURCHASE_ORDER = 'sap.s4.beh.purchaseorder.v1.PurchaseOrder';
/** So that no deadline strikes before somebody wants it to. */
const FAR_AHEAD_DAYS = 600;

export interface HandReceipt {
  /** The first unless told. */
  line?: string;
  location?: string;
  batch?: string;
  inboundDeliveryNo?: string;
  inboundLine?: string;
}

/** What people of purchasing and stores do in the practice S/4HANA. */
export class PurchaseDesk {
  readonly #state: PlantState;
  readonly #events: EventSender;

  constructor(state: PlantState, events: EventSender) {
    this.#state = state;
    this.#events = events;
  }

  /** A thousand housings at 17.50 from S-100, approved, ten percent more are taken, unless told. @returns its number */
  addPurchaseOrder(order: NewPurchaseOrder = {}): string {
    const { purchases, company, firstPlant: plant } = this.#state;
    const purchaseOrderNo = order.purchaseOrderNo ?? purchases.takePurchaseOrderNo();
    const farAhead = new Date(this.#state.now() + FAR_AHEAD_DAYS * 86_400_000).toISOString().slice(0, 10);
    const added = purchaseOrderOf(order, { company, purchaseOrderNo, plant, farAhead });
    purchases.orders.set(unpadded(purchaseOrderNo), added);
    this.#state.touchPurchase(added);
    return purchaseOrderNo;
  }

  /** Approves it, and tells of it; once more, as a duplicate, when it was approved already. */
  releasePurchaseOrder(purchaseOrderNo: string): void {
    const order = this.#state.purchases.order(purchaseOrderNo);
    if (!order.released) {
      order.released = true;
      this.#state.touchPurchase(order);
    }
    this.#tell('Released', purchaseOrderNo);
  }

  /** It is another version of it then. */
  changePurchaseOrder(purchaseOrderNo: string, change: PurchaseOrderChange): void {
    const order = this.#state.purchases.order(purchaseOrderNo);
    changePurchaseOrder(order, change);
    this.#state.touchPurchase(order);
    this.#tell('Changed', purchaseOrderNo);
  }

  /** The order itself stays as it is until somebody decides. */
  requestPurchaseOrderCancel(purchaseOrderNo: string): void {
    this.#tell('CancellationRequested', purchaseOrderNo);
  }

  /** Somebody saves it without a change: what was read before is stale. */
  touchPurchaseOrder(purchaseOrderNo: string): void {
    this.#state.touchPurchase(this.#state.purchases.order(purchaseOrderNo));
  }

  /** Whether an item is received into quality stock, at every plant. */
  setInspected(item: string, inspected = true): void {
    this.#state.item(item).inspected = inspected;
  }

  /** In MIGO, today, of one line. @returns the material document */
  receivePurchase(purchaseOrderNo: string, quantity: string, receipt: HandReceipt = {}): string {
    const order = this.#state.purchases.order(purchaseOrderNo);
    const line = this.#state.purchases.line(order, receipt.line ?? order.lines[0]?.line ?? '');
    const { location = line.location, batch = '', inboundDeliveryNo, inboundLine = '10' } = receipt;
    const item = {
      ...{ GoodsMovementType: '101', GoodsMovementRefDocType: 'B', Material: line.item, Plant: line.plant },
      ...{ StorageLocation: location, Batch: batch, EntryUnit: line.uom, QuantityInEntryUnit: quantity },
      ...{ PurchaseOrder: order.purchaseOrderNo, PurchaseOrderItem: line.line },
      ...(inboundDeliveryNo !== undefined && { Delivery: inboundDeliveryNo, DeliveryItem: inboundLine }),
    };
    const body = { GoodsMovementCode: '01', to_MaterialDocumentItem: { results: [item] } };
    return postMaterialDocument(this.#state, body).number;
  }

  /** In MBST, today. */
  cancelMaterialDocument(number: string): void {
    const year = this.#state.materialDocuments.find((one) => one.number === number)?.year ?? '';
    cancelDocument(this.#state, { number, year }, this.#state.today());
  }

  /** All that were created, deleted ones too: without the rest of the ledger. */
  get inboundDeliveries(): { purchaseOrderNo: string; deliveryNo: string; deleted: boolean }[] {
    const { inboundDeliveries } = this.#state.purchases;
    return inboundDeliveries.map(({ purchaseOrderNo, deliveryNo, deleted }) => ({
      purchaseOrderNo,
      deliveryNo,
      deleted,
    }));
  }

  set nextInboundDeliveryNo(number: string) {
    this.#state.purchases.nextInboundDeliveryNo = number;
  }

  /** As SAP does: the key, and nothing more. */
  #tell(what: string, purchaseOrderNo: string): void {
    const { purchaseOrderNo: number } = this.#state.purchases.order(purchaseOrderNo);
    this.#events.tell(`${PURCHASE_ORDER}.${what}.v1`, number, { PurchaseOrder: number });
  }
}
