import type { Money, Quantity } from '../quantity.js';
import type { Posted, Posting } from './calls.js';

export interface PurchaseOrderMessage {
  supplier: string;
  purchaseOrderNo: string;
  /** Rises with each message about the order, from 1. */
  version: string;
  /** A cancellation is a message of its own: what was sent cannot be taken back. */
  purpose: 'ORIGINAL' | 'CHANGE' | 'CANCELLATION';
  lines: {
    line: string;
    plant: string;
    item: string;
    quantity: Quantity;
    netPrice: Money;
    priceUnit: string;
    deliveryDate: string;
  }[];
}

/** What was received of a delivery, for the supplier and for accounts payable (X12 861, RECADV). */
export interface ReceivingAdvice {
  supplier: string;
  purchaseOrderNo: string;
  packingSlip: string;
  inboundDeliveryNo: string;
  /** Rises with each correction of what was advised. */
  sequence: number;
  lines: {
    purchaseOrderLine: string;
    item: string;
    announced: Quantity;
    accepted: Quantity;
    damaged: Quantity;
    refused: Quantity;
    /** Announced and not there. */
    missing: Quantity;
  }[];
}

/** A supplier: what is sent cannot be taken back, only followed by another message. */
export interface Supplier {
  sendPurchaseOrder: Posting<PurchaseOrderMessage, Posted>;
  sendReceivingAdvice: Posting<ReceivingAdvice, Posted>;
}
