import { CancellationScope } from '@temporalio/workflow';
import type { ActionName, ActionOutcome, ActionRequest } from '../../contracts/actions.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import { errorClass, type ErrorCode, type Trouble } from '../../contracts/errors.js';
import { type PlantPolicy, servedBy } from '../../contracts/policy.js';
import type { PostingInput } from '../../contracts/posting.js';
import type { Impact } from '../../contracts/view.js';
import { waitBeforeRetry } from '../../decisions/retry.js';
import type { Call } from './calls.js';
import { now } from './desk.js';
import { settleDoubt } from './doubt.js';
import type { Run } from './run.js';
import { find, send, troubleOf } from './travel.js';

export interface StepOptions {
  /** What of the order it is for, where the step is taken several times in a run: part of key and exception. */
  entity?: string;
  /** Codes that the process itself answers: thrown as `Rejected` instead of going to the desk. */
  catches?: readonly ErrorCode[];
  impact?: Impact;
  /** Of a look-up: the step whose posting is looked up, and whose key it is therefore. */
  postingOf?: string;
  /** It takes the step of this name back. */
  undoes?: true;
}

/** A rejection that the process said it would answer itself. Nothing was posted. */
export class Rejected extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.text);
    this.trouble = trouble;
  }
}

/** How far one call has come: kept by the workflow, since an attempt's number says nothing after a fall-over. */
interface Effort<R> {
  run: Run;
  name: string;
  call: Call<R>;
  options: StepOptions;
  /** Names it on the desk. */
  id: string;
  message: object;
  /** Rises when the message is amended, or a person says that it was not posted: a new posting, a new key. */
  generation: number;
  failures: number;
  /** The last moment at which a send may have been under way. */
  doubtSince: number | undefined;
  /** Waits in the queue, since nobody took the call last time. */
  patient: boolean;
}

/**
 * Carries one call to its end, whatever it takes: a technical failure is repeated with the class's back-off, a doubt
 * looked up, a rejection put before a person. What a repeat may do follows from the call's class.
 * @returns undefined only where a person skipped the step
 */
export async function carryOut<R>(
  run: Run,
  name: string,
  call: Call<R>,
  options: StepOptions = {},
): Promise<R | undefined> {
  const id = options.entity ? `${name} ${options.entity}` : name;
  const effort: Effort<R> = {
    run,
    name,
    call,
    options,
    id,
    message: call.message,
    generation: 0,
    failures: 0,
    doubtSince: undefined,
    patient: false,
  };
  for (;;) {
    if (effort.doubtSince === undefined) await run.boundary();
    run.show({ step: name });
    try {
      return finish(effort, await travel(effort));
    } catch (failure) {
      const trouble = troubleOf(failure, call);
      const decision = await faceTrouble(effort, trouble);
      if (decision?.action === 'skip') return skip(effort, decision);
      if (decision?.action === 'amend') amend(effort, decision);
    }
  }
}

async function travel<R>(effort: Effort<R>): Promise<R> {
  const { run, call, id, doubtSince } = effort;
  const settle = doubtSince !== undefined && (call.class === 'unkeyed' || run.cancelDue);
  if (settle) {
    const ask = () => find(call, inputOf(effort), policyOf(effort));
    const answer = await settleDoubt(run, id, effort.name, call, doubtSince, ask);
    effort.doubtSince = undefined;
    if (answer.found) return answer.result;
    if (answer.byPerson) effort.generation += 1;
    await run.boundary();
  }
  if (effort.patient) return sendPatiently(effort);
  return send(call, inputOf(effort), policyOf(effort), { patient: false });
}

function inputOf({ run, name, options, message, generation, doubtSince }: Effort<unknown>): PostingInput {
  return {
    key: postingKey(run, options.postingOf ?? name, options.entity, generation),
    message,
    mayHaveBeenSent: doubtSince !== undefined,
  };
}

/** Under which a posting is sent, however often. */
export function postingKey(run: Run, step: string, entity: string | undefined, generation = 0): string {
  return [run.id, ...(run.undoing ? ['comp'] : []), step, ...(entity ? [entity] : []), `g${generation}`].join('|');
}

/** Nobody took the call: it stays in the queue until someone does, or a person wants something else. */
async function sendPatiently<R>(effort: Effort<R>): Promise<R> {
  const { run, call } = effort;
  const system = systemOf(effort);
  const scope = new CancellationScope();
  let over = false;
  const sent = scope.run(() => send(call, inputOf(effort), policyOf(effort), { patient: true }));
  const ended = sent.then(
    () => (over = true),
    () => (over = true),
  );
  while (!over) {
    const { retry } = run.desk.asked;
    if (retry) {
      delete run.desk.asked.retry;
      run.desk.answer(
        'retry',
        'failed-again',
        `the call waits in the queue of ${system}, which is on hold or has no worker`,
      );
    }
    await run.rest(
      { condition: 'RETRYING', blockedOn: system, attempts: effort.failures },
      () => over || run.cancelDue || run.desk.asked.retry !== undefined,
    );
    if (!over && run.cancelDue) {
      scope.cancel();
      await ended;
    }
  }
  effort.patient = false;
  delete run.desk.asked.retry;
  return sent;
}

/** @returns what a person decided, if it came to that */
async function faceTrouble<R>(effort: Effort<R>, trouble: Trouble): Promise<ActionRequest | undefined> {
  const { run, call, options } = effort;
  effort.failures += 1;
  effort.patient = trouble.code === 'T-NO-WORKER';
  const doubtful = call.class !== 'read' && trouble.applied === 'maybe';
  if (doubtful) effort.doubtSince = Date.now();
  if (doubtful && call.class === 'unkeyed') return undefined;
  if (options.catches?.includes(trouble.code)) {
    handOver(effort);
    throw new Rejected(trouble);
  }
  if (effort.patient || (run.cancelDue && doubtful)) return undefined;
  const kind = errorClass(trouble.code);
  const wait =
    kind === 'T' || kind === 'U'
      ? waitBeforeRetry(trouble.code, effort.failures, call.class, policyOf(effort).retry, trouble.retryAfterMs)
      : 'ask';
  return wait === 'ask' ? askPerson(effort, trouble) : waitForRetry(effort, trouble, wait);
}

async function waitForRetry<R>(
  effort: Effort<R>,
  trouble: Trouble,
  waitMs: number,
): Promise<ActionRequest | undefined> {
  const { run, failures } = effort;
  const system = systemOf(effort);
  run.desk.answer('retry', 'failed-again', `${trouble.code} ${trouble.text}`);
  const deadline = Date.now() + waitMs;
  const nextTryAt = new Date(deadline).toISOString();
  const awake = () => run.cancelDue || run.desk.asked.retry !== undefined;
  await run.rest({ condition: 'RETRYING', blockedOn: system, nextTryAt, attempts: failures }, awake, deadline);
  delete run.desk.asked.retry;
  return undefined;
}

async function askPerson<R>(effort: Effort<R>, trouble: Trouble): Promise<ActionRequest | undefined> {
  const { run, id, name, options, failures } = effort;
  const actions: ActionName[] = ['retry', 'reassign'];
  if (!run.undoing && run.contract.steps[name]?.amendable) actions.push('amend');
  if (run.undoing || run.contract.steps[name]?.skippable) actions.push('skip');
  answer(effort, 'failed-again', `${trouble.code} ${trouble.text}`);
  run.raise(id, name, trouble, { actions, attempts: failures, ...(options.impact && { impact: options.impact }) });
  if (run.undoing) run.desk.answer('cancel', 'failed', `${name} cannot be undone: ${trouble.text}`);
  await run.rest({ condition: 'EXCEPTION', attempts: failures }, () => run.desk.hasDecision(id) || run.cancelDue);
  return run.desk.decision(id);
}

/** The process answers the rejection itself: nothing of this effort stays on the desk. */
function handOver(effort: Effort<unknown>): void {
  answer(effort, 'done', `${effort.name} was rejected, and the process goes on with that`);
  effort.run.desk.settle(effort.id, 'the rejection');
}

function amend<R>(effort: Effort<R>, { payload }: ActionRequest): void {
  effort.message = { ...effort.message, ...payload.message };
  effort.generation += 1;
  effort.doubtSince = undefined;
}

function finish<R>(effort: Effort<R>, result: R): R {
  const { run, id, name, failures } = effort;
  answer(effort, 'done', `${name} is done`);
  run.desk.settle(id, 'success');
  const documents = (result as { documents?: DocumentRef[] } | null)?.documents ?? [];
  run.note(
    effort.options.undoes
      ? { type: 'undone', at: now(), step: name, documents }
      : { type: 'step', at: now(), step: name, documents, attempts: failures + 1 },
  );
  return result;
}

function skip<R>(effort: Effort<R>, { actor, text }: ActionRequest): undefined {
  const { run, id, name, failures } = effort;
  run.desk.answer(id, 'done', `${name} was skipped: ${text}`);
  run.desk.settle(id, actor.name);
  run.note({ type: 'step', at: now(), step: name, documents: [], attempts: failures, skipped: true });
  return undefined;
}

/** Whoever asked for this step, or for a retry of what the run is at, is told what has come of it. */
function answer({ run, id }: Effort<unknown>, outcome: ActionOutcome, text: string): void {
  run.desk.answer(id, outcome, text);
  run.desk.answer('retry', outcome, text);
}

const policyOf = ({ run, call }: Effort<unknown>): PlantPolicy => call.at ?? run.policy;

const systemOf = (effort: Effort<unknown>): string => servedBy(policyOf(effort), effort.call.capability).id;
