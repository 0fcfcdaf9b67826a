import { ConnectorError } from '../../contracts/errors.js';
import { decidedAnew, inDoubt, uncut } from './preconditions.js';

/** One write that brings an object nearer to what it is to be. */
export type Step = () => Promise<void>;

/** More than any object has lines and lots. */
const STEPS_MAX = 2_000;

/**
 * Brings an object to a wished state, step by step: each step makes it another one, so it is read again, and what is
 * still missing is worked out anew. Begun again after a doubt, it goes on where it stands.
 * @param what it is, for people
 * @param missing reads it, and says what is still to be done of the wish, the next first
 */
export async function stepByStep(
  system: string,
  what: string,
  signal: AbortSignal,
  missing: (reading: AbortSignal) => Promise<Step[]>,
): Promise<void> {
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const left = await oneStep(steps === 0 ? signal : undefined, missing);
    if (left === 0) return;
  }
  throw inDoubt(system, `${what} does not come to what it is to be`);
}

async function oneStep(
  first: AbortSignal | undefined,
  missing: (reading: AbortSignal) => Promise<Step[]>,
): Promise<number> {
  try {
    return await decidedAnew(async () => {
      const [next, ...others] = await missing(first ?? uncut());
      await next?.();
      return others.length;
    });
  } catch (error) {
    // Part of it stands already: without an answer to the rest, nobody may take it for untouched.
    if (!first && error instanceof ConnectorError && error.trouble.code.startsWith('T-')) {
      throw new ConnectorError({ ...error.trouble, code: 'U-IN-DOUBT', applied: 'maybe' }, { cause: error });
    }
    throw error;
  }
}
