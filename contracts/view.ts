import type { ActionName } from './actions.js';
import type { TargetStanding } from './entities/engineering-change.js';
import type { ErrorClass, ErrorCode, Upstream } from './errors.js';
import type { Decimal, Money } from './quantity.js';
import type { Role } from './roles.js';

/** What a run is doing, beside its business state. EXCEPTION means that a person must act. */
export type Condition =
  | 'RUNNING'
  | 'WAITING'
  | 'RETRYING'
  | 'EXCEPTION'
  | 'UNKNOWN_OUTCOME'
  | 'ON_HOLD'
  | 'COMPENSATING'
  | 'DONE';

export type Severity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';

/** What it holds up. Missing costs make it UNKNOWN, never zero. */
export interface Impact {
  orders: string[];
  quantity?: { value: Decimal; uom: string };
  /** What the order is to bring, at standard cost. */
  plannedOutput?: Money;
  /** Of what is to be delivered, at the customer's price. */
  revenueAtRisk?: Money;
  /** Stock that the books do not show as it is. */
  inventoryMisstatement?: Money;
  confidence: 'EXACT' | 'ESTIMATED' | 'UNKNOWN';
}

/** Something of a run that a person can settle. Instants are ISO 8601, UTC. */
export interface Exception {
  /** Unique in the run; actions name it. */
  id: string;
  step: string;
  code: ErrorCode;
  class: ErrorClass;
  owner: Role;
  severity: Severity;
  text: string;
  upstream?: Upstream;
  impact?: Impact;
  since: string;
  attempts: number;
  /** By when the owner should have responded. */
  dueAt?: string;
  actions: ActionName[];
  /** What `decide` may choose here. */
  choices?: string[];
}

export interface Waiting {
  /** What is awaited, in business words. */
  what: string;
  from: string;
  since: string;
  expectedBy?: string;
}

export interface Progress {
  planned: Decimal;
  yield: Decimal;
  scrap: Decimal;
  rework: Decimal;
  open: Decimal;
  uom: string;
}

/** How far goods for a customer are, in one unit where all lines have it, else in lines. */
export interface Fulfilment {
  ordered: Decimal;
  picked: Decimal;
  shipped: Decimal;
  uom: string;
}

/** Freight runs beside the main line. */
export interface Freight {
  state: 'NONE' | 'PLANNED' | 'TENDERED' | 'BOOKED' | 'PICKED_UP' | 'CUSTOMER_PICKUP';
  loadId?: string;
  carrier?: string;
  round?: number;
  cost?: Money;
}

/** How a system stands with an engineering change; `version` is the change's. */
export interface Target {
  plant: string;
  system: string;
  version: number;
  standing: TargetStanding;
}

/**
 * The planner's view of a run. The memo holds it with the first exception only (it must stay below 2 KB);
 * the store holds all of them. Documents and the timeline are in the facts.
 */
export interface RunView {
  process: string;
  company: string;
  plant: string;
  key: string;
  state: string;
  condition: Condition;
  /** Since when it is in this state. */
  since: string;
  /** Rises whenever something changes that an action could depend on. */
  revision: number;
  item?: string;
  /** The step that is under way or at rest. */
  step?: string;
  waitingFor?: Waiting;
  /** The system that does not take or answer our calls. */
  blockedOn?: string;
  nextTryAt?: string;
  attempts?: number;
  held: boolean;
  cancelling: boolean;
  /** Actions on the run as a whole; each exception lists its own. */
  actions: ActionName[];
  exceptions: Exception[];
  exceptionCount: number;
  /** Names of the steps that a cancel would undo, oldest first. */
  undoable: string[];
  progress?: Progress;
  fulfilment?: Fulfilment;
  freight?: Freight;
  targets?: Target[];
}
