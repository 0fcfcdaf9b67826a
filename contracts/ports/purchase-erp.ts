import type { PurchaseOrder } from '../entities/purchase-order.js';
import type { Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';

export interface InboundDeliveryRef {
  plant: string;
  /** As the ERP writes it, leading zeros kept. */
  inboundDeliveryNo: string;
}

export interface InboundDeliveryCreation {
  plant: string;
  purchaseOrderNo: string;
  supplier: string;
  /** The supplier's own number: with the supplier, it is unique, and what is found again. */
  packingSlip: string;
  /** Instant. */
  expectedAt: string;
  lines: { purchaseOrderLine: string; item: string; quantity: Quantity; lot?: string }[];
}

/** The part of an ERP that procure-to-receive needs: orders, what is announced, what was received. */
export interface PurchaseErp {
  /** Null when the ERP does not know the order. */
  readPurchaseOrder: Read<{ purchaseOrderNo: string }, PurchaseOrder | null>;
  /** Its lines are numbered in the order given, from `000010` in steps of ten. */
  createInboundDelivery: Posting<InboundDeliveryCreation, Posted & { inboundDeliveryNo: string }>;
  /** A delivery that is gone, or never was, counts as deleted. Refused with `B-REJECTED` once something of it is received. */
  deleteInboundDelivery: Posting<InboundDeliveryRef, Posted>;
  /** Sets the ordered quantity of a line: more was taken than was ordered. */
  amendPurchaseOrder: Posting<{ purchaseOrderNo: string; line: string; quantity: Quantity }, Posted>;
  /** No more is expected of these lines. */
  setDeliveryComplete: Posting<{ purchaseOrderNo: string; lines: string[] }, Posted>;
}
