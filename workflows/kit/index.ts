import type { ErrorCode, Trouble } from '../../contracts/errors.js';
import type { Fact } from '../../contracts/facts.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import type { Impact, RunView } from '../../contracts/view.js';
import type { Call } from './calls.js';
import { Run } from './run.js';
import type { CarriedRun, RunOptions, Shown } from './run-options.js';
import { carryOut, type StepOptions } from './step.js';
import { Undos, type Undo } from './undo.js';
import { pause, waitUntil, type Pause, type WaitOptions } from './waiting.js';

export { erp, lookUp, mes, partner, transport, wms } from './calls.js';
export { now } from './desk.js';
export { Rejected } from './step.js';

type StateOf<C extends ProcessContract> = keyof C['states'] & string;
type StepOf<C extends ProcessContract> = keyof C['steps'] & string;
type SkippableOf<C extends ProcessContract> = {
  [S in StepOf<C>]: C['steps'][S] extends { skippable: true } ? S : never;
}[StepOf<C>];

/** Opens the run of a process: the words in which its workflow is written. */
export function openRun<const C extends ProcessContract>(options: RunOptions & { contract: C }) {
  const run = new Run(options);
  const undos = new Undos(run, options.carried?.undos);

  /** Takes a step; what it takes to get it through is the kit's. Only a skippable one can come back undefined. */
  async function step<R, S extends StepOf<C>>(
    name: S,
    call: Call<R>,
    { undo, ...how }: Omit<StepOptions, 'undoes'> & { undo?: Undo } = {},
  ): Promise<S extends SkippableOf<C> ? R | undefined : R> {
    await run.boundary();
    if (undo) undos.announce(name, undo);
    return (await carryOut(run, name, call, how)) as S extends SkippableOf<C> ? R | undefined : R;
  }

  return {
    run,
    /** What it takes along when it continues as new. */
    get carried(): CarriedRun {
      return { ...run.carried, undos: undos.carried };
    },
    step,
    enter: (state: StateOf<C>): void => run.enter(state),
    show: (what: Partial<Omit<Shown, 'step' | 'undoable'>>): void => run.show(what),
    note: (fact: Fact): void => run.note(fact),
    waitUntil: <P = never>(ready: () => boolean, wait: WaitOptions<P>): Promise<P | undefined> =>
      waitUntil(run, ready, wait),
    pause: (ready: () => boolean, options: Pause): Promise<void> => pause(run, ready, options),
    /** Puts a question of the process before a person. @returns the choice */
    ask: (id: string, trouble: Question, about: Asking) => ask(run, id, trouble, about),
    settle: (id: string): void => settle(run, id),
    undos: { announce: undos.announce.bind(undos), drop: undos.drop.bind(undos) },
    undoAll: (decisive?: ErrorCode): Promise<Trouble | undefined> => undos.all(decisive),
    process: (
      body: () => Promise<void>,
      cancelled?: () => Promise<void>,
      unfinished?: () => boolean,
    ): Promise<RunView> => run.process(body, cancelled, unfinished),
  };
}

type Question = Pick<Trouble, 'code' | 'text' | 'upstream'>;

export interface Asking {
  /** The step that it is about. */
  step: string;
  /** Its choices, in the process's contract; without one, it is only looked at again. */
  decision?: string;
  impact?: Impact;
  /** `false` where there is nothing to look at again: only a decision ends it. */
  retry?: false;
  /** Ends the question without a person. */
  until?: () => boolean;
  /** Milliseconds since 1970: then it is looked at again without a person. */
  recheckAt?: number;
}

/** @returns the choice; `RETRY` where a person, time or an event asks to look again */
async function ask(run: Run, id: string, question: Question, about: Asking): Promise<string> {
  const { step, decision, impact, retry = true, until = () => false, recheckAt } = about;
  const choices = (decision && run.contract.decisions[decision]?.map((one) => one.choice)) || [];
  run.desk.answer(id, 'failed-again', `${question.code} ${question.text}`);
  run.raise(id, step, question, {
    actions: [...(choices.length > 0 ? (['decide'] as const) : []), ...(retry ? (['retry'] as const) : []), 'reassign'],
    ...(choices.length > 0 && { choices }),
    ...(impact && { impact }),
  });
  await run.rest({ condition: 'EXCEPTION' }, () => run.desk.hasDecision(id) || until() || run.cancelDue, recheckAt);
  const answer = run.desk.decision(id);
  if (answer?.action === 'decide') {
    const choice = answer.payload.choice ?? '';
    run.desk.answer(id, 'done', `decided: ${choice}`);
    run.desk.settle(id, answer.actor.name);
    return choice;
  }
  await run.boundary();
  return 'RETRY';
}

/** The question has answered itself. */
function settle(run: Run, id: string): void {
  run.desk.answer(id, 'done', 'it goes on');
  run.desk.settle(id, 'success');
}
