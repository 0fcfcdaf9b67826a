const FIRST_MS = 500;
const MOST_MS = 5_000;
const REMEMBERED_MAX = 1_000;

/** Which targets are to be left alone for a while. */
export class Patience {
  readonly #waits = new Map<string, { until: number; ms: number }>();

  get size(): number {
    return this.#waits.size;
  }

  isDue(target: string): boolean {
    return (this.#waits.get(target)?.until ?? 0) <= Date.now();
  }

  /** Longer each time, unless told how long. */
  postpone(target: string, forMs?: number): void {
    const before = this.#waits.get(target)?.ms ?? 0;
    const ms = forMs ?? Math.min(Math.max(before * 2, FIRST_MS), MOST_MS);
    if (this.#waits.size >= REMEMBERED_MAX) for (const one of this.#waits.keys()) if (this.isDue(one)) this.forget(one);
    this.#waits.set(target, { until: Date.now() + ms, ms });
  }

  forget(target: string): void {
    this.#waits.delete(target);
  }

  clear(): void {
    this.#waits.clear();
  }
}
