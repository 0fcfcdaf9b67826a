import { Decimal } from 'decimal.js';
import type { EventSender } from '../../../practice/event-sender.js';
import { cancelBilling, createBilling } from './billing.js';
import { createDelivery } from './deliveries.js';
import { deleteDelivery, pickItem } from './delivery-changes.js';
import { postGoodsIssue } from './goods-issue.js';
import { unpadded } from './numbers.js';
import { PurchaseDesk } from './purchase-desk.js';
import {
  changeSalesOrder,
  EXPORT_BLOCK,
  type NewSalesOrder,
  type SalesOrderChange,
  salesOrderOf,
} from './sales-orders.js';
import type { Accounting, PlantDelivery } from './sales-state.js';
import type { PlantState } from './state.js';

const SALES_ORDER = 'sap.s4.beh.salesorder.v1.SalesOrder';
const DELIVERY_CREATED = 'sap.s4.beh.outbounddelivery.v1.OutboundDelivery.Created.v1';
/** So that no deadline of a schedule strikes before somebody wants it to. */
const FAR_AHEAD_DAYS = 600;

/** What people of sales, shipping and finance do in the practice S/4HANA, beside those of purchasing. */
export class SalesDesk extends PurchaseDesk {
  readonly #state: PlantState;
  readonly #events: EventSender;

  constructor(state: PlantState, events: EventSender) {
    super(state, events);
    this.#state = state;
    this.#events = events;
  }

  /** A hundred pumps at 210.00 for C-100, DAP Chicago, unless told. @returns its number */
  addSalesOrder(order: NewSalesOrder = {}): string {
    const { sales } = this.#state;
    const salesOrderNo = order.salesOrderNo ?? sales.takeSalesOrderNo();
    const farAhead = new Date(this.#state.now() + FAR_AHEAD_DAYS * 86_400_000).toISOString().slice(0, 10);
    const added = salesOrderOf(order, salesOrderNo, this.#state.firstPlant, farAhead);
    sales.orders.set(unpadded(salesOrderNo), added);
    this.#state.touchSales(added);
    return salesOrderNo;
  }

  /** Tells of it; once more, as a duplicate, when it was told already. */
  releaseSalesOrder(salesOrderNo: string): void {
    this.#tell('Created', salesOrderNo);
  }

  /** It is another version of it then. */
  changeSalesOrder(salesOrderNo: string, change: SalesOrderChange): void {
    const order = this.#state.sales.order(salesOrderNo);
    changeSalesOrder(order, change);
    this.#state.touchSales(order);
    this.#tell('Changed', salesOrderNo);
  }

  /** The order itself stays as it is until somebody decides. */
  requestSalesOrderCancel(salesOrderNo: string): void {
    this.#tell('CancellationRequested', salesOrderNo);
  }

  blockCredit(salesOrderNo: string): void {
    this.#set(salesOrderNo, { credit: 'B' });
  }

  releaseCredit(salesOrderNo: string): void {
    this.#set(salesOrderNo, { credit: 'D' });
  }

  blockExport(salesOrderNo: string): void {
    this.#set(salesOrderNo, { deliveryBlock: EXPORT_BLOCK });
  }

  releaseExport(salesOrderNo: string): void {
    this.#set(salesOrderNo, { deliveryBlock: '' });
  }

  /** Empty takes the block away. */
  setDeliveryBlock(salesOrderNo: string, deliveryBlock: string): void {
    this.#set(salesOrderNo, { deliveryBlock });
  }

  setBillingBlock(salesOrderNo: string, billingBlock: string): void {
    this.#set(salesOrderNo, { billingBlock });
  }

  /** As SAP's own run does: everything open of the order that one plant delivers. @returns its number */
  createDelivery(salesOrderNo: string, quantities: Record<string, string> = {}): string {
    const order = this.#state.sales.order(salesOrderNo);
    const plant = order.lines[0]?.plant;
    const lines = order.lines.filter((one) => one.plant === plant && !one.rejection);
    const results = lines.map((one) => ({
      ReferenceSDDocument: order.salesOrderNo,
      ReferenceSDDocumentItem: one.line,
      ActualDeliveryQuantity: quantities[one.line] ?? one.confirmed.toFixed(),
      DeliveryQuantityUnit: one.uom,
    }));
    const created = createDelivery(this.#state, { to_DeliveryDocumentItem: { results } });
    this.tellDelivery(created);
    return created.deliveryNo;
  }

  tellDelivery({ deliveryNo, plant }: PlantDelivery): void {
    this.#events.tell(DELIVERY_CREATED, deliveryNo, { OutboundDelivery: deliveryNo, ShippingPoint: plant });
  }

  /** Somebody saves it without a change: what was read before is stale. */
  touchDelivery(deliveryNo: string): void {
    this.#state.sales.delivery(deliveryNo).version += 1;
  }

  deleteDelivery(deliveryNo: string): void {
    deleteDelivery(this.#state.sales.delivery(deliveryNo));
  }

  /** As it was delivered, without lots. */
  pick(deliveryNo: string): void {
    const delivery = this.#state.sales.delivery(deliveryNo);
    for (const { line, quantity } of delivery.items) pickItem(delivery, line, quantity);
  }

  /** In VL02N. */
  postGoodsIssue(deliveryNo: string): void {
    postGoodsIssue(this.#state, this.#state.sales.delivery(deliveryNo));
  }

  /** Its goods issue will post so much less than was picked. */
  postLess(deliveryNo: string, quantity: string): void {
    this.#state.sales.delivery(deliveryNo).postLess = new Decimal(quantity);
  }

  /** As SAP's own billing run does: one document for all of them. @returns its number */
  bill(...deliveryNos: string[]): string {
    const _Reference = deliveryNos.map((SDDocument) => ({ SDDocument, SDDocumentCategory: 'J' }));
    const [billing] = createBilling(this.#state, { _Reference });
    return billing?.number ?? '';
  }

  /** In VF11. */
  cancelBilling(number: string): void {
    cancelBilling(this.#state, this.#state.sales.billing(number));
  }

  /** What becomes of billing documents from now on. */
  setAccounting(accounting: Accounting): void {
    this.#state.sales.accounting = accounting;
  }

  /** Billing documents from now on wait until somebody releases them. */
  holdAccounting(): void {
    this.setAccounting('HELD');
  }

  /** Billing documents from now on do not get into accounting. */
  failAccounting(): void {
    this.setAccounting('FAILS');
  }

  /** Those that are not in accounting are posted there now, and those to come at once. */
  releaseAccounting(): void {
    this.setAccounting('AT_ONCE');
    for (const billing of this.#state.sales.billings) {
      billing.failed = false;
      billing.accountingFrom = Math.min(billing.accountingFrom ?? this.#state.now(), this.#state.now());
    }
  }

  /** The customer has paid: it can no longer be cancelled just so. */
  clearBilling(number: string): void {
    this.#state.sales.billing(number).cleared = true;
  }

  set nextDeliveryNo(number: string) {
    this.#state.sales.nextDeliveryNo = number;
  }

  #set(salesOrderNo: string, change: object): void {
    const order = this.#state.sales.order(salesOrderNo);
    Object.assign(order, change);
    this.#state.touchSales(order);
  }

  /** As SAP does: the key, and nothing more. */
  #tell(what: string, salesOrderNo: string): void {
    const { salesOrderNo: number } = this.#state.sales.order(salesOrderNo);
    this.#events.tell(`${SALES_ORDER}.${what}.v1`, number, { SalesOrder: number });
  }
}
