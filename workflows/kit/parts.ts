import type { Condition, RunView } from '../../contracts/view.js';

/** Someone asked for the cancel of the run, and it can be carried out now. */
export class CancelAsked extends Error {}

/** What a run, or a part of it, is doing while it does not move. */
export type Rest = Partial<Pick<RunView, 'waitingFor' | 'blockedOn' | 'nextTryAt' | 'attempts'>> & {
  condition: Condition;
};

const urgency: readonly Condition[] = ['EXCEPTION', 'UNKNOWN_OUTCOME', 'RETRYING', 'ON_HOLD', 'RUNNING', 'WAITING'];

/** The most urgent first; of several waits, the one that is due first, and last what is due at no time. */
const byUrgency = (one: Rest, other: Rest): number =>
  urgency.indexOf(one.condition) - urgency.indexOf(other.condition) || dueOf(one).localeCompare(dueOf(other));

const NEVER = '9999';
const dueOf = ({ waitingFor }: Rest): string => waitingFor?.expectedBy ?? NEVER;

/** The parts of a run that are carried out beside each other, one as a rule: which of them rest, and why. */
export class Parts {
  readonly #rests: Rest[] = [];
  #count = 1;

  rest(rest: Rest): void {
    this.#rests.push(rest);
  }

  move(rest: Rest): void {
    this.#rests.splice(this.#rests.indexOf(rest), 1);
  }

  /** What people must see first. */
  get foremost(): Rest {
    const moving: Rest[] = this.#rests.length < this.#count ? [{ condition: 'RUNNING' }] : [];
    const [first] = [...this.#rests, ...moving].sort(byUrgency);
    return first ?? { condition: 'RUNNING' };
  }

  /** @param ended called as each part ends */
  async beside(parts: (() => Promise<void>)[], ended: () => void): Promise<void> {
    let cancelled = false;
    this.#count = parts.length;
    const carryOut = async (part: () => Promise<void>): Promise<void> => {
      try {
        await part();
      } catch (failure) {
        if (!(failure instanceof CancelAsked)) throw failure;
        cancelled = true;
      }
      this.#count -= 1;
      ended();
    };
    await Promise.all(parts.map(carryOut));
    this.#count = 1;
    if (cancelled) throw new CancelAsked();
  }
}
