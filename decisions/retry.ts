import type { ErrorCode } from '../contracts/errors.js';
import type { Backoff, PlantPolicy } from '../contracts/policy.js';
import type { CallClass } from '../contracts/ports.js';

/**
 * How long to wait before a technical failure is tried again, or `ask` when waiting no longer helps (domain: retry
 * classes). What the system asks for with Retry-After is obeyed, if it is longer.
 */
export function waitBeforeRetry(
  code: ErrorCode,
  failures: number,
  callClass: CallClass,
  retry: PlantPolicy['retry'],
  retryAfterMs = 0,
): number | 'ask' {
  if (code === 'T-LOCK' && failures >= retry.lock.attempts) return 'ask';
  return Math.max(backoff(classOf(code, callClass, retry), failures), retryAfterMs);
}

function classOf(code: ErrorCode, callClass: CallClass, retry: PlantPolicy['retry']): Backoff {
  if (code === 'T-LOCK') return retry.lock;
  if (code === 'T-UNAVAILABLE' || code === 'T-NO-WORKER' || code === 'T-AUTH') return retry.outage;
  return callClass === 'read' ? retry.read : retry.keyed;
}

/** `failures` counts from 1. */
export function backoff({ initialMs, factor, maxMs }: Backoff, failures: number): number {
  return Math.min(initialMs * factor ** Math.min(failures - 1, 60), maxMs);
}
