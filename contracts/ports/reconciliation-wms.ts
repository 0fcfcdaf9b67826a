import type { StockKey } from '../entities/reconciliation.js';
import type { SnapshotLine, StockSnapshot } from '../entities/stock-snapshot.js';
import type { Decimal } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';

/** A count that people are asked for. They are not told what to expect. */
export interface CountRequest {
  plant: string;
  /** What it is for, and which of its counts: one task for a reference. */
  reference: string;
  caseNo: string;
  item: string;
  lot?: string;
  /** In the warehouse's own words; all of them. */
  locations: string[];
  status: StockKey['status'];
  /** Who has counted it already, and does not count it again. */
  notBy: string[];
}

export interface CountTask {
  reference: string;
  status: 'OPEN' | 'COUNTED' | 'CANCELLED';
  counted?: { value: Decimal; uom: string; by: string; at: string };
}

/** What inventory reconciliation needs of a warehouse. */
export interface ReconciliationWms {
  /** All stock of the plant as of an instant; its document is the snapshot's own id. */
  requestSnapshot: Posting<{ plant: string; asOf: string }, Posted>;
  /** How far it is, without its lines; null where there is no such snapshot. */
  readSnapshot: Read<{ plant: string; snapshotId: string }, Omit<StockSnapshot, 'lines'> | null>;
  /** A page of its lines; `next` is where the following one begins. */
  readSnapshotLines: Read<
    { plant: string; snapshotId: string; cursor?: string },
    { lines: SnapshotLine[]; next?: string }
  >;
  requestCount: Posting<CountRequest, Posted>;
  /** One that was never asked for counts as called off, and one that is counted is left alone. */
  cancelCount: Posting<Pick<CountRequest, 'plant' | 'reference'>, Posted>;
  readCount: Read<Pick<CountRequest, 'plant' | 'reference'>, CountTask | null>;
}
