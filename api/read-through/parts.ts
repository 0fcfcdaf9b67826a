import { notFound, Problem } from '../http/problem.js';
import type { Part } from '../systems/systems.js';

/** What a part says, where it says anything. */
export const dataOf = <R>(part: Part<R> | undefined): R | undefined => (part && 'data' in part ? part.data : undefined);

/**
 * Parts are shown as they are, those that failed beside the others.
 * @throws Problem SYSTEMS_UNAVAILABLE where none of the owners tells anything, NOT_FOUND where none of them has it
 */
export function expectAnswer(parts: readonly (Part<unknown> | undefined)[]): void {
  const asked = parts.filter((part) => part !== undefined);
  const problems = asked.flatMap((part) => ('problem' in part ? [part.problem] : []));
  if (problems.length === asked.length) {
    const why = problems.map(({ code, detail }) => `${code} ${detail}`).join('; ');
    throw new Problem('SYSTEMS_UNAVAILABLE', why || 'No system of the landscape is asked for this.');
  }
  if (problems.length === 0 && asked.every((part) => isNothing(dataOf(part)))) throw notFound();
}

const isNothing = (data: unknown): boolean => data === null || (Array.isArray(data) && data.length === 0);
