import { workflowInfo } from '@temporalio/workflow';
import type { RunKey } from '../contracts/ids.js';
import { inventoryReconciliation as contract } from '../contracts/processes/inventory-reconciliation.js';
import type { PlantPolicy } from '../contracts/policy.js';
import { cutOffText } from '../decisions/cut-off.js';
import { inventoryReconciliation } from './inventory-reconciliation.js';
import { beginRelated } from './kit/related.js';

/** What a schedule starts: the reconciliation of its hour, by the id that any other caller would give it. */
export async function reconciliationDue(policy: PlantPolicy): Promise<void> {
  const { company, plant } = policy;
  const asOf = cutOffText(nominalTime().toISOString());
  const key: RunKey = { process: contract.process, company, plant, key: asOf };
  const input = { company, plant, asOf, requestedBy: 'schedule', policy };
  await beginRelated(inventoryReconciliation, key, contract.firstState, input);
}

/** The hour that it is for, also where it is caught up with later. */
function nominalTime(): Date {
  const [scheduled] = workflowInfo().searchAttributes['TemporalScheduledStartTime'] ?? [];
  return scheduled instanceof Date ? scheduled : workflowInfo().startTime;
}
