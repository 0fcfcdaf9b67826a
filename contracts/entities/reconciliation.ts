import type { Decimal } from '../quantity.js';
import type { StockStatus } from './documents.js';
import type { Item } from './item.js';
import type { SnapshotLine, StockOwner } from './stock-snapshot.js';

/** With the same inputs, the same version decides the same. It is part of every audit record. */
export const RULE_VERSION = '1';

/** What is compared with what. A system's places and statuses are brought to these words before. */
export interface StockKey {
  item: string;
  /** `-` of an item that is not kept by lot, or where a system has no lot. */
  lot: string;
  /** A storage location of the ERP; bins of a warehouse roll up to it. */
  locationGroup: string;
  status: StockStatus;
  owner: StockOwner;
}

export const NO_LOT = '-';

export type AbcClass = 'A' | 'B' | 'C';

/** What reconciliation needs to know of an item at a plant. */
export interface ReconciledItem extends Item {
  abc: AbcClass;
  /** Of a medicine, an explosive and the like: a person answers for every correction. */
  regulated: boolean;
  /** Services, and material that is expensed when it is bought: no system's word on them is stock. */
  stocked: boolean;
}

/**
 * What a status word of a system means. APART: the other side never has such stock (held as too much, refused, on its
 * way between two places), so it explains itself. NOT_STOCK: nothing is there.
 */
export type StatusMeaning = StockStatus | 'APART' | 'NOT_STOCK';

/** How one system's words are read. */
export interface StockSystem {
  system: string;
  /** BOOK: what is owned, the ERP. PHYSICAL: what is there, a warehouse. LINE_SIDE: what lies at the lines, an MES. */
  side: 'BOOK' | 'PHYSICAL' | 'LINE_SIDE';
  /** Its locations, and the storage location of the ERP that each belongs to. */
  locations: Readonly<Record<string, string>>;
  /** Where nothing can lie: differences, doors, scanners. */
  virtualLocations: readonly string[];
  statuses: Readonly<Record<string, StatusMeaning>>;
}

/** What most systems mean by their words; what is picked or staged is still in the books where it was. */
export const usualStatuses: Readonly<Record<string, StatusMeaning>> = {
  UNRESTRICTED: 'UNRESTRICTED',
  QUALITY: 'QUALITY',
  BLOCKED: 'BLOCKED',
  HOLD: 'BLOCKED',
  QC: 'QUALITY',
  PICKED: 'UNRESTRICTED',
  STAGED: 'UNRESTRICTED',
  EXCESS_HOLD: 'APART',
  REFUSED: 'APART',
  RETURN: 'APART',
  IN_TRANSIT: 'APART',
};

export type InFlightReason =
  /** A step of a run is sent, queued, parked or in doubt. */
  | 'POSTING_NOT_MADE'
  /** It waits at the edge until a system is reached again. */
  | 'EDGE_BUFFER'
  | 'TWO_STEP_TRANSFER'
  /** Received, and receiving is not completed: the warehouse shows stock that the ERP cannot know yet. */
  | 'RECEIPT_NOT_COMPLETED'
  | 'PICKED_NOT_ISSUED'
  | 'COUNT_OPEN';

/** Who says so: a run of ours, or a system's own list of what is pending. */
export type Explanation = { run: string } | { system: string };

/** Stock that has moved in one system and not yet in the other. */
export interface InFlightMovement {
  /** The name that the system gave it in which it happened first: whoever tells of it, it counts once. */
  movementId: string;
  reason: InFlightReason;
  explainedBy: Explanation;
  /** The system whose words for places and statuses it is told in. */
  inWordsOf: string;
  /** What it changes: more where the quantity is above zero, less where it is below. */
  changes: SnapshotLine[];
  /** The systems that have it. */
  bookings: Booking[];
}

export interface Booking {
  system: string;
  /** Instant, UTC. */
  at: string;
  /** In the system's sequence of movements; absent where it is not known, and the instant has to do. */
  position?: Decimal;
  /** False where a reply was lost: the system may have it, or not. */
  certain: boolean;
}

/** A document that both sides should have, and what each has of it. */
export interface KnownDocument {
  /** The reference that both carry; of a movement that is under way, its `movementId`. */
  documentId: string;
  changes: { key: StockKey; value: Decimal }[];
  /** Of each system that was asked, everything it has of the document; a system that is left out was not asked. */
  standing: { system: string; postings: DocumentPosting[] }[];
}

/** One movement in a system's ledger, in base units. */
export interface DocumentPosting {
  number: string;
  /** The message that it was posted for: two of one message are a double posting, two messages a double feed. */
  messageId: string;
  key: StockKey;
  value: Decimal;
  /** The number of the posting that it takes back. */
  reverses?: string;
}

/** One stock key in two systems, in the item's base unit. */
export interface ComparisonLine {
  key: StockKey;
  uom: string;
  bookSystem: string;
  physicalSystem: string;
  book: Decimal;
  physical: Decimal;
  /** F: what is on its way, signed, as it changes what the books should show. */
  inFlight: Decimal;
  /** E = book + F. */
  expected: Decimal;
  /** Δ = physical − expected. */
  difference: Decimal;
  /** So much may come of rounding: one unit in the last decimal for each line that a conversion had to round. */
  rounding: Decimal;
  /** What F is made of, each with who says so. */
  explainedBy: { movementId: string; reason: InFlightReason; by: Explanation[] }[];
  /** Movements that a system may have or not, of which no reading leaves no difference. */
  inDoubt: string[];
  /** Serial numbers that only one side has; absent where one of them keeps none. */
  serials?: { onlyBook: string[]; onlyPhysical: string[] };
}

/** Why there is a difference, in the order in which they are looked for. */
export const causes = [
  'LOT_SWAP',
  'MISPLACED',
  'STATUS_DRIFT',
  'OWNER_DRIFT',
  'MISSING_POSTING',
  'DOUBLE_POSTING',
  'DOUBLE_FEED',
  'UOM_ERROR',
  'REVERSAL_MISSED',
  /** As many pieces as there should be, and not the same ones. */
  'SERIAL_MISMATCH',
  'UNEXPLAINED',
] as const;

export type Cause = (typeof causes)[number];

/** IN_FLIGHT is why there is none. */
export type LineCause = Cause | 'IN_FLIGHT';

export type LineDecision =
  /** Something is under way at the key, whose end comes first. */
  'AWAIT' | 'TOLERATE' | 'AUTO_CORRECT' | 'REQUEST_COUNT' | 'REQUEST_APPROVAL' | 'ESCALATE';

/** Where a line is, as a planner sees it. */
export type LineState =
  | 'OPEN'
  | 'EXPLAINED'
  | 'TOLERATED'
  | 'AUTO_CORRECTING'
  | 'COUNT_REQUESTED'
  | 'AWAITING_APPROVAL'
  | 'CORRECTED'
  | 'REJECTED'
  | 'ESCALATED';

export type ApprovalLevel = 'INVENTORY_CONTROL' | 'FINANCE_AND_PLANT_CONTROLLER';

/** What forbids a correction that no person has seen. */
export const neverAutomatic = [
  'LOT_OR_SERIAL_MISMATCH',
  'RELEASES_STOCK',
  'NEGATIVE_RESULT',
  'REGULATED',
  'CUSTOMER_OWNED',
  'CONSIGNMENT',
  'UNDER_COUNT',
  'ON_HOLD',
  'LOW_TRUST',
  'CORRECTED_OFTEN',
  'PERIOD_END',
  /** Beyond the domain's list: what cannot be sure of itself. */
  'POSTING_IN_DOUBT',
  'CAUSE_NOT_PROVEN',
  'PAIR_NOT_UNIQUE',
  'WAREHOUSE_AT_FAULT',
  'VALUE_UNKNOWN',
] as const;

export type NeverAutomatic = (typeof neverAutomatic)[number];

/** The rule that decided. */
export type DecidingRule =
  | NeverAutomatic
  | 'WITHIN_TOLERANCE'
  | 'WITHIN_AUTOMATIC_LIMIT'
  | 'MISSING_POSTING_PROVEN'
  | 'OUT_OF_TOLERANCE'
  | 'ABOVE_AUTOMATIC_LIMIT'
  | 'COUNT_FIRST_VALUE'
  | 'COUNT_FIRST_A_ITEM'
  | 'COUNT_FIRST_UNEXPLAINED'
  | 'COUNT_ONCE_MORE'
  | 'COUNT_CONTRADICTS'
  | 'PLANT_DAY_CAP';

export interface ClassPolicy {
  /** Of the larger of both balances, at least one unit. */
  tolerancePct: Decimal;
  toleranceAmount: Decimal;
  /** Absent: nothing but a posting that is proven to be missing. */
  automaticUpTo?: Decimal;
  /** Above it, finance and the plant controller approve. */
  inventoryApprovesUpTo: Decimal;
}

/** What a plant lets happen without a person, as data of the landscape. */
export interface ReconciliationPolicy {
  /** Of all amounts here; an item valued in another one has no known value. */
  currency: string;
  classes: Readonly<Record<AbcClass, ClassPolicy>>;
  automaticPerPlantDay: Decimal;
  countFirstAbove: Decimal;
  /** A key that was corrected so many times in so many days has a cause that nobody has found. */
  correctedOften: { times: number; days: number };
  /** Working days of a month in which the books are being closed. */
  periodEnd: { lastWorkingDays: number; firstWorkingDays: number };
}

/** Where a landscape says nothing else. */
export const usualReconciliationPolicy: ReconciliationPolicy = {
  currency: 'USD',
  classes: {
    A: { tolerancePct: '0.2', toleranceAmount: '100', inventoryApprovesUpTo: '5000' },
    B: { tolerancePct: '0.5', toleranceAmount: '250', automaticUpTo: '100', inventoryApprovesUpTo: '10000' },
    C: { tolerancePct: '1', toleranceAmount: '250', automaticUpTo: '100', inventoryApprovesUpTo: '10000' },
  },
  automaticPerPlantDay: '2500',
  countFirstAbove: '500',
  correctedOften: { times: 3, days: 30 },
  periodEnd: { lastWorkingDays: 2, firstWorkingDays: 1 },
};
