import type { Quantity } from '../quantity.js';
import type { DocumentRef } from './documents.js';
import type { CheckStatus } from './sales-order.js';

/** What leaves a plant together for one customer (system of record: ERP; picking and packing: WMS). */
export interface OutboundDelivery {
  plant: string;
  /** As the ERP writes it, leading zeros kept. */
  deliveryNo: string;
  salesOrderNo: string;
  shipTo: string;
  /** Instant by which goods issue is planned. */
  plannedGoodsIssue: string;
  credit: CheckStatus;
  deliveryBlock?: string;
  weight: Quantity;
  lines: DeliveryLine[];
  /** The material document, once goods issue is posted. */
  goodsIssue?: { document: DocumentRef; date: string };
  /** Not cancelled ones. */
  billingDocumentNo?: string;
}

export interface DeliveryLine {
  line: string;
  salesOrderLine: string;
  item: string;
  quantity: Quantity;
  picked: Quantity;
  lot?: string;
  /** The ERP's storage location that it is taken from. */
  location?: string;
}
