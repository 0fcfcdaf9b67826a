import type { Quantity } from '../quantity.js';

/** What came of an announced delivery, as the warehouse has counted it: physical truth. */
export interface WarehouseReceipt {
  inboundDeliveryNo: string;
  version: string;
  status: 'EXPECTED' | 'ARRIVED' | 'RECEIVING' | 'CLOSED' | 'PUT_AWAY' | 'CANCELLED';
  /** Where it came without having been announced to the warehouse. */
  purchaseOrderNo?: string;
  packingSlip?: string;
  /** Instants, UTC. */
  arrivedAt?: string;
  putAwayAt?: string;
  /** In the order in which they were counted; each is posted by a document of its own. */
  counts: ReceiptCount[];
}

export interface ReceiptCount {
  /** The warehouse's own number of it. */
  receiptId: string;
  countedAt: string;
  /** A count that was mended: so much more or less than an earlier one had said. Absent for a first count. */
  corrects?: { receiptId: string; direction: 'MORE' | 'LESS' };
  lines: CountedLine[];
}

export interface CountedLine {
  /** Of the inbound delivery; absent for what was not announced. */
  line?: string;
  item: string;
  quantity: Quantity;
  lot?: string;
  /** Plant-local day. */
  expiry?: string;
  condition: 'GOOD' | 'DAMAGED' | 'REFUSED';
}
