import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  proxyActivities,
  TimeoutFailure,
} from '@temporalio/workflow';
import type { Trouble } from '../../contracts/errors.js';
import { type PlantPolicy, servedBy } from '../../contracts/policy.js';
import type { CallClass } from '../../contracts/ports.js';
import { findActivity, type Found, type PostingInput, type TroubleDetails } from '../../contracts/posting.js';
import type { Call } from './calls.js';

export interface Journey {
  /** Waits in the system's queue for as long as it takes: used once it is known that nobody takes the call. */
  patient: boolean;
}

type Activity = (input: PostingInput) => Promise<unknown>;

/** Sends one call over its system's queue. */
export async function send<R>(call: Call<R>, input: PostingInput, policy: PlantPolicy, journey: Journey): Promise<R> {
  return (await activity(`${call.capability}.${call.operation}`, call, policy, call.class, journey)(input)) as R;
}

/** Asks what stands under a posting's key; a read, whatever the posting is. */
export async function find<R>(call: Call<R>, input: PostingInput, policy: PlantPolicy): Promise<Found<R>> {
  const name = findActivity(`${call.capability}.${call.operation}`);
  return (await activity(name, call, policy, 'read', { patient: false })(input)) as Found<R>;
}

function activity(name: string, call: Call, policy: PlantPolicy, callClass: CallClass, journey: Journey): Activity {
  const { calls, retry } = policy;
  const startToCloseTimeout = { read: calls.readMs, keyed: calls.keyedMs, unkeyed: calls.unkeyedMs }[callClass];
  const backoff = callClass === 'read' ? retry.read : retry.keyed;
  const activities = proxyActivities<Record<string, Activity>>({
    taskQueue: servedBy(policy, call.capability).queue,
    startToCloseTimeout,
    heartbeatTimeout: calls.heartbeatMs,
    ...(!journey.patient && { scheduleToStartTimeout: calls.scheduleToStartMs }),
    retry: {
      // An unkeyed posting is never repeated below the workflow, which alone knows what may have been sent.
      maximumAttempts: callClass === 'unkeyed' ? 1 : 3,
      initialInterval: backoff.initialMs,
      backoffCoefficient: backoff.factor,
      maximumInterval: backoff.maxMs,
    },
    // An undo must not overtake the call that it undoes.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    // Eager dispatch would pass by the queue's hold.
    allowEagerDispatch: false,
  });
  return activities[name] as Activity;
}

/** What went wrong, and whether the call may have had its effect. Cancelled before a worker took it: provably not. */
export function troubleOf(failure: unknown, call: Call): Trouble {
  if (!(failure instanceof ActivityFailure)) throw failure;
  const { cause } = failure;
  const doubt = call.class === 'read' ? 'no' : 'maybe';
  if (cause instanceof TimeoutFailure) {
    if (cause.timeoutType === 'SCHEDULE_TO_START') {
      return { code: 'T-NO-WORKER', text: 'no worker took the call', applied: 'no' };
    }
    return call.class === 'unkeyed'
      ? { code: 'U-IN-DOUBT', text: 'the worker was lost while the call was under way', applied: 'maybe' }
      : { code: 'T-UNAVAILABLE', text: 'the worker was lost while the call was under way', applied: doubt };
  }
  if (cause instanceof CancelledFailure)
    return { code: 'T-NO-WORKER', text: 'called back before a worker took it', applied: 'no' };
  if (cause instanceof ApplicationFailure) {
    const [trouble] = (cause.details ?? []) as Partial<TroubleDetails>;
    if (trouble) return trouble;
  }
  return { code: 'P-BUG', text: cause?.message ?? failure.message, applied: doubt };
}
