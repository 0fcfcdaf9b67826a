import type { ErrorCode, Trouble } from '../../contracts/errors.js';
import type { Fact } from '../../contracts/facts.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import type { RunView } from '../../contracts/view.js';
import type { Call } from './calls.js';
import { Run } from './run.js';
import type { CarriedRun, RunOptions, Shown } from './run-options.js';
import { carryOut, type StepOptions } from './step.js';
import { Undos, type Undo } from './undo.js';
import { ask, askAny, settle, type Asking, type OpenQuestion, type Question, type Waiting } from './questions.js';
import { pause, waitUntil, type Pause, type WaitOptions } from './waiting.js';

export { atPlant, erp, lookUp, mes, partner, quality, supplier, transport, wms } from './calls.js';
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
    ask: (id: string, question: Question, about: Asking) => ask(run, id, question, about),
    /** Puts all that is open before people, beside whatever else the run waits for. */
    askAny: (questions: OpenQuestion[], waiting: Waiting) => askAny(run, questions, waiting),
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
