import { plantNames } from '../../practice/plant.js';
import { type Books, reckon, type Reckoning } from '../../practice/reckoning.js';
import type { Trouble } from '../../practice/shift-course.js';
import type { Stack } from '../local/stack.js';
import { type Freed, processes } from './free.js';
import type { Watch } from './watch.js';

/** All ledgers of the practice plant, and how the runs stand. */
export function booksOf({ plant }: Stack, { runs }: Watch): Books {
  const ledgers = plantNames.map((name) => [name, { mes: plant.mes[name].ledger(), wms: plant.wms[name].ledger() }]);
  return {
    sap: plant.sap.ledger(),
    plants: Object.fromEntries(ledgers),
    shipping: { tms: plant.tms.ledger(), customer: plant.customer.ledger() },
    runs: runs.map(({ runId, state }) => ({ runId, state })),
  };
}

/** Of what is over: what waits, or was cancelled by people, does not end as the others do. */
export function reckonNow(stack: Stack, watch: Watch): Reckoning {
  const underWay = watch.rows.filter(({ state, ended }) => !ended || state !== 'CLOSED').map(({ orderNo }) => orderNo);
  return reckon({ ...booksOf(stack, watch), underWay });
}

/** A trouble that was asked for and never struck proves nothing. */
export const notStruck = (troubles: Trouble[]): string[] => [
  ...troubles.filter(({ struck }) => struck === 0).map(({ what }) => `it was asked for and never happened: ${what}`),
  ...(troubles.length === 0 ? ['nothing was made to go wrong'] : []),
];

/** In each process something waits for a person, or the shift has shown half of it. */
export const nobodyNeeded = (freed: readonly Freed[]): string[] =>
  processes
    .filter((process) => !freed.some(({ runId }) => runId.startsWith(`${process}/`)))
    .map((process) => `nothing of ${process} waited for a person`);

/** What `--json` says: counts, money, and each check by its name. */
export function resultOf(reckoning: Reckoning, troubles: Trouble[], freed: readonly Freed[]) {
  const { sold, documents, reported, posted, runs, stock, checks } = reckoning;
  const { shipped, shippedValue, billed, freightAccepted, freightAccrued, ...counts } = sold;
  const never = { name: 'everything that was to go wrong has', differences: notStruck(troubles) };
  const needed = { name: 'a person was needed in each process', differences: nobodyNeeded(freed) };
  const all = [...checks, never, needed].map((check) => ({ ...check, agrees: check.differences.length === 0 }));
  return {
    counts: { ...documents, ...counts, pieces: { made: posted.yield, shipped }, runs: runs.length },
    money: { currency: 'USD', shippedValue, billed, freightAccepted, freightAccrued },
    checks: Object.fromEntries(all.map(({ name, agrees }) => [name, agrees])),
    reported,
    posted,
    runs,
    stock,
    differences: all.flatMap(({ differences }) => differences),
  };
}
