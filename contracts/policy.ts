import type { ErrorCode } from './errors.js';
import type { Capability } from './ports.js';
import type { Decimal } from './quantity.js';
import type { Role } from './roles.js';

export interface Backoff {
  initialMs: number;
  factor: number;
  maxMs: number;
}

/**
 * Everything of the landscape that a run at one plant needs, handed over in its input: read from a changed
 * landscape later, it would break the replay of runs in flight.
 */
export interface PlantPolicy {
  company: string;
  plant: string;
  /** IANA zone; posting and document dates are days of the plant. */
  zone: string;
  /** Which system serves what here, and the task queue that carries its limits and holds. */
  systems: Record<Capability, { id: string; queue: string }>;
  calls: {
    /** After this time in a queue that nobody serves, the run shows what it is blocked on. */
    scheduleToStartMs: number;
    heartbeatMs: number;
    readMs: number;
    keyedMs: number;
    unkeyedMs: number;
    /** An "absent" counts only when read this long after the last moment a send may have been under way. */
    absentGapMs: number;
  };
  retry: { read: Backoff; keyed: Backoff; lock: Backoff & { attempts: number }; outage: Backoff };
  production: {
    overTolerancePct: Decimal;
    plausibilityPct: Decimal;
    /** Whether the ERP is told that the MES has the order. */
    markDispatched: boolean;
    answerProbeAfterMs: number;
    answerEscalateAfterMs: number;
    /** How long a missing master is looked for again without an event. */
    masterRecheckMs: number;
    /** Past the scheduled end by this share of the scheduled duration. */
    overduePct: Decimal;
    drainEscalateAfterMs: number;
    orphanWindowMs: number;
    orphanRecheckMs: number;
    parkedRecheckMs: number;
    parkLimit: { lines: number; value: Decimal };
    continueAsNewAfterEvents: number;
  };
  /** First response time by owner. */
  responseMs: Partial<Record<Role, number>>;
  /** Owners that differ here from the code's usual one. */
  owners: Partial<Record<ErrorCode, Role>>;
}
