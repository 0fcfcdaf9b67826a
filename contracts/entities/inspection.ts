import type { Quantity } from '../quantity.js';
import type { DocumentRef } from './documents.js';

/** An inspection of received stock (system of record: quality management). */
export interface Inspection {
  inspectionNo: string;
  item: string;
  lot?: string;
  quantity: Quantity;
  documents: DocumentRef[];
  /** Final: what is wrong with it is corrected by a transfer, never by another decision. */
  decision?: UsageDecision;
}

export interface UsageDecision {
  code: string;
  /** Instant, UTC. */
  decidedAt: string;
  decidedBy: string;
  /** Together the quantity that was inspected. */
  accepted: Quantity;
  rejected: Quantity;
  /** Used up by the test. */
  destroyed: Quantity;
}
