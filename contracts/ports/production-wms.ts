import type { StockStatus } from '../entities/documents.js';
import type { Quantity } from '../quantity.js';
import type { OrderRef, Posted, Posting, Read } from './calls.js';

export interface StagingLine {
  line: string;
  item: string;
  quantity: Quantity;
  location: string;
}

/** What production has announced to the warehouse, and what has come of it. */
export interface ProductionReceipt {
  receiptId: string;
  status: 'EXPECTED' | 'PUT_AWAY' | 'TAKING_BACK' | 'TAKEN_BACK';
  /** Out of stock again. */
  takenBack: Quantity;
}

/** What production needs of the warehouse. */
export interface ProductionWms {
  requestStaging: Posting<OrderRef & { version: string; requiredAt: string; lines: StagingLine[] }, Posted>;
  /** A request that was never made counts as cancelled. What is picked cannot be: `B-STAGING-PICKED`. */
  cancelStaging: Posting<OrderRef, Posted>;
  returnStaged: Posting<OrderRef & { reason: string; lines: StagingLine[] }, Posted>;
  expectReceipt: Posting<
    OrderRef & {
      receiptId: string;
      item: string;
      quantity: Quantity;
      location: string;
      lot?: string;
      /** What it may be used for; unrestricted unless told. */
      status?: StockStatus;
    },
    Posted
  >;
  /**
   * Work to take what was received out of stock again, all or a part; done when the receipt shows it. One that was never
   * announced has nothing to take back. Refused with `B-STOCK-SHORT` where less lies there in its lot and status.
   */
  takeBackReceipt: Posting<OrderRef & { receiptId: string; quantity: Quantity; reason: string }, Posted>;
  readProductionReceipt: Read<{ plant: string; receiptId: string }, ProductionReceipt | null>;
  /** Material for a place at the line, asked for by a kanban or minimum-level signal; one signal, one task. */
  replenish: Posting<OrderRef & { signalNo: string; item: string; quantity: Quantity; location: string }, Posted>;
}
