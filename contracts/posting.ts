import type { Trouble } from './errors.js';

/** What every activity receives from a workflow's step. */
export interface PostingInput<M = unknown> {
  key: string;
  message: M;
  /** Whether a send under this key may have happened before this activity was scheduled (the workflow's knowledge). */
  mayHaveBeenSent: boolean;
}

/** What a probe answers. */
export type Found<R> = { found: true; result: R } | { found: false };

/** ApplicationFailure.details of a failed activity; its `type` is the code. */
export type TroubleDetails = [Trouble];

/** The activity that looks a posting up instead of sending it: `erp.postConfirmation:find`. */
export const findActivity = (activity: string): string => `${activity}:find`;
