import type { Quantity } from '../quantity.js';

/** What a supplier says is on its way (ASN, X12 856, DESADV): its word, to be matched with the order. */
export interface SupplierNotice {
  purchaseOrderNo: string;
  supplier: string;
  /** The supplier's own number of the delivery. */
  packingSlip: string;
  /** A higher one replaces what was announced before, as long as nothing of it has come. */
  version: number;
  /** Instants, UTC. */
  shippedAt?: string;
  expectedAt: string;
  carrier?: string;
  lines: SupplierNoticeLine[];
  /** The supplier takes it back. */
  cancelled?: true;
}

export interface SupplierNoticeLine {
  purchaseOrderLine: string;
  item: string;
  quantity: Quantity;
  lot?: string;
  /** Plant-local day. */
  expiry?: string;
  /** Serial shipping container code, 18 digits. */
  sscc?: string;
}
