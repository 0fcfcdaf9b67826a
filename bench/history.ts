import type { Client } from '@temporalio/client';

/** Events that Temporal bills as an action, by the names of their attributes. */
const billed = new Set([
  'workflowExecutionStarted',
  'workflowExecutionSignaled',
  'workflowExecutionUpdateAccepted',
  'workflowExecutionContinuedAsNew',
  'activityTaskScheduled',
  'timerStarted',
  'startChildWorkflowExecutionInitiated',
  'signalExternalWorkflowExecutionInitiated',
  'upsertWorkflowSearchAttributes',
  'workflowPropertiesModified',
]);
const MARKER = 'markerRecorded';

/** What one run costs, by its history. */
export interface HistoryCost {
  events: Record<string, number>;
  /** Each billed event once; of the markers of local activities, one for each workflow task that has some. */
  actions: Record<string, number>;
}

export async function historyCost(client: Client, workflowId: string): Promise<HistoryCost> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const cost: HistoryCost = { events: {}, actions: {} };
  const withMarkers = new Set<string>();
  for (const event of events ?? []) {
    const attributes = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? '';
    const kind = attributes.replace('EventAttributes', '');
    add(cost.events, kind);
    if (billed.has(kind)) add(cost.actions, kind);
    const task = String(event.markerRecordedEventAttributes?.workflowTaskCompletedEventId ?? '');
    if (kind !== MARKER || withMarkers.has(task)) continue;
    withMarkers.add(task);
    add(cost.actions, MARKER);
  }
  return cost;
}

/** Of all runs together, for each of them. */
export function averageOf(counts: Record<string, number>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of counts) for (const [kind, count] of Object.entries(one)) sums[kind] = (sums[kind] ?? 0) + count;
  const entries = Object.entries(sums).map(([kind, sum]): [string, number] => [kind, sum / counts.length]);
  return Object.fromEntries(entries.sort(([, a], [, b]) => b - a));
}

export const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const add = (counts: Record<string, number>, kind: string): void => {
  counts[kind] = (counts[kind] ?? 0) + 1;
};
