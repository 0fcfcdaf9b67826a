import type { Fact } from '../../contracts/facts.js';
import type { ProcessContract } from '../../contracts/processes/process.js';

/** What a run has recorded, by the part that it has in its order: `order`, `delivery 1`. */
export interface Recorded {
  part: string;
  process: string;
  timeline: readonly Fact[];
  /** Every list of what a cancel would undo that was seen of it, oldest first each. */
  announced: readonly (readonly string[])[];
}

/** A step that a run has passed, and how manieth time that was. */
export interface Boundary {
  part: string;
  process: string;
  step: string;
  nth: number;
  /** It comes after a state in which a cancel is not possible any more. */
  late: boolean;
}

export const nameOf = ({ part, step, nth }: Boundary): string => `${part}: ${step}${nth > 1 ? ` (${nth})` : ''}`;

const isStep = (fact: Fact): fact is Extract<Fact, { type: 'step' }> => fact.type === 'step' && !fact.skipped;
const isUndone = (fact: Fact): fact is Extract<Fact, { type: 'undone' }> => fact.type === 'undone';

/** In the order in which they were passed. */
export function boundariesOf(contracts: readonly ProcessContract[], records: readonly Recorded[]): Boundary[] {
  return records.flatMap(({ part, process, timeline }) => {
    const states = contracts.find((one) => one.process === process)?.states ?? {};
    const times = new Map<string, number>();
    let late = false;
    return timeline.flatMap((fact) => {
      if (fact.type === 'state') late ||= states[fact.state]?.without?.includes('cancel') ?? false;
      if (!isStep(fact)) return [];
      const nth = (times.get(fact.step) ?? 0) + 1;
      times.set(fact.step, nth);
      return [{ part, process, step: fact.step, nth, late }];
    });
  });
}

/** Steps of the contracts that none of the runs has passed. */
export const neverPassed = (contracts: readonly ProcessContract[], records: readonly Recorded[]): string[] =>
  contracts.flatMap(({ process, steps }) => {
    const own = records.filter((one) => one.process === process);
    const passed = new Set(own.flatMap(({ timeline }) => timeline.filter(isStep).map(({ step }) => step)));
    return Object.keys(steps).flatMap((step) => (passed.has(step) ? [] : [`${process}: ${step}`]));
  });

/**
 * What is wrong with how a run was undone: everything that it had done and can undo is undone, newest first. What is
 * newer shows in the lists that it, or another run of the process, has announced, else in its own steps.
 * @param held it was under way when the cancel was asked for
 */
export function wronglyUndone(
  contract: ProcessContract,
  { timeline, announced, part }: Recorded,
  held: string | undefined,
  others: readonly (readonly string[])[],
): string[] {
  const begun = timeline.findIndex((fact) => fact.type === 'state' && fact.state === 'CANCELLING');
  const done = timeline.slice(0, begun).filter(isStep);
  const passed = [...new Set(done.map(({ step }) => step))].filter((step) => contract.steps[step]?.undo);
  const undone = [
    ...new Set(
      timeline
        .slice(begun)
        .filter(isUndone)
        .map(({ step }) => step),
    ),
  ];
  const missing = passed.filter((step) => !undone.includes(step)).map((step) => `${part}: ${step} is not undone`);
  const foreign = undone
    .filter((step) => step !== held && !passed.includes(step))
    .map((step) => `${part}: ${step} is undone, and was never done`);
  const lists = [...announced, ...others, [...passed, ...(held === undefined ? [] : [held])]];
  const isNewer = (one: string, other: string): boolean =>
    lists.some((list) => list.includes(one) && list.includes(other) && list.lastIndexOf(one) > list.lastIndexOf(other));
  const wrong = undone
    .slice(1)
    .flatMap((step, index) => (isNewer(undone[index] ?? '', step) ? [] : [`${part}: ${step} is undone too late`]));
  return [...missing, ...foreign, ...wrong];
}
