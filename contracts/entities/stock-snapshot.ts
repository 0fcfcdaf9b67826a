import type { Decimal, Quantity } from '../quantity.js';

/** All stock of one system as of an instant, as that system tells it. */
export interface StockSnapshot {
  snapshotId: string;
  /** The system's id in the landscape. */
  system: string;
  plant: string;
  /** Instant, UTC: what the lines are true of. */
  asOf: string;
  /** NOW: the system cannot look back, and nothing brought its stock back to the instant. */
  basis: 'AS_OF' | 'ROLLED_BACK' | 'NOW';
  /** The last movement that is in it; absent where the system cannot say. */
  watermark?: Watermark;
  /** The system's own word for it that every page was given. */
  complete: boolean;
  /** Of all pages together, as the system gives it: their lines, and their values added up whatever the unit. */
  controlTotal?: { lines: number; quantity: Decimal };
  lines: SnapshotLine[];
}

/** A place in a system's sequence of movements. Instants alone cannot order what a system writes down late. */
export interface Watermark {
  movementId: string;
  /** Rising in its system; absent where its movements have no order but time. */
  position?: Decimal;
  /** Instant, UTC. */
  at: string;
}

/** Stock at one place, in the system's own words for places and statuses; several lines may be of one stock key. */
export interface SnapshotLine {
  item: string;
  lot?: string;
  /** A bin of a warehouse, a storage location of an ERP, a supply area of an MES. */
  location: string;
  status: string;
  owner: StockOwner;
  /** In any unit that the item has. An ERP may have less than nothing. */
  quantity: Quantity;
  /** Of an item that is kept by serial number; absent where the system does not keep them. */
  serials?: string[];
}

/** Whose it is. Consignment is VENDOR; CUSTOMER is what customers left here, which is never in the books. */
export type StockOwner = 'OWN' | 'VENDOR' | 'CUSTOMER_ORDER' | 'PROJECT' | 'AT_SUBCONTRACTOR' | 'CUSTOMER';

/** One movement of one system, in its own words: more where the quantity is above zero, less where it is below. */
export interface StockMovement {
  movementId: string;
  position?: Decimal;
  /** Instant, UTC. */
  at: string;
  line: SnapshotLine;
}
