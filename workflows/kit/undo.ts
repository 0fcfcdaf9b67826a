import type { ErrorCode, Trouble } from '../../contracts/errors.js';
import type { Call } from './calls.js';
import { now } from './desk.js';
import type { Run } from './run.js';
import { carryOut, Rejected } from './step.js';

export interface UndoCall {
  call: Call;
  /** Another way back, where the first is refused with this code: what is picked is brought back, not cancelled. */
  instead?: Partial<Record<ErrorCode, Call>>;
}

/** One call, or a part of the process where it takes more: physical work that is awaited, another run. */
export type Undo = (UndoCall | { by: () => Promise<void> }) & {
  /** What of the order it is for, where a step that is taken several times is to be undone as often. */
  entity?: string;
};

interface Announced {
  step: string;
  undo: Undo;
}

/** What a run takes along of it when it continues as new: calls are plain data; process code is announced again. */
export type CarriedUndo = { step: string; undo: UndoCall & Pick<Undo, 'entity'> };

/** What a run has announced to undo, oldest first. Announced before the do: a lost reply may hide a done effect. */
export class Undos {
  readonly #run: Run;
  readonly #announced: Announced[];

  constructor(run: Run, carried: readonly CarriedUndo[] = []) {
    this.#run = run;
    this.#announced = [...carried];
  }

  get carried(): CarriedUndo[] {
    return this.#announced.flatMap(({ step, undo }) => ('call' in undo ? { step, undo } : []));
  }

  announce(step: string, undo: Undo): void {
    const known = this.#announced.find((one) => one.step === step && one.undo.entity === undo.entity);
    // Taken again, it is the latest that is to be undone, in its old place.
    if (known) known.undo = undo;
    else this.#announced.push({ step, undo });
    this.#showAnnounced();
  }

  /** There is nothing to undo of it any more. */
  drop(step: string, entity?: string): void {
    const index = this.#announced.findIndex((one) => one.step === step && one.undo.entity === entity);
    if (index >= 0) this.#announced.splice(index, 1);
    this.#showAnnounced();
  }

  /**
   * Undoes newest first; a failing undo parks like any step. A refusal with `decisive` ends the undoing there, and
   * leaves the rest standing: then a person decides how it goes on.
   */
  async all(decisive?: ErrorCode): Promise<Trouble | undefined> {
    this.#run.undoing = true;
    try {
      return await this.#newestFirst(decisive);
    } finally {
      this.#run.undoing = false;
    }
  }

  async #newestFirst(decisive?: ErrorCode): Promise<Trouble | undefined> {
    for (let newest = this.#announced.at(-1); newest; newest = this.#announced.at(-1)) {
      const refusal = await this.#undo(newest.step, newest.undo, decisive);
      if (refusal) return refusal;
      this.#announced.pop();
      this.#showAnnounced();
    }
    return undefined;
  }

  async #undo(step: string, undo: Undo, decisive?: ErrorCode): Promise<Trouble | undefined> {
    if ('by' in undo) {
      await undo.by();
      this.#run.note({ type: 'undone', at: now(), step, documents: [] });
      return undefined;
    }
    const { call, instead = {}, entity } = undo;
    const of = entity === undefined ? {} : { entity };
    const others = Object.keys(instead) as ErrorCode[];
    try {
      await carryOut(this.#run, step, call, {
        ...of,
        undoes: true,
        catches: decisive ? [...others, decisive] : others,
      });
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      const other = instead[failure.trouble.code];
      if (!other) return failure.trouble;
      await carryOut(this.#run, step, other, { undoes: true, entity: entity ? `${entity} instead` : 'instead' });
    }
    return undefined;
  }

  #showAnnounced(): void {
    this.#run.show({ undoable: this.#announced.map((one) => one.step) });
  }
}
