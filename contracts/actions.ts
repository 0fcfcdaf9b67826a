import type { Actor, Role } from './roles.js';
import type { Condition } from './view.js';

/** What a person may do to a run (domain: operator actions). */
export type ActionName = 'retry' | 'skip' | 'amend' | 'reassign' | 'cancel' | 'hold' | 'release' | 'resolve' | 'decide';

export interface ActionRequest {
  /** The Idempotency-Key of the request: the same one is carried out once. */
  actionId: string;
  action: ActionName;
  /** The exception it is about; needed where a run has several. */
  exceptionId?: string;
  reasonCode: string;
  text: string;
  payload: ActionPayload;
  expectedRevision?: number;
  actor: Actor;
}

export interface ActionPayload {
  /** `decide`: one of the exception's choices. */
  choice?: string;
  /** `amend`: fields of the message that replace the old ones. */
  message?: Record<string, unknown>;
  /** `resolve`: it was posted (which is looked up, not believed), or it was not. */
  posted?: boolean;
  /** `reassign`. */
  owner?: Role;
}

/** How an action ended. It is known only when the run has tried: nothing reports "sent" as success. */
export type ActionOutcome = 'done' | 'failed' | 'failed-again' | 'superseded';

/** Returned by the update at once. */
export interface ActionReceipt {
  actionId: string;
  revision: number;
}

/** ApplicationFailure.type of a refusal. */
export const refusals = [
  'ACTION_NOT_ALLOWED',
  'ACTION_NOT_PERMITTED',
  'STALE_REVISION',
  'EXCEPTION_NOT_FOUND',
  'PAYLOAD_INVALID',
] as const;
export type RefusalType = (typeof refusals)[number];

export interface Refusal {
  allowed: ActionName[];
  revision: number;
}

/**
 * What the condition alone allows on the run as a whole (domain: default actions by condition). A process's
 * contract adds or removes; exceptions bring their own.
 */
export const runActions: Record<Condition, readonly ActionName[]> = {
  RUNNING: ['hold', 'cancel'],
  WAITING: ['hold', 'retry', 'cancel'],
  RETRYING: ['hold', 'retry', 'cancel'],
  EXCEPTION: ['hold', 'cancel'],
  UNKNOWN_OUTCOME: ['hold', 'cancel'],
  ON_HOLD: ['release', 'cancel'],
  COMPENSATING: [],
  DONE: [],
};

/** Roles that may use an action at all. */
export const actionRoles: Record<ActionName, readonly Role[]> = {
  retry: [
    'planner',
    'operator',
    'supervisor',
    'quality',
    'buyer',
    'logistics',
    'inventory',
    'master-data',
    'finance',
    'admin',
  ],
  skip: ['operator', 'supervisor', 'logistics', 'finance', 'admin'],
  amend: ['supervisor', 'logistics', 'master-data', 'admin'],
  reassign: ['planner', 'operator', 'supervisor', 'logistics', 'finance', 'admin'],
  cancel: ['planner', 'supervisor', 'admin'],
  hold: ['planner', 'operator', 'supervisor', 'admin'],
  release: ['planner', 'operator', 'supervisor', 'admin'],
  resolve: ['operator', 'supervisor', 'admin'],
  decide: [
    'planner',
    'supervisor',
    'quality',
    'buyer',
    'logistics',
    'inventory',
    'master-data',
    'finance',
    'operator',
    'admin',
  ],
};

/** Who may do it whoever owns the exception; the action's other roles do it to what is their own. */
const whoeverOwnsIt: Partial<Record<ActionName, readonly Role[]>> = {
  skip: ['operator', 'supervisor', 'admin'],
  amend: ['supervisor', 'master-data', 'admin'],
  reassign: ['planner', 'operator', 'supervisor', 'admin'],
  decide: ['supervisor', 'admin'],
};

/** Whether these roles may do this, and to something that `owner` owns. */
export function mayAct(roles: readonly Role[], action: ActionName, owner?: Role): boolean {
  const free = whoeverOwnsIt[action] ?? actionRoles[action];
  return roles.some(
    (role) => actionRoles[action].includes(role) && (owner === undefined || role === owner || free.includes(role)),
  );
}
