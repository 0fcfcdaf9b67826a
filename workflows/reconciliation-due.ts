import { ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { runId } from '../contracts/ids.js';
import { inventoryReconciliation as contract } from '../contracts/processes/inventory-reconciliation.js';
import type { PlantPolicy } from '../contracts/policy.js';
import { initialView, VIEW_MEMO, WORKFLOW_TASK_TIMEOUT } from '../contracts/start.js';
import { cutOffText } from '../decisions/cut-off.js';
import { inventoryReconciliation } from './inventory-reconciliation.js';
import { now } from './kit/index.js';

/** What a schedule starts: the reconciliation of its hour, by the id that any other caller would give it. */
export async function reconciliationDue(policy: PlantPolicy): Promise<void> {
  const { company, plant } = policy;
  const asOf = cutOffText(nominalTime().toISOString());
  const key = { process: contract.process, company, plant, key: asOf };
  try {
    await startChild(inventoryReconciliation, {
      workflowId: runId(key),
      args: [{ company, plant, asOf, requestedBy: 'schedule', policy }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      memo: { [VIEW_MEMO]: initialView(key, contract.firstState, now()) },
    });
  } catch (failure) {
    if (!(failure instanceof WorkflowExecutionAlreadyStartedError)) throw failure;
  }
}

/** The hour that it is for, also where it is caught up with later. */
function nominalTime(): Date {
  const [scheduled] = workflowInfo().searchAttributes['TemporalScheduledStartTime'] ?? [];
  return scheduled instanceof Date ? scheduled : workflowInfo().startTime;
}
