import { proxyActivities } from '@temporalio/workflow';
import type { ReconciliationActivities } from '../../activities/reconciliation.js';

/** What runs have recorded of stock, read beside the workflow: the answer is in its history, and decides there. */
export const { readUnderWay, readReconciled } = proxyActivities<ReconciliationActivities>({
  startToCloseTimeout: '60s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
