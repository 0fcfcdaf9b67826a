import { runActions } from './actions.js';
import type { RunKey } from './ids.js';
import type { RunView } from './view.js';

/** Memo key of a run's view. The first one is given at start, where it costs no event. */
export const VIEW_MEMO = 'view';

/**
 * How long a worker may have a run in its hands before Temporal gives it to another: a worker that was killed holds its
 * runs up for no longer, and reading back a whole history takes a second at most.
 */
export const WORKFLOW_TASK_TIMEOUT = '5s';

/** Temporal search attributes of every run; all Keyword but `SlaDueAt`, a Datetime. */
export const searchAttributeTypes = {
  State: 'KEYWORD',
  RunCondition: 'KEYWORD',
  Process: 'KEYWORD',
  Company: 'KEYWORD',
  Plant: 'KEYWORD',
  Owner: 'KEYWORD',
  BlockedOn: 'KEYWORD',
  Severity: 'KEYWORD',
  SlaDueAt: 'DATETIME',
} as const;

/** A run's view before its first step; `state` is its process's first state. */
export function initialView(key: RunKey, state: string, at: string): RunView {
  return {
    ...key,
    state,
    condition: 'RUNNING',
    since: at,
    revision: 0,
    held: false,
    cancelling: false,
    actions: [...runActions.RUNNING],
    exceptions: [],
    exceptionCount: 0,
    undoable: [],
  };
}
