import type { ActionName } from '../../contracts/actions.js';
import type { Trouble } from '../../contracts/errors.js';
import type { Impact, Severity } from '../../contracts/view.js';
import { now } from './desk.js';
import type { Run } from './run.js';

export type Question = Pick<Trouble, 'code' | 'text' | 'upstream'>;

/** What a question is about. */
interface Subject {
  /** The step that it is about. */
  step: string;
  /** Its choices, in the process's contract; without one, it is only looked at again. */
  decision?: string;
  impact?: Impact;
  /** Where the process knows better than the code and the impact. */
  severity?: Severity;
  /** `false` where there is nothing to look at again: only a decision ends it. */
  retry?: false;
}

export interface Asking extends Subject {
  /** Ends the question without a person. */
  until?: () => boolean;
  /** Milliseconds since 1970: then it is looked at again without a person. */
  recheckAt?: number;
}

export interface OpenQuestion extends Subject {
  id: string;
  question: Question;
}

export interface Waiting {
  /** What is awaited beside the answers. */
  what: string;
  from: string;
  until: () => boolean;
  recheckAt?: number;
}

/** @returns the choice; `RETRY` where a person, time or an event asks to look again */
export async function ask(run: Run, id: string, question: Question, about: Asking): Promise<string> {
  const { until = () => false, recheckAt } = about;
  raise(run, { ...about, id, question });
  await run.rest({ condition: 'EXCEPTION' }, () => run.desk.hasDecision(id) || until() || run.cancelDue, recheckAt);
  const choice = decided(run, id);
  if (choice !== undefined && choice !== 'RETRY') return choice;
  await run.boundary();
  return 'RETRY';
}

/**
 * Several questions at a time, none of which holds up the others or what the run waits for beside them.
 * @returns what was decided of which, or nothing where there is something to look at again
 */
export async function askAny(
  run: Run,
  questions: readonly OpenQuestion[],
  { what, from, until, recheckAt }: Waiting,
): Promise<{ id: string; choice: string } | undefined> {
  await run.boundary();
  for (const one of questions) raise(run, one);
  const isDecided = ({ id }: OpenQuestion): boolean => run.desk.hasDecision(id);
  const awake = () => questions.some(isDecided) || until() || run.cancelDue || run.desk.asked.retry !== undefined;
  const waitingFor = { what, from, since: now() };
  await run.rest({ condition: questions.length > 0 ? 'EXCEPTION' : 'WAITING', waitingFor }, awake, recheckAt);
  delete run.desk.asked.retry;
  const answered = questions.find(isDecided);
  const choice = answered && decided(run, answered.id);
  await run.boundary();
  return answered && choice !== undefined && choice !== 'RETRY' ? { id: answered.id, choice } : undefined;
}

/** The question has answered itself. */
export function settle(run: Run, id: string): void {
  run.desk.answer(id, 'done', 'it goes on');
  run.desk.settle(id, 'success');
}

function raise(run: Run, { id, question, step, decision, impact, severity, retry }: OpenQuestion): void {
  const choices = (decision && run.contract.decisions[decision]?.map((one) => one.choice)) || [];
  const actions: ActionName[] = [
    ...(choices.length > 0 ? (['decide'] as const) : []),
    ...(retry === false ? [] : (['retry'] as const)),
    'reassign',
  ];
  run.desk.answer(id, 'failed-again', `${question.code} ${question.text}`);
  run.raise(id, step, question, {
    actions,
    ...(choices.length > 0 && { choices }),
    ...(impact && { impact }),
    ...(severity && { severity }),
  });
}

function decided(run: Run, id: string): string | undefined {
  const answer = run.desk.decision(id);
  if (answer?.action !== 'decide') return answer && 'RETRY';
  const choice = answer.payload.choice ?? '';
  run.desk.answer(id, 'done', `decided: ${choice}`);
  run.desk.settle(id, answer.actor.name);
  return choice;
}
