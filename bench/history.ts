import type { Client } from '@temporalio/client';

/** temporal.api.enums.v1.EventType of what Temporal bills as an action. */
const actions: Record<number, string> = {
  1: 'start',
  10: 'activity',
  17: 'timer',
  25: 'marker',
  26: 'signal received',
  29: 'child',
  37: 'signal sent',
  40: 'search attributes',
  41: 'update',
  46: 'memo',
};

export interface HistoryCost {
  events: number;
  workflowTasks: number;
  actions: Record<string, number>;
}

/** What one run costs, counted in its history: each scheduled activity, timer, marker, signal and upsert once. */
export async function historyCost(client: Client, workflowId: string): Promise<HistoryCost> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const cost: HistoryCost = { events: events?.length ?? 0, workflowTasks: 0, actions: {} };
  for (const { eventType } of events ?? []) {
    const type = Number(eventType);
    if (type === 7) cost.workflowTasks += 1;
    const action = actions[type];
    if (action) cost.actions[action] = (cost.actions[action] ?? 0) + 1;
  }
  return cost;
}
