import { Context, heartbeat } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { ConnectorError, errorClass, type Trouble } from '../contracts/errors.js';
import type { CallClass, Posting, Read } from '../contracts/ports.js';
import { findActivity, type Found, type PostingInput } from '../contracts/posting.js';

type Activity = (input: PostingInput) => Promise<unknown>;
type Operation = Read<unknown, unknown> | Posting<unknown, unknown>;

/**
 * The activities of one capability over one port: each operation under its own name, and for a posting a second one
 * that only looks it up. All that is known of retries, doubt and cancellation below the workflow is here.
 * @param name `erp`, `mes`, `wms`
 */
export function activitiesOf(
  name: string,
  operations: Record<string, CallClass>,
  port: object,
): Record<string, Activity> {
  const activities: Record<string, Activity> = {};
  for (const [operation, callClass] of Object.entries(operations)) {
    const implementation = (port as Record<string, Operation>)[operation];
    if (!implementation) throw new TypeError(`the connector for ${name} has no ${operation}`);
    const activity = `${name}.${operation}`;
    if (typeof implementation === 'function') {
      activities[activity] = (input) => attempt(() => implementation(input.message, { signal: cancelled() }));
    } else {
      activities[activity] = (input) => attempt(() => post(implementation, input, callClass));
      activities[findActivity(activity)] = (input) => attempt(() => lookUp(implementation, input, cancelled()));
    }
  }
  return activities;
}

/**
 * A keyed posting that may have been sent is looked up first: adopted if it stands, else sent again at once, which
 * its target takes for the same one. An unkeyed one is never in that position here; the workflow looks it up.
 */
async function post(posting: Posting<unknown, unknown>, input: PostingInput, callClass: CallClass): Promise<unknown> {
  const doubtful = input.mayHaveBeenSent || Context.current().info.attempt > 1;
  if (callClass === 'keyed' && doubtful) {
    const found = await lookUp(posting, input, cancelled());
    if (found.found) return found.result;
  }
  // Not cancelled half-way: a posting that was cut short would be one more in doubt.
  return posting.send(input.message, { key: input.key, signal: new AbortController().signal });
}

async function lookUp(
  posting: Posting<unknown, unknown>,
  input: PostingInput,
  signal: AbortSignal,
): Promise<Found<unknown>> {
  const result = await posting.find(input.message, { key: input.key, signal });
  return result === null ? { found: false } : { found: true, result };
}

const cancelled = (): AbortSignal => Context.current().cancellationSignal;

/** Keeps a heartbeat, so that a worker's death is noticed in seconds, and puts failures into the agreed shape. */
async function attempt<R>(call: () => Promise<R>): Promise<R> {
  const everyMs = (Context.current().info.heartbeatTimeoutMs ?? 6000) / 3;
  const pulse = setInterval(heartbeat, everyMs);
  try {
    return await call();
  } catch (failure) {
    throw asFailure(failure);
  } finally {
    clearInterval(pulse);
  }
}

/** Only what a connector says may be technical; anything else that escapes it is a defect, shown to a person. */
function asFailure(failure: unknown): ApplicationFailure {
  if (failure instanceof ConnectorError) return classified(failure.trouble);
  const text = failure instanceof Error ? failure.message : String(failure);
  const trouble: Trouble = { code: 'P-BUG', text, applied: 'maybe' };
  return ApplicationFailure.create({
    type: trouble.code,
    message: text,
    nonRetryable: true,
    details: [trouble],
    ...(failure instanceof Error && { cause: failure }),
  });
}

function classified(trouble: Trouble): ApplicationFailure {
  const kind = errorClass(trouble.code);
  return ApplicationFailure.create({
    type: trouble.code,
    message: trouble.text,
    // A wait that the system asked for is the workflow's, where people can see it.
    nonRetryable: (kind !== 'T' && kind !== 'U') || trouble.retryAfterMs !== undefined,
    details: [trouble],
    // Expected, and shown where it matters: not an alarm in the worker's log.
    category: ApplicationFailureCategory.BENIGN,
  });
}
