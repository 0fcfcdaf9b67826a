import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import { fingerprint } from './fingerprint.js';

/** Instead of a fingerprint: the MES may correct it under the same number. */
const REJECTED = 'rejected';
const REMEMBERED = 4_000;

export interface CarriedMemory {
  /** Confirmation ids with their fingerprints, newest last. */
  seen: [string, string][];
  /** Older ones were forgotten. */
  forgot: boolean;
  /** Up to here the sequence is complete; absent where nobody knows what came before. */
  last?: number;
  /** Confirmations handled in all. */
  handled: number;
}

/** `unsure`: perhaps posted long ago; the ERP knows. */
export type Verdict = 'new' | 'known' | 'conflict' | 'unsure';

/**
 * Which reports of an order were had before, and which one is next in the MES's sequence. It need not remember all of
 * them: what it cannot tell for certain is looked up in the ERP before it is posted.
 */
export class ReportMemory {
  readonly #seen: Map<string, string>;
  #forgot: boolean;
  #last: number | undefined;
  #handled: number;

  constructor({ seen, forgot, last, handled }: CarriedMemory) {
    this.#seen = new Map(seen);
    this.#forgot = forgot;
    this.#last = last;
    this.#handled = handled;
  }

  get carried(): CarriedMemory {
    return {
      seen: [...this.#seen],
      forgot: this.#forgot,
      ...(this.#last !== undefined && { last: this.#last }),
      handled: this.#handled,
    };
  }

  get handled(): number {
    return this.#handled;
  }

  /** Whether its turn has come: the one after the last, a repeat, or one of an MES that does not number them. */
  isDue({ sequence }: ProductionConfirmation): boolean {
    return sequence === undefined || this.#last === undefined || sequence <= this.#last + 1;
  }

  /** What is missing before the first of those that wait. */
  missingBefore(waiting: ProductionConfirmation[]): { from: number; to: number } | undefined {
    if (waiting.length === 0 || this.#last === undefined || waiting.some((one) => this.isDue(one))) return undefined;
    const first = Math.min(...waiting.map(({ sequence = 0 }) => sequence));
    return { from: this.#last + 1, to: first - 1 };
  }

  judge(report: ProductionConfirmation): Verdict {
    const before = this.#seen.get(report.confirmationId);
    if (before === contentOf(report)) return 'known';
    if (before !== undefined) return before === REJECTED ? 'new' : 'conflict';
    const isPast =
      report.sequence === undefined ? this.#forgot : this.#last !== undefined && report.sequence <= this.#last;
    return isPast ? 'unsure' : 'new';
  }

  /** It has been dealt with for the first time. */
  keep(report: ProductionConfirmation, isPosted: boolean): void {
    if (!this.#seen.has(report.confirmationId)) this.#handled += 1;
    this.#seen.set(report.confirmationId, isPosted ? contentOf(report) : REJECTED);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > REMEMBERED && oldest !== undefined) {
      this.#seen.delete(oldest);
      this.#forgot = true;
    }
    this.pass(report);
  }

  /** It was posted before. @returns whether it was not counted yet: it was posted by a run that nobody remembers */
  recall(report: ProductionConfirmation): boolean {
    const isUncounted = !this.#forgot && !this.#seen.has(report.confirmationId);
    if (isUncounted) this.keep(report, true);
    return isUncounted;
  }

  /** The sequence goes on after it. */
  pass({ sequence }: ProductionConfirmation): void {
    if (sequence !== undefined && (this.#last === undefined || sequence === this.#last + 1)) this.#last = sequence;
  }

  /** These numbers have no report; an MES that counts them among its reports is not waited for in vain. */
  declareVoid({ from, to }: { from: number; to: number }): void {
    this.#last = to;
    this.#handled += to - from + 1;
  }
}

/** The same report told again may have another place in the sequence. */
function contentOf(report: ProductionConfirmation): string {
  const { sequence: _, ...content } = report;
  return fingerprint(content);
}
