import type { PracticeTender } from './load.js';
import type { Tenders } from './tenders.js';

export interface CarrierOptions {
  /** What it takes for a load, in dollars; null: it makes no price. */
  cost?: string | null;
  mode?: string;
  transitDays?: number;
  /** What it does with offers by itself; silent unless told, and then waits for `accept` and `decline`. */
  answers?: 'accept' | 'decline' | 'silent';
  /** How long it takes for that. */
  afterMs?: number;
}

const usual: Record<string, CarrierOptions> = {
  NORTHLINE: { cost: '640.00', mode: 'LTL', transitDays: 2 },
  BLUEFREIGHT: { cost: '690.00', mode: 'LTL', transitDays: 2 },
  RAPIDHAUL: { cost: '910.00', mode: 'EXPEDITED', transitDays: 1 },
};

/** Timers of a longer time fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Who may be asked, at which price, and how they answer. */
export class Carriers {
  readonly #carriers = new Map(Object.entries(structuredClone(usual)));
  readonly #tenders: Tenders;

  constructor(tenders: Tenders, options: Record<string, CarrierOptions> = {}) {
    this.#tenders = tenders;
    for (const [name, changed] of Object.entries(options)) this.set(name, changed);
  }

  get names(): ReadonlySet<string> {
    return new Set(this.#carriers.keys());
  }

  /** What is not named stays as it is. */
  set(name: string, changed: CarrierOptions): void {
    this.#carriers.set(name, { ...this.#carriers.get(name), ...changed });
  }

  rates() {
    return [...this.#carriers]
      .filter(([, { cost }]) => cost != null)
      .map(([carrier, { cost, mode = 'LTL', transitDays = 3 }]) => ({
        carrier,
        mode,
        cost: { amount: cost ?? '', currency: 'USD' },
        transitDays,
      }));
  }

  /** The offer has come: it is answered by itself, if this carrier does that, and expires if nobody answers. */
  asked({ tenderId, carrier, expiresAt }: PracticeTender): void {
    const { answers = 'silent', afterMs = 0 } = this.#carriers.get(carrier) ?? {};
    if (answers !== 'silent') setTimeout(() => this.#answer(tenderId, answers), afterMs).unref();
    const wait = (): void => {
      const leftMs = Math.min(Math.max(Date.parse(expiresAt) + this.#tenders.expiryLagMs - Date.now(), 0), LONGEST_MS);
      setTimeout(() => {
        const tender = this.#tenders.named(tenderId);
        this.#tenders.expireIfDue(tender);
        if (tender.status === 'OPEN') wait();
      }, leftMs).unref();
    };
    wait();
  }

  #answer(tenderId: string, answers: 'accept' | 'decline'): void {
    if (this.#tenders.named(tenderId).status !== 'OPEN') return;
    if (answers === 'accept') this.#tenders.accept(tenderId);
    else this.#tenders.decline(tenderId, 'no capacity');
  }
}
