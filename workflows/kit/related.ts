import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { runId, type RunKey } from '../../contracts/ids.js';
import { initialView, VIEW_MEMO, WORKFLOW_TASK_TIMEOUT } from '../../contracts/start.js';
import { now } from './desk.js';

/**
 * Begins a run that belongs with this one and lives for itself. One that ended before begins anew only where
 * `reuse` allows it.
 * @returns false where it is there already, begun by another system's own event say: it is the same run
 */
export async function beginRelated<I>(
  workflow: (input: I) => Promise<unknown>,
  key: RunKey,
  firstState: string,
  input: I,
  reuse: 'REJECT_DUPLICATE' | 'ALLOW_DUPLICATE' = 'REJECT_DUPLICATE',
): Promise<boolean> {
  try {
    await startChild(workflow, {
      workflowId: runId(key),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: reuse,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      memo: { [VIEW_MEMO]: initialView(key, firstState, now()) },
    });
    return true;
  } catch (failure) {
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
    return false;
  }
}
