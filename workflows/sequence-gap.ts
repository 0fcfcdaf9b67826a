import type { MesReport } from '../contracts/ports.js';
import type { ReportMemory } from '../decisions/report-memory.js';
import { mes, Rejected } from './kit/index.js';
import type { About, Kit } from './short-lines.js';

export interface CarriedGap {
  /** The first number that is missing. */
  from: number;
  /** Milliseconds since 1970. */
  since: number;
  fetchAt: number;
  /** Why the MES could not be asked, in its words. */
  refusal?: string;
}

type Missing = { from: number; to: number };

/** What of it the MES has not understood or does not offer; then a person has to find the report. */
const UNASKABLE = ['P-ENDPOINT', 'P-AUTHZ', 'C-BAD-REPLY'] as const;

/**
 * Reports that skip numbers wait for the missing ones: those may be on their way; else the MES is asked for them, and
 * at last a person (domain: sequence gap).
 */
export class SequenceGap {
  readonly #kit: Kit;
  readonly #about: About;
  readonly #memory: ReportMemory;
  #gap: CarriedGap | undefined;

  constructor(kit: Kit, about: About, memory: ReportMemory, carried?: CarriedGap) {
    this.#kit = kit;
    this.#about = about;
    this.#memory = memory;
    this.#gap = carried;
  }

  get carried(): CarriedGap | undefined {
    return this.#gap;
  }

  get isOpen(): boolean {
    return this.#missing() !== undefined;
  }

  /** What was missing has come. */
  settle(): void {
    if (!this.#gap || this.#missing()?.from === this.#gap.from) return;
    this.#kit.settle(idOf(this.#gap));
    this.#gap = undefined;
  }

  /** Waits for the missing reports, or fetches them when it is time to; ends as soon as there is something to do. */
  async attend(handle: (report: MesReport) => Promise<void>, awake: () => boolean): Promise<void> {
    this.settle();
    const missing = this.#missing();
    if (!missing) return;
    const { sequenceGapFetchAfterMs: fetchAfterMs } = this.#about.policy.production;
    const now = Date.now();
    this.#gap ??= { from: missing.from, since: now, fetchAt: now + fetchAfterMs };
    this.#kit.enter('BLOCKED');
    const hasChanged = () => awake() || this.#missing()?.to !== missing.to;
    const isVoid = await this.#wait(missing, this.#gap, hasChanged);
    if (isVoid) this.#memory.declareVoid(missing);
    else if (!hasChanged()) await this.#fetch(missing, this.#gap, handle);
  }

  /** @returns whether a person has declared that there are no such reports */
  async #wait(missing: Missing, gap: CarriedGap, awake: () => boolean): Promise<boolean> {
    const { orderNo, policy } = this.#about;
    const { sequenceGapEscalateAfterMs: escalateAfterMs } = policy.production;
    const what = wordsFor(missing);
    const escalateAt = gap.since + escalateAfterMs;
    if (Date.now() < escalateAt) {
      const wait = { what, from: policy.systems.mes.id, expectedBy: new Date(escalateAt).toISOString() };
      await this.#kit.pause(awake, { ...wait, until: Math.min(gap.fetchAt, escalateAt) });
      return false;
    }
    const why = gap.refusal ? `; ${policy.systems.mes.id} cannot be asked: ${gap.refusal}` : '';
    const text = `${what} of order ${orderNo} ${missing.from === missing.to ? 'is' : 'are'} missing; later ones wait${why}`;
    const question = { step: 'fetch missing reports', decision: 'sequence gap', until: awake, recheckAt: gap.fetchAt };
    return (await this.#kit.ask(idOf(gap), { code: 'C-SEQ-GAP', text }, question)) === 'DECLARE_VOID';
  }

  async #fetch(missing: Missing, gap: CarriedGap, handle: (report: MesReport) => Promise<void>): Promise<void> {
    const { orderNo, policy } = this.#about;
    const { sequenceGapFetchAfterMs, sequenceGapEscalateAfterMs } = policy.production;
    const isEscalated = this.#kit.run.desk.has(idOf(gap));
    const wanted = mes.readReports({ orderNo, after: missing.from - 1 });
    const how = { entity: String(missing.from), catches: UNASKABLE };
    try {
      const reports = await this.#kit.step('fetch missing reports', wanted, how);
      delete gap.refusal;
      for (const report of reports) if (this.#isNext(report, missing)) await handle(report);
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      gap.refusal = failure.trouble.text;
    }
    gap.fetchAt = Date.now() + (isEscalated ? sequenceGapEscalateAfterMs : sequenceGapFetchAfterMs);
  }

  /** In their order and without another gap; what waits here already is not taken twice. */
  #isNext({ confirmation }: MesReport, { to }: Missing): boolean {
    const { sequence } = confirmation;
    return sequence !== undefined && sequence <= to && sequence === this.#missing()?.from;
  }

  #missing(): Missing | undefined {
    const { inbox } = this.#kit.run;
    return this.#memory.missingBefore(
      inbox.waiting(['OperationConfirmed', 'ConfirmationReversed']).map(({ data }) => data),
    );
  }
}

const idOf = ({ from }: { from: number }): string => `sequence ${from}`;

const wordsFor = ({ from, to }: Missing): string => (from === to ? `report ${from}` : `reports ${from} to ${to}`);
