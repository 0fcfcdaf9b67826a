import { ApplicationFailure } from '@temporalio/workflow';
import {
  mayAct,
  runActions,
  type ActionName,
  type ActionOutcome,
  type ActionReceipt,
  type ActionRequest,
  type Refusal,
  type RefusalType,
} from '../../contracts/actions.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import type { Condition, Exception } from '../../contracts/view.js';
import type { Journal } from './journal.js';

/** What people have asked of the run as a whole, until the run has acted on it. */
export interface Asked {
  held: boolean;
  /** Who asked for the cancel, in words. */
  cancel?: string;
  /** A retry of what the run waits for or repeats. */
  retry?: ActionRequest;
}

/** The run, as far as the desk must know it to refuse what is not allowed now. */
export interface Situation {
  state: string;
  condition: Condition;
  /** Why the process does not allow a cancel now. */
  cancelRefusal?: string | undefined;
}

/**
 * Where people settle what the run cannot. Actions come as updates: refused at once with the reason, or recorded
 * and answered when the run has tried (an answer belongs to its asker: a retry is answered by its step, a cancel by
 * the end of the undoing).
 */
export class Desk {
  readonly asked: Asked;
  readonly #contract: ProcessContract;
  readonly #journal: Journal;
  readonly #situation: () => Situation;
  readonly #exceptions = new Map<string, Exception>();
  readonly #decisions = new Map<string, ActionRequest>();
  #unanswered: { request: ActionRequest; about: string }[] = [];
  /** How often a retry of the run as a whole was asked for: whoever waits looks again when it has risen. */
  retries = 0;
  /** Set by every action; whoever is at rest looks again. */
  stirred = false;

  constructor(
    contract: ProcessContract,
    journal: Journal,
    situation: () => Situation,
    asked: Asked = { held: false },
    exceptions: Exception[] = [],
  ) {
    this.#contract = contract;
    this.#journal = journal;
    this.#situation = situation;
    this.asked = asked;
    for (const exception of exceptions) this.#exceptions.set(exception.id, exception);
  }

  get exceptions(): Exception[] {
    return [...this.#exceptions.values()];
  }

  /** What may be done to the run as a whole now. */
  allowed(): ActionName[] {
    const { state, condition, cancelRefusal } = this.#situation();
    const without: readonly ActionName[] = this.#contract.states[state]?.without ?? [];
    const actions = runActions[condition].filter(
      (action) => !without.includes(action) && !(action === 'cancel' && cancelRefusal !== undefined),
    );
    if (this.asked.cancel) return actions.filter((action) => action !== 'cancel' && action !== 'hold');
    if (!this.asked.held) return actions;
    return [
      ...actions.filter((action) => action !== 'hold'),
      ...(actions.includes('release') ? [] : ['release' as const]),
    ];
  }

  cancelRefusal(): string | undefined {
    return this.#situation().cancelRefusal;
  }

  open(exception: Exception): void {
    const known = this.#exceptions.get(exception.id);
    const kept = known?.code === exception.code ? { since: known.since, owner: known.owner, dueAt: known.dueAt } : {};
    this.#exceptions.set(exception.id, dropUndefined({ ...exception, ...kept }));
    if (known?.code === exception.code && known.text === exception.text) return;
    const { id, step, code, text, owner } = exception;
    this.#journal.note({ type: 'exception', at: now(), id, step, code, text, owner });
  }

  settle(id: string, by: string): void {
    const exception = this.#exceptions.get(id);
    if (!exception) return;
    this.#exceptions.delete(id);
    this.#decisions.delete(id);
    this.#journal.note({ type: 'settled', at: now(), id, code: exception.code, by });
  }

  /** What was decided about an exception, once. */
  decision(id: string): ActionRequest | undefined {
    const decision = this.#decisions.get(id);
    this.#decisions.delete(id);
    return decision;
  }

  has(id: string): boolean {
    return this.#exceptions.has(id);
  }

  hasDecision(id: string): boolean {
    return this.#decisions.has(id);
  }

  /** Answers everything that was asked about this. */
  answer(about: string, outcome: ActionOutcome, text: string): void {
    for (const { request } of this.#unanswered.filter((one) => one.about === about)) {
      const { actionId, action, actor } = request;
      this.#journal.note({ type: 'action', at: now(), actionId, action, actor: actor.name, outcome, text });
    }
    this.#unanswered = this.#unanswered.filter((one) => one.about !== about);
  }

  answerAll(outcome: ActionOutcome, text: string): void {
    for (const about of new Set(this.#unanswered.map((one) => one.about))) this.answer(about, outcome, text);
  }

  /** The update's validator: throws what the caller is told. */
  refuse(request: ActionRequest): void {
    const { action, actor, exceptionId, expectedRevision, payload } = request;
    if (expectedRevision !== undefined && expectedRevision !== this.#journal.revision) {
      throw this.#refusal('STALE_REVISION', `the run has moved on to revision ${this.#journal.revision}`);
    }
    const exception = this.#addressed(request);
    if (exceptionId && !exception)
      throw this.#refusal('EXCEPTION_NOT_FOUND', `there is no open exception ${exceptionId}`);
    const allowed = exception?.actions.includes(action) ? exception.actions : this.allowed();
    if (!allowed.includes(action))
      throw this.#refusal(
        'ACTION_NOT_ALLOWED',
        (action === 'cancel' ? this.cancelRefusal() : undefined) ?? `${action} is not possible now`,
        exception,
      );
    if (exception && this.#decisions.has(exception.id)) {
      throw this.#refusal('ACTION_NOT_ALLOWED', 'another action on this exception is being carried out', exception);
    }
    if (!mayAct(actor.roles, action, exception?.owner)) {
      throw this.#refusal(
        'ACTION_NOT_PERMITTED',
        `${action} here is for ${exception?.owner ?? 'another role'}`,
        exception,
      );
    }
    const wrong =
      exception && wrongPayload(action, payload, exception, this.#contract.steps[exception.step]?.amendable);
    if (wrong) throw this.#refusal('PAYLOAD_INVALID', wrong, exception);
  }

  /** The update's handler: only records. */
  act(request: ActionRequest): ActionReceipt {
    const exception = this.#addressed(request);
    this.stirred = true;
    if (exception?.actions.includes(request.action)) {
      this.#actOn(exception, request);
    } else {
      this.#actOnRun(request);
    }
    return { actionId: request.actionId, revision: this.#journal.revision };
  }

  #actOn(exception: Exception, request: ActionRequest): void {
    this.#unanswered.push({ request, about: exception.id });
    if (request.action !== 'reassign') {
      this.#decisions.set(exception.id, request);
      return;
    }
    this.#exceptions.set(exception.id, { ...exception, owner: request.payload.owner ?? exception.owner });
    this.answer(exception.id, 'done', `owner is now ${request.payload.owner ?? exception.owner}`);
  }

  #actOnRun(request: ActionRequest): void {
    const { action, actor } = request;
    this.#unanswered.push({ request, about: action });
    if (action === 'hold') this.asked.held = true;
    if (action === 'release') this.asked.held = false;
    if (action === 'hold' || action === 'release') {
      this.answer(action, 'done', action === 'hold' ? 'the run stops at its next step' : 'the run goes on');
    }
    if (action === 'cancel') this.asked.cancel = actor.name;
    if (action !== 'retry') return;
    this.asked.retry = request;
    this.retries += 1;
  }

  /** The exception that an action is about; with only one open, it need not be named. */
  #addressed({ action, exceptionId }: ActionRequest): Exception | undefined {
    if (exceptionId) return this.#exceptions.get(exceptionId);
    const able = this.exceptions.filter((one) => one.actions.includes(action));
    return able.length === 1 ? able[0] : undefined;
  }

  #refusal(type: RefusalType, message: string, exception?: Exception): ApplicationFailure {
    const refusal: Refusal = {
      allowed: [...this.allowed(), ...((exception ?? this.exceptions[0])?.actions ?? [])],
      revision: this.#journal.revision,
    };
    return ApplicationFailure.create({ type, message, nonRetryable: true, details: [refusal] });
  }
}

function wrongPayload(
  action: ActionName,
  payload: ActionRequest['payload'],
  exception: Exception,
  amendable: readonly string[] = [],
): string | undefined {
  if (action === 'decide' && !exception.choices?.includes(payload.choice ?? '')) {
    return `payload.choice must be one of ${exception.choices?.join(', ')}`;
  }
  if (action === 'resolve' && payload.posted === undefined) return 'payload.posted must say whether it was posted';
  if (action === 'amend') return wrongAmendment(Object.keys(payload.message ?? {}), amendable);
  if (action === 'reassign' && !payload.owner) return 'payload.owner must name a role';
  return undefined;
}

function wrongAmendment(fields: string[], amendable: readonly string[]): string | undefined {
  const isRight = fields.length > 0 && fields.every((field) => amendable.includes(field));
  return isRight ? undefined : `payload.message may replace ${amendable.join(', ')}`;
}

const dropUndefined = ({ dueAt, ...rest }: Omit<Exception, 'dueAt'> & { dueAt?: string | undefined }): Exception => ({
  ...rest,
  ...(dueAt !== undefined && { dueAt }),
});

export const now = (): string => new Date().toISOString();
