import type { BillingDocument } from '../entities/billing-document.js';
import type { OutboundDelivery } from '../entities/outbound-delivery.js';
import type { SalesOrder } from '../entities/sales-order.js';
import type { StockBalance } from '../entities/stock-balance.js';
import type { Money, Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';

export interface DeliveryRef {
  plant: string;
  deliveryNo: string;
}

export interface DeliveryCreation {
  salesOrderNo: string;
  plant: string;
  lines: { salesOrderLine: string; quantity: Quantity }[];
  /** Deliveries of the order that are known already: another one with these lines is the one asked for. */
  known: string[];
}

/** A delivery of an order, as far as the order must know it. */
export interface DeliveryOfOrder extends DeliveryRef {
  lines: { salesOrderLine: string; quantity: Quantity }[];
}

export interface DeliveryLineQuantity {
  line: string;
  quantity: Quantity;
}

export interface FreightAccrual extends DeliveryRef {
  /** Load and tender round: what is found again. */
  reference: string;
  carrier: string;
  cost: Money;
  /** Plant-local day, `yyyy-mm-dd`. */
  postingDate: string;
}

/** The part of an ERP that ship-to-cash needs: orders, deliveries, what is issued and what is billed. */
export interface SalesErp {
  /** Null when the ERP does not know the order. */
  readSalesOrder: Read<{ salesOrderNo: string }, SalesOrder | null>;
  /** Its deliveries that were not deleted, whoever made them, the oldest first. */
  findDeliveries: Read<{ salesOrderNo: string }, DeliveryOfOrder[]>;
  readDelivery: Read<DeliveryRef, OutboundDelivery | null>;
  /** Allocates stock, and determines lots where the ERP does that. `B-STOCK-SHORT`, `B-CREDIT`, `B-DELIVERY-BLOCK`. */
  createDelivery: Posting<DeliveryCreation, Posted & { deliveryNo: string }>;
  /** Sets the quantities of lines; zero takes a line out. */
  changeDelivery: Posting<DeliveryRef & { lines: DeliveryLineQuantity[] }, Posted>;
  /** Sets what was picked, and the lots that were: the delivery is split by lot where they differ. */
  setPicked: Posting<DeliveryRef & { lines: (DeliveryLineQuantity & { lot?: string })[] }, Posted>;
  /** A delivery that is gone, or never was, counts as deleted. Refused once goods issue is posted. */
  deleteDelivery: Posting<DeliveryRef, Posted>;
  /** `actualDate`: the plant-local day of the shipment. */
  postGoodsIssue: Posting<DeliveryRef & { actualDate: string }, Posted>;
  /** Through the delivery, not the material document. One that was never posted counts as reversed. */
  reverseGoodsIssue: Posting<DeliveryRef & { date: string }, Posted>;
  accrueFreight: Posting<FreightAccrual, Posted>;
  reverseFreightAccrual: Posting<FreightAccrual & { date: string }, Posted>;
  /** One billing document for these deliveries. `B-BILLING-BLOCK`. */
  bill: Posting<{ deliveryNos: string[]; billingDate: string }, Posted & { billingDocumentNo: string }>;
  readBillingDocument: Read<{ billingDocumentNo: string }, BillingDocument | null>;
  /** By a cancellation document; one that is cancelled already counts as done. */
  cancelBilling: Posting<{ billingDocumentNo: string; date: string }, Posted>;
  /** No more is delivered of these lines. */
  rejectLines: Posting<{ salesOrderNo: string; lines: string[]; reason: string }, Posted>;
  /** Book stock. */
  readStock: Read<{ plant: string; item: string }, StockBalance[]>;
}
