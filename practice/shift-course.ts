import { setTimeout as sleep } from 'node:timers/promises';
import type { PracticePlant } from './plant.js';

/** Something that a shift makes go wrong on purpose, and how often it did. One that never struck proves nothing. */
export interface Trouble {
  what: string;
  struck: number;
}

const LOOK_MS = 100;

/** What both halves of a shift share: the plant, the time, what happens beside, and what goes wrong on purpose. */
export class ShiftCourse {
  readonly plant: PracticePlant;
  readonly tell: (happening: string) => void;
  /** Business numbers of what may wait for a person, once its cause has gone and the person can say how it goes on. */
  readonly cleared = new Set<string>();
  readonly #signal: AbortSignal;
  readonly #troubles = new Map<string, () => number>();

  constructor(plant: PracticePlant, tell: (happening: string) => void, signal: AbortSignal) {
    this.plant = plant;
    this.tell = tell;
    this.#signal = signal;
  }

  get isOver(): boolean {
    return this.#signal.aborted;
  }

  /** It is asked for from the beginning on, whether or not there will be an occasion. */
  plan(trouble: string): void {
    this.#troubles.set(trouble, () => 0);
  }

  /** How its strikes are counted from now on. */
  count(trouble: string, struck: () => number): void {
    this.#troubles.set(trouble, struck);
  }

  troubles(): Trouble[] {
    return [...this.#troubles].map(([what, struck]) => ({ what, struck: struck() }));
  }

  /** SAP does what is asked for, and its reply is lost. @param path a regular expression */
  loseReply(trouble: string, path: string, body?: string): void {
    const write = { method: 'POST', path, ...(body !== undefined && { body }) };
    const fault = this.plant.sap.faults.ask({ kind: 'commit-then-cut', ...write });
    this.count(trouble, () => fault.struck);
  }

  /** @throws AbortError when the shift is stopped */
  sleep(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: this.#signal });
  }

  /** @throws AbortError when the shift is stopped */
  async until(so: () => boolean): Promise<void> {
    while (!so()) await this.sleep(LOOK_MS);
  }
}
