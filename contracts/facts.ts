import type { ActionOutcome } from './actions.js';
import type { DocumentRef } from './entities/documents.js';
import type { ComparisonLine, InFlightMovement, LineCause, LineState, StockKey } from './entities/reconciliation.js';
import type { StockSnapshot } from './entities/stock-snapshot.js';
import type { ErrorCode } from './errors.js';
import type { Quantity } from './quantity.js';
import type { ShipNotice } from './entities/ship-notice.js';
import type { Freight, Progress, RunView } from './view.js';

/** What has happened in a run, appended to the store at its checkpoints. `at` is an instant, ISO 8601 UTC. */
export type Fact =
  | { type: 'started'; at: string; by: string }
  | { type: 'state'; at: string; state: string }
  /** A boundary: the step was passed. Cancel tests and undo plans key on these names. */
  | { type: 'step'; at: string; step: string; documents: DocumentRef[]; attempts: number; skipped?: true }
  | { type: 'undone'; at: string; step: string; documents: DocumentRef[] }
  | { type: 'event'; at: string; event: string; messageId: string; occurredAt: string }
  | { type: 'duplicate'; at: string; event: string; messageId: string; of: string }
  | { type: 'exception'; at: string; id: string; step: string; code: ErrorCode; text: string; owner: string }
  | { type: 'settled'; at: string; id: string; code: ErrorCode; by: string }
  | {
      type: 'action';
      at: string;
      actionId: string;
      action: string;
      actor: string;
      outcome: ActionOutcome;
      text: string;
    }
  /** The clocks of the release: how long the MES took, and how long before the scheduled start it had the order. */
  | { type: 'acknowledged'; at: string; releasedAt: string; acknowledgedAt: string; scheduledStart: string }
  | { type: 'progress'; at: string; progress: Progress }
  /** The clock of the shipment: when the goods left, and when the ERP had the goods issue. */
  | { type: 'shipped'; at: string; shippedAt: string; issuedAt: string }
  | { type: 'freight'; at: string; freight: Freight }
  | { type: 'milestone'; at: string; code: string; stop: string; eventAt: string }
  /** What was told to a partner, word for word: it can be sent again under the same id. */
  | { type: 'notice'; at: string; key: string; subject: string; sequence: number; message: ShipNotice }
  | { type: 'readiness'; at: string; ready: boolean; conditions: { name: string; met: boolean; evidence?: string }[] }
  /** Genealogy: what went into what. */
  | { type: 'made-from'; at: string; confirmationId: string; output: LotRef; inputs: LotRef[] }
  /** Of a genealogy told before: it was not so, all of it, or this much of its output. It is declared, never deleted. */
  | { type: 'genealogy-error'; at: string; confirmationId: string; by: string; quantity?: Quantity }
  /** Stock that has moved in one system; told again once the other has it too. The last word on a movement counts. */
  | { type: 'stock-moved'; at: string; movement: Omit<InFlightMovement, 'explainedBy'> }
  /** What a reconciliation was made from: the same snapshots, movements and rules decide the same. */
  | ({ type: 'snapshot'; at: string; lines: number; hash: string } & Omit<StockSnapshot, 'lines' | 'plant'>)
  | { type: 'under-way'; at: string; hash: string; movements: { movementId: string; by: string }[]; truncated: boolean }
  | { type: 'compared'; at: string; pass: number; keys: number; differences: number; lowTrust: string[] }
  | { type: 'stock-line'; at: string; line: StockLineFact }
  | { type: 'stock-problem'; at: string; code: ErrorCode; system: string; item: string; text: string }
  /** What a reconciliation has corrected of its plant's day without a person, in the rules' currency. */
  | { type: 'plant-day'; at: string; day: string; corrected: string; isOver: boolean }
  | {
      type: 'accuracy';
      at: string;
      keys: number;
      withinTolerance: number;
      record?: string;
      grossValue?: string;
      netValue?: string;
    }
  /** Both sides after a correction. */
  | { type: 'stock-verified'; at: string; key: StockKey; before: Balances; after: Balances }
  | { type: 'value'; at: string; what: string; amount: string; currency: string }
  /** A business number by which people look for this run. */
  | { type: 'number'; at: string; kind: string; number: string }
  /** Another run that this one belongs with: a sales order's delivery, a delivery's sales order. */
  | { type: 'related'; at: string; runId: string; what: string }
  | { type: 'ended'; at: string; state: string };

type Balances = Pick<ComparisonLine, 'book' | 'physical' | 'difference'>;

/** A stock key, and what was decided about it. */
export interface StockLineFact extends Balances {
  key: StockKey;
  inFlight: string;
  state: LineState;
  cause: LineCause;
  /** Who explains it. */
  by: string[];
  rule?: string;
  ruleVersion: string;
  forbidden: string[];
  value?: string;
  owner?: string;
  /** The case that follows it up. */
  caseNo?: string;
}

export interface LotRef {
  item: string;
  lot?: string;
  quantity: string;
  uom: string;
}

/** One checkpoint of a run; recording it again changes nothing. */
export interface Checkpoint {
  runId: string;
  /**
   * Rises by one within the run, from its start's instant (milliseconds since 1970), over continue-as-new too, so that
   * a later run of the same id is always above; 0 is what the API remembers of its start.
   */
  checkpoint: number;
  /** The view at this moment. */
  view: RunView;
  facts: Fact[];
}
