import type { ActionOutcome } from './actions.js';
import type { DocumentRef } from './entities/documents.js';
import type { ErrorCode } from './errors.js';
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
  | { type: 'value'; at: string; what: string; amount: string; currency: string }
  /** A business number by which people look for this run. */
  | { type: 'number'; at: string; kind: string; number: string }
  /** Another run that this one belongs with: a sales order's delivery, a delivery's sales order. */
  | { type: 'related'; at: string; runId: string; what: string }
  | { type: 'ended'; at: string; state: string };

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
