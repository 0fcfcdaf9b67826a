import type { Client } from '@temporalio/client';
import { activePollers } from '../runs/pollers.js';

/** temporal.api.enums.v1.TaskQueueType. */
const ACTIVITY_TASKS = 2;
const REASON_MAX = 500;

export interface QueueState {
  /** Nothing is dispatched until it is released. */
  held: boolean;
  /** Null: no limit. */
  ratePerSecond: number | null;
  reason?: string;
  by?: string;
  since?: string;
  /** Calls that wait, about; Temporal keeps the figure for some seconds. */
  backlog: number;
  backlogAgeMs: number;
  /** 0: no worker serves the system. */
  pollers: number;
}

interface Instant {
  seconds?: unknown;
  nanos?: number | null;
}

/** Limit and backlog of a system's queue; they hold over all workers. */
export async function readQueue(client: Client, queue: string): Promise<QueueState> {
  const { config, stats, pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: queue },
    taskQueueType: ACTIVITY_TASKS,
    reportStats: true,
    reportConfig: true,
  });
  const { rateLimit, metadata } = config?.queueRateLimit ?? {};
  // A rate of 0 is left out of the reply: the limit is there, and has no number.
  const ratePerSecond = rateLimit ? (rateLimit.requestsPerSecond ?? 0) : null;
  return {
    held: ratePerSecond === 0,
    ratePerSecond,
    ...(rateLimit && metadata?.reason && { reason: metadata.reason }),
    ...(rateLimit && metadata?.updateIdentity && { by: metadata.updateIdentity }),
    ...(rateLimit && metadata?.updateTime && { since: new Date(milliseconds(metadata.updateTime)).toISOString() }),
    backlog: Number(stats?.approximateBacklogCount ?? 0),
    backlogAgeMs: Math.round(milliseconds(stats?.approximateBacklogAge)),
    pollers: activePollers(pollers),
  };
}

const milliseconds = (time: Instant | null | undefined): number =>
  Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1e6;

export interface QueueLimit {
  /** 0 holds, null takes the limit away. */
  ratePerSecond: number | null;
  reason: string;
  by: string;
}

export async function limitSystem(
  client: Client,
  queue: string,
  { ratePerSecond, reason, by }: QueueLimit,
): Promise<void> {
  await client.workflowService.updateTaskQueueConfig({
    namespace: client.options.namespace,
    identity: by,
    taskQueue: queue,
    taskQueueType: ACTIVITY_TASKS,
    updateQueueRateLimit: {
      ...(ratePerSecond !== null && { rateLimit: { requestsPerSecond: ratePerSecond } }),
      reason: reason.slice(0, REASON_MAX),
    },
  });
}
