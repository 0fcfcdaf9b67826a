import type { EngineeringChangeState } from '../../contracts/processes/engineering-change.js';
import type { Outcome } from './outcomes.js';

const awaitingItsDay = { state: 'AWAITING_EFFECTIVITY', condition: 'WAITING' } as const;
const active = { state: 'ACTIVE', condition: 'WAITING' } as const;
const refused = { state: 'REJECTED_BY_TARGET', condition: 'EXCEPTION' } as const;
const cancelled = { state: 'CANCELLED', condition: 'DONE' } as const;
const established = { state: 'ESTABLISHED', condition: 'DONE' } as const;

export const engineeringChange = {
  'established': established,
  'active': active,
  'unknown': { state: 'RECEIVED', condition: 'EXCEPTION' },
  'forbidden': { state: 'IMPACT_ANALYSIS', condition: 'EXCEPTION' },
  'forbidden-left-out': awaitingItsDay,
  'approved': awaitingItsDay,
  'rejected': cancelled,
  'approved-to-be-used-up': { state: 'STAGED', condition: 'WAITING' },
  'approved-for-its-day': awaitingItsDay,
  'declined': cancelled,
  'owner-not-ready': { state: 'PARTIALLY_ACKED', condition: 'WAITING' },
  'used-up': active,
  'refused': refused,
  'refused-then-left': { state: 'STALE', condition: 'DONE' },
  'refused-then-sent-without': awaitingItsDay,
  'refused-as-older': refused,
  'partly-active': { state: 'PARTIALLY_ACTIVE', condition: 'EXCEPTION' },
  'partly-established': { state: 'PARTIALLY_ESTABLISHED', condition: 'DONE' },
  'different-then-taken': active,
  'newer-version': awaitingItsDay,
  'cancelled': cancelled,
  'superseded': { state: 'SUPERSEDED', condition: 'DONE' },
  'rolled-back': { state: 'ROLLED_BACK', condition: 'DONE' },
  'made-before-rolled-back': established,
} as const satisfies Record<string, Outcome<EngineeringChangeState>>;
