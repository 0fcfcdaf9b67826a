import type { ProductionReport } from '../entities/confirmation.js';
import type { Quantity } from '../quantity.js';
import type { OrderRef, Posted, Posting, Read } from './calls.js';
import type { ChangeTarget } from './changes.js';

export interface MesDispatch extends OrderRef {
  version: string;
  item: string;
  bomRevision: string;
  routingVersion: string;
  quantity: Quantity;
  overTolerancePct: string;
  scheduledStart: string;
  scheduledEnd: string;
  components: { item: string; quantity: Quantity }[];
  operations: { operationNo: string; workCenter: string }[];
}

/** B2MML dispatch states, and CHECKING before the MES has answered. */
export type MesStatus =
  | 'CHECKING'
  | 'REJECTED'
  | 'WAITING'
  | 'PENDING'
  | 'DISPATCHED'
  | 'READY'
  | 'RUNNING'
  | 'HELD'
  | 'SUSPENDED'
  | 'COMPLETED'
  | 'ABORTED'
  | 'CANCELLED'
  | 'CLOSED';

export interface MesOrder extends Posted {
  status: MesStatus;
  version: string;
  quantity: Quantity;
  reported: { yield: string; scrap: string; rework: string };
  rejection?: { code: string; text: string };
}

export interface DefinitionsRecord {
  bom: { revision: string; hash: string } | null;
  routing: { version: string; hash: string } | null;
}

/** A report as the MES keeps it: what its event said, with its place in the order's sequence. */
export interface MesReport {
  messageId: string;
  occurredAt: string;
  confirmation: ProductionReport;
}

/** Execution truth. */
export interface Mes extends ChangeTarget {
  readDefinitions: Read<{ item: string; bomRevision: string; routingVersion: string }, DefinitionsRecord>;
  readOrder: Read<{ orderNo: string }, MesOrder | null>;
  /** The order's reports after a place in its sequence, in that order; at most some hundred at a time. */
  readReports: Read<{ orderNo: string; after: number }, MesReport[]>;
  /** Also a change of an order that the MES has: a higher version. Refused with `B-QTY-BELOW-REPORTED`, `B-CHANGE-TOO-LATE`. */
  dispatch: Posting<MesDispatch, MesOrder>;
  /** Takes an order back that has not started; one that the MES never had counts as taken back. Else `B-ORDER-STARTED`. */
  cancelOrder: Posting<{ orderNo: string; reason: string }, Posted>;
  /** Stops a started order with what it has made. */
  shortClose: Posting<{ orderNo: string; reason: string }, Posted>;
}
