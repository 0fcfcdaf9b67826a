import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { runId, type RunKey } from '../../contracts/ids.js';
import { initialView, VIEW_MEMO, WORKFLOW_TASK_TIMEOUT } from '../../contracts/start.js';
import { now } from './desk.js';
import { tell } from './peers.js';

/**
 * Begins a run that belongs with this one and lives for itself. Where it is there already, begun by another system's
 * own event say, it is the same run, and says how it stands.
 */
export async function beginRelated<I>(
  workflow: (input: I) => Promise<unknown>,
  key: RunKey,
  firstState: string,
  input: I,
): Promise<void> {
  try {
    await startChild(workflow, {
      workflowId: runId(key),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      memo: { [VIEW_MEMO]: initialView(key, firstState, now()) },
    });
  } catch (failure) {
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
    await tell(runId(key), { type: 'report' });
  }
}
