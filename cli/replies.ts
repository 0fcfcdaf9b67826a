import type { ActionOutcome } from '../contracts/actions.js';
import type { DocumentRef } from '../contracts/entities/documents.js';
import type { Fact } from '../contracts/facts.js';
import type { RunView } from '../contracts/view.js';

/* What the API answers, as far as it is shown here. */

export type RunEntry = RunView & { runId: string; updatedAt: string };

export interface RunList {
  runs: RunEntry[];
  next?: string;
}

export type RunReply = RunView & {
  runId: string;
  documents: DocumentRef[];
  documentsComplete: boolean;
  related: { runId: string; what: string }[];
  timeline: Fact[];
  timelineComplete: boolean;
  temporalStatus: string | null;
  freshness: { source: 'temporal' | 'store'; at: string; stale: boolean };
  workers: { processes: number; note?: string } | null;
};

export interface ActionReply {
  actionId: string;
  /** `accepted`: the run has taken it and has not tried yet. */
  state: 'accepted' | 'refused' | ActionOutcome;
  text?: string;
  at?: string;
}
