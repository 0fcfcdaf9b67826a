import type { ProcessContract, StepContract, UndoClass } from '../../contracts/processes/process.js';
import type { RunView } from '../../contracts/view.js';
import { reportedIn } from '../../decisions/order-change.js';

export interface CancelPlan {
  runId: string;
  /** A cancel must name it: a plan that is no longer true is refused. */
  revision: number;
  state: string;
  /** Whether a cancel is possible now. */
  allowed: boolean;
  /** In the order in which it is undone: newest first. */
  undone: { step: string; title: string; class: UndoClass; physical?: string }[];
  kept: { step: string; title: string; why: string }[];
  /** What a person is asked if the order turns out to have started. */
  decision?: { when: string; choices: { choice: string; text: string; final?: string }[] };
}

const DECISION = 'cancel after start';

/** What a cancel of this run would do, as its process's contract says; nothing of it is done. */
export function cancelPlan(
  contract: ProcessContract,
  runId: string,
  view: RunView,
  passed: readonly string[],
): CancelPlan {
  const stepOf = (name: string) => (Object.hasOwn(contract.steps, name) ? contract.steps[name] : undefined);
  const undoable = view.undoable.toReversed().map((step) => ({ step, undo: stepOf(step)?.undo }));
  const begun = hasBegun(contract, view);
  const undone = begun ? [] : undoable.map(({ step, undo }) => undoneOf(step, undo));
  const standing = begun
    ? undoable.map(({ step }) => ({ step, title: stepOf(step)?.title ?? step, why: 'execution has begun' }))
    : [];
  const kept = passed.flatMap((step) => {
    const known = stepOf(step);
    return known?.final ? [{ step, title: known.title, why: known.final }] : [];
  });
  const choices = contract.decisions[DECISION];
  return {
    runId,
    revision: view.revision,
    state: view.state,
    allowed: view.actions.includes('cancel'),
    undone,
    kept: [...standing, ...kept],
    ...(choices && { decision: { when: begun ? 'at once' : 'if execution has started by then', choices } }),
  };
}

/** Then a cancel undoes nothing by itself: the state says so, or what is reported. */
const hasBegun = ({ states }: ProcessContract, { state, progress }: RunView): boolean =>
  (Object.hasOwn(states, state) && states[state]?.begun === true) ||
  (progress !== undefined && reportedIn(progress) !== '0');

const undoneOf = (step: string, undo: StepContract['undo']): CancelPlan['undone'][number] => ({
  step,
  title: undo?.title ?? `undo ${step}`,
  class: undo?.class ?? 'U',
  ...(undo?.physical && { physical: undo.physical }),
});
