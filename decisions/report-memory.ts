import type { ProductionReport } from '../contracts/entities/confirmation.js';
import { fingerprint } from './fingerprint.js';

/** Instead of a fingerprint: the MES may correct it under the same number. */
const REJECTED = 'rejected';
const REMEMBERED = 4_000;
/** Before a fingerprint: of a confirmation that was taken back, and of what takes one back. */
const REVERSED = '~';
const REVERSAL = '-';

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

/** How a confirmation that is to be taken back stands; `unknown` may be on its way yet, or long forgotten. */
export type Standing = 'posted' | 'reversed' | 'rejected' | 'reversal' | 'unknown';

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
  isDue({ sequence }: Pick<ProductionReport, 'sequence'>): boolean {
    return sequence === undefined || this.#last === undefined || sequence <= this.#last + 1;
  }

  /** What is missing before the first of those that wait. */
  missingBefore(waiting: ProductionReport[]): { from: number; to: number } | undefined {
    if (waiting.length === 0 || this.#last === undefined || waiting.some((one) => this.isDue(one))) return undefined;
    const first = Math.min(...waiting.map(({ sequence = 0 }) => sequence));
    return { from: this.#last + 1, to: first - 1 };
  }

  judge(report: ProductionReport): Verdict {
    const kept = this.#seen.get(report.confirmationId);
    const before = kept?.startsWith(REVERSED) ? kept.slice(REVERSED.length) : kept;
    if (before === contentOf(report)) return 'known';
    if (before !== undefined) return before === REJECTED ? 'new' : 'conflict';
    const isPast =
      report.sequence === undefined ? this.#forgot : this.#last !== undefined && report.sequence <= this.#last;
    return isPast ? 'unsure' : 'new';
  }

  /** It has been dealt with for the first time. */
  keep(report: ProductionReport, isPosted: boolean): void {
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
  recall(report: ProductionReport): boolean {
    const isUncounted = !this.#forgot && !this.#seen.has(report.confirmationId);
    if (isUncounted) this.keep(report, true);
    return isUncounted;
  }

  standing(confirmationId: string): Standing {
    const kept = this.#seen.get(confirmationId);
    if (kept === undefined) return 'unknown';
    if (kept === REJECTED) return 'rejected';
    if (kept.startsWith(REVERSAL)) return 'reversal';
    return kept.startsWith(REVERSED) ? 'reversed' : 'posted';
  }

  /** It was taken back, and is not taken back again. */
  markReversed(confirmationId: string): void {
    const kept = this.#seen.get(confirmationId);
    if (kept !== undefined && this.standing(confirmationId) === 'posted')
      this.#seen.set(confirmationId, `${REVERSED}${kept}`);
  }

  /** The sequence goes on after it. */
  pass({ sequence }: Pick<ProductionReport, 'sequence'>): void {
    if (sequence !== undefined && (this.#last === undefined || sequence === this.#last + 1)) this.#last = sequence;
  }

  /** These numbers have no report; an MES that counts them among its reports is not waited for in vain. */
  declareVoid({ from, to }: { from: number; to: number }): void {
    this.#last = to;
    this.#handled += to - from + 1;
  }
}

/** The same report told again may have another place in the sequence. */
function contentOf(report: ProductionReport): string {
  const { sequence: _, ...content } = report;
  return `${report.kind === 'REVERSAL' ? REVERSAL : ''}${fingerprint(content)}`;
}
