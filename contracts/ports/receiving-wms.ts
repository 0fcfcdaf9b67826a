import type { StockStatus } from '../entities/documents.js';
import type { WarehouseReceipt } from '../entities/warehouse-receipt.js';
import type { Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';
import type { InboundDeliveryRef } from './purchase-erp.js';

export interface ExpectedInbound extends InboundDeliveryRef {
  version: string;
  purchaseOrderNo: string;
  supplier: string;
  packingSlip: string;
  /** Instant. */
  expectedAt: string;
  /** `status`: the stock that it becomes where it is whole; unrestricted unless told. */
  lines: { line: string; item: string; quantity: Quantity; lot?: string; status?: StockStatus }[];
}

export interface StatusChange {
  plant: string;
  /** What it belongs to; one change for a reference. */
  reference: string;
  item: string;
  lot?: string;
  quantity: Quantity;
  from: StockStatus | 'EXCESS_HOLD';
  /** `SAMPLE`: used up by a test. */
  to: StockStatus | 'EXCESS_HOLD' | 'RETURN' | 'SAMPLE';
}

/** What procure-to-receive needs of the warehouse. What it expects has the inbound delivery's number. */
export interface ReceivingWms {
  /** A higher version replaces it while nothing has come: else `B-INBOUND-ARRIVED`. */
  expectInbound: Posting<ExpectedInbound, Posted>;
  /** One that was never expected counts as cancelled. What has come: `B-INBOUND-ARRIVED`. */
  cancelInbound: Posting<InboundDeliveryRef, Posted>;
  /** Tasks to bring what was received back to the dock, for the supplier; done when the receipt is cancelled. */
  bringBackInbound: Posting<InboundDeliveryRef & { reason: string }, Posted>;
  readInbound: Read<InboundDeliveryRef, WarehouseReceipt | null>;
  changeStockStatus: Posting<StatusChange, Posted>;
}
