import type { DocumentRef, MovementLine } from '../contracts/entities/documents.js';
import { decimal, minus } from './arithmetic.js';
import type { Issued } from './backflush.js';
import type { PostingPlan, SoFar } from './posting-plan.js';
import type { Totals } from './tolerance.js';

/** What one confirmation has brought about: enough of it to take all of that back. */
export interface PostedReport {
  confirmationId: string;
  confirmation?: DocumentRef;
  /** Posted beside the confirmation, each to be taken back by itself. */
  documents: DocumentRef[];
  /** What was made well and received; absent where nothing was. */
  receipt?: MovementLine;
  made: Totals;
  /** What it has added, by component line. */
  issued: Issued;
  final: boolean;
}

/** Beyond this, the oldest are forgotten: a mailbox takes all of it along whenever it begins anew. */
const CHARACTERS_MAX = 60_000;

/** The newest of an order's posted confirmations, as many as a run may carry. */
export class PostedReports {
  readonly #reports: Map<string, PostedReport>;
  #characters: number;

  constructor(carried: readonly PostedReport[] = []) {
    this.#reports = new Map(carried.map((one) => [one.confirmationId, one]));
    this.#characters = carried.reduce((total, one) => total + sizeOf(one), 0);
  }

  get carried(): PostedReport[] {
    return [...this.#reports.values()];
  }

  get(confirmationId: string): PostedReport | undefined {
    return this.#reports.get(confirmationId);
  }

  keep(report: PostedReport): void {
    this.forget(report.confirmationId);
    this.#reports.set(report.confirmationId, report);
    this.#characters += sizeOf(report);
    for (const oldest of this.#reports.values()) {
      if (this.#characters <= CHARACTERS_MAX || oldest === report) return;
      this.forget(oldest.confirmationId);
    }
  }

  /** A line of it that had waited was posted later. */
  add(confirmationId: string, documents: DocumentRef[]): void {
    const report = this.get(confirmationId);
    if (report) this.keep({ ...report, documents: [...report.documents, ...documents] });
  }

  forget(confirmationId: string): void {
    const report = this.get(confirmationId);
    if (!report) return;
    this.#reports.delete(confirmationId);
    this.#characters -= sizeOf(report);
  }
}

const sizeOf = (report: PostedReport): number => JSON.stringify(report).length;

/** @param before what had been used until then */
export function postedReportOf(
  { posting, consumption }: PostingPlan,
  made: Totals,
  documents: readonly DocumentRef[],
  before: Issued,
): PostedReport {
  const { confirmationId, movements, final } = posting;
  const confirmation = documents.find(({ type }) => type === 'CONFIRMATION');
  const receipt = movements.find((line) => line.line === 'receipt');
  return {
    ...{ confirmationId, documents: [], made, issued: addedBy(before, consumption.issued), final },
    ...(confirmation && { confirmation }),
    ...(receipt && { receipt }),
  };
}

/** What a confirmation has added to what was used, by component line. */
function addedBy(before: Issued, after: Issued): Issued {
  const lines = Object.entries(after).map(([line, now]): [string, Issued[string]] => {
    const then = before[line] ?? NOTHING;
    const made = minus(now.made, then.made);
    const backflushed = minus(now.backflushed, then.backflushed);
    return [line, { made, backflushed, actual: minus(now.actual, then.actual) }];
  });
  return Object.fromEntries(
    lines.filter(([, added]) => Object.values(added).some((value) => !decimal(value).isZero())),
  );
}

const NOTHING = { made: '0', backflushed: '0', actual: '0' };

/** An order's totals once a confirmation is taken back: as if it had never been, apart from what others made of it. */
export function without({ items, totals, issued }: SoFar, { made, issued: added }: PostedReport): SoFar {
  const less = Object.entries(added).map(([line, gone]): [string, Issued[string]] => {
    const now = issued[line] ?? NOTHING;
    return [
      line,
      {
        made: minus(now.made, gone.made),
        backflushed: minus(now.backflushed, gone.backflushed),
        actual: minus(now.actual, gone.actual),
      },
    ];
  });
  return {
    items,
    totals: {
      yield: minus(totals.yield, made.yield),
      scrap: minus(totals.scrap, made.scrap),
      rework: minus(totals.rework, made.rework),
    },
    issued: { ...issued, ...Object.fromEntries(less) },
  };
}
