import type { Quantity } from '../quantity.js';
import type { OrderRef, Posted, Posting } from './calls.js';

export interface StagingLine {
  line: string;
  item: string;
  quantity: Quantity;
  location: string;
}

/** What production needs of the warehouse. */
export interface ProductionWms {
  requestStaging: Posting<OrderRef & { version: string; requiredAt: string; lines: StagingLine[] }, Posted>;
  /** A request that was never made counts as cancelled. What is picked cannot be: `B-STAGING-PICKED`. */
  cancelStaging: Posting<OrderRef, Posted>;
  returnStaged: Posting<OrderRef & { reason: string; lines: StagingLine[] }, Posted>;
  expectReceipt: Posting<
    OrderRef & { receiptId: string; item: string; quantity: Quantity; location: string; lot?: string },
    Posted
  >;
  /** Material for a place at the line, asked for by a kanban or minimum-level signal; one signal, one task. */
  replenish: Posting<OrderRef & { signalNo: string; item: string; quantity: Quantity; location: string }, Posted>;
}
