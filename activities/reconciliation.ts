import type { InFlightMovement } from '../contracts/entities/reconciliation.js';
import type { Fact } from '../contracts/facts.js';
import type { Condition, RunView } from '../contracts/view.js';
import { runId } from '../contracts/ids.js';
import type { Store } from '../store/store.js';

/** Runs that move stock. */
const MOVING = ['outbound-delivery', 'inbound-delivery'] as const;
const OPEN: readonly Condition[] = [
  'RUNNING',
  'WAITING',
  'RETRYING',
  'EXCEPTION',
  'UNKNOWN_OUTCOME',
  'ON_HOLD',
  'COMPENSATING',
];
/** More than a plant has under way; beyond it, what is told is not all, and says so. */
const RUNS_MAX = 2_000;
const MOVEMENTS_MAX = 2_000;
const FACTS_MAX = 500;
const PAGE = 200;
const RECONCILIATIONS_MAX = 100;

export interface UnderWay {
  movements: InFlightMovement[];
  /** There is more than could be looked at. */
  truncated: boolean;
}

export interface Reconciled {
  /** By case: when its key was corrected before, and whether somebody is at it. */
  cases: Record<string, { correctedAt: string[]; isOpen: boolean }>;
  /** What the plant has corrected without a person today. */
  today: { corrected: string; isOver: boolean };
}

export type ReconciliationActivities = ReturnType<typeof createReconciliationActivities>;

type Found = { runId: string; view: RunView; updatedAt: string };

/** What runs have recorded of stock: the one place where a process looks at the facts of others (docs/adr). */
export function createReconciliationActivities({ facts }: Pick<Store, 'facts'>) {
  return {
    /** Stock that runs have moved in one system and not yet, or not for long, in the other. */
    async readUnderWay(asked: { plant: string; erp: string; since: string }): Promise<UnderWay> {
      const { runs, truncated } = await runsMoving(facts, asked.plant, asked.since);
      const movements: InFlightMovement[] = [];
      for (const run of runs) {
        for (const one of await movementsOf(facts, run, asked.erp)) if (isRecent(one, asked)) movements.push(one);
        if (movements.length > MOVEMENTS_MAX) return { movements: movements.slice(0, MOVEMENTS_MAX), truncated: true };
      }
      return { movements, truncated };
    },

    /** What is known of keys that differ, by their cases, and of the plant's day. */
    async readReconciled(asked: {
      company: string;
      plant: string;
      day: string;
      caseNos: string[];
    }): Promise<Reconciled> {
      const { company, plant, day, caseNos } = asked;
      const cases: Reconciled['cases'] = {};
      for (const caseNo of caseNos) {
        const id = runId({ process: 'reconciliation-case', company, plant, key: caseNo });
        const found = await facts.run(id);
        if (!found) continue;
        const own = await facts.newest(id, FACTS_MAX);
        const correctedAt = own.flatMap(({ fact }) =>
          fact.type === 'ended' && fact.state === 'CORRECTED' ? [fact.at] : [],
        );
        cases[caseNo] = { correctedAt, isOpen: found.view.condition !== 'DONE' };
      }
      const filter = { process: 'inventory-reconciliation', plant, limit: RECONCILIATIONS_MAX };
      const { runs } = await facts.runs(filter);
      const days: Extract<Fact, { type: 'plant-day' }>[] = [];
      for (const run of runs) {
        for (const { fact } of await facts.newest(run.runId, FACTS_MAX))
          if (fact.type === 'plant-day' && fact.day === day) days.push(fact);
      }
      return { cases, today: { corrected: totalOf(days), isOver: days.some(({ isOver }) => isOver) } };
    },
  };
}

/** Open ones, and those that have ended since. */
async function runsMoving(
  facts: Store['facts'],
  plant: string,
  since: string,
): Promise<{ runs: Found[]; truncated: boolean }> {
  const runs: Found[] = [];
  for (const process of MOVING) {
    for (const condition of [...OPEN, 'DONE'] as const) {
      for (let cursor: string | undefined; ; ) {
        const filter = { process, plant, condition, limit: PAGE, ...(cursor !== undefined && { cursor }) };
        const page = await facts.runs(filter);
        const wanted = page.runs.filter(({ updatedAt }) => condition !== 'DONE' || updatedAt >= since);
        runs.push(...wanted);
        if (runs.length >= RUNS_MAX) return { runs: runs.slice(0, RUNS_MAX), truncated: true };
        cursor = wanted.length === page.runs.length ? page.next : undefined;
        if (cursor === undefined) break;
      }
    }
  }
  return { runs, truncated: false };
}

async function movementsOf(
  facts: Store['facts'],
  { runId: run, view }: Found,
  erp: string,
): Promise<InFlightMovement[]> {
  const moved = new Map<string, InFlightMovement>();
  for (const { fact } of await facts.newest(run, FACTS_MAX)) {
    if (fact.type !== 'stock-moved') continue;
    moved.set(fact.movement.movementId, { ...fact.movement, explainedBy: { run } });
  }
  const isInDoubt = view.condition === 'UNKNOWN_OUTCOME';
  return [...moved.values()].map((one) => (isInDoubt ? perhapsBooked(one, erp, view.since) : one));
}

/** What both systems have had since before it is asked about is no longer under way. */
function isRecent({ bookings }: InFlightMovement, { erp, since }: { erp: string; since: string }): boolean {
  const inBooks = bookings.find(({ system }) => system === erp);
  return !inBooks || !inBooks.certain || inBooks.at >= since;
}

/** A reply was lost: the books may have it, or not. */
function perhapsBooked(movement: InFlightMovement, erp: string, at: string): InFlightMovement {
  if (movement.bookings.some(({ system }) => system === erp)) return movement;
  return { ...movement, bookings: [...movement.bookings, { system: erp, at, certain: false }] };
}

/** To the cent, as text: amounts are never floating-point numbers. */
function totalOf(days: readonly { corrected: string }[]): string {
  const cents = days.reduce((sum, { corrected }) => sum + BigInt(corrected.replace('.', '')), 0n);
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
