import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { PracticeLoad } from '../../connectors/rest-tms/practice/load.js';
import { differencesOnReplay } from '../setup/replayed.js';
import { deliveryRun, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = await startSales({
    overrides: { shipping: { tenderAnswer: '600ms', tenderProbe: '200ms', freightTolerancePct: '100' } },
  });
  // It takes whatever it is asked: that there is one carrier only is for us to see to.
  plant.tms.tenders.guarded = false;
  plant.tms.tenders.expiryLagMs = 60_000;
});

/** What carriers do with the offers of a delivery, one after the other. */
const courses = fc.sample(
  fc.record({
    race: fc.constantFrom('none', 'accepts before', 'accepts after'),
    answers: fc.array(
      fc.record({
        afterMs: fc.integer({ min: 0, max: 900 }),
        does: fc.constantFrom('accept', 'accept', 'decline', 'expire', 'accept and back out', 'nothing'),
      }),
      { minLength: 3, maxLength: 8 },
    ),
  }),
  { numRuns: 24, seed: 20_280_310 },
);

/** Each of these meets an offer that is open, whatever else comes in time. */
const FIRST = ['accept', 'decline', 'expire', 'accept and back out', 'nothing'] as const;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Carriers answer whichever offer they have had, also when its time is over or it was withdrawn. */
async function answer(deliveryNo: string, course: (typeof courses)[number], first: string): Promise<void> {
  const { tms } = plant;
  if (course.race !== 'none') tms.tenders.race(deliveryNo, course.race);
  await plant.tendered(deliveryNo);
  for (const [index, { afterMs, does: drawn }] of course.answers.entries()) {
    const does = index === 0 ? first : drawn;
    if (index > 0) await later(afterMs);
    for (const { tenderId } of plant.loadOf(deliveryNo)?.tenders ?? []) {
      try {
        if (does === 'decline') tms.decline(tenderId);
        else if (does === 'expire') tms.expire(tenderId);
        else if (does !== 'nothing') tms.accept(tenderId);
        if (does === 'accept and back out') tms.backOut(tenderId);
      } catch {
        // It is not open any more: the transport system refuses that.
      }
    }
  }
}

/** The most carriers that had a load at any moment, by what its carriers have told. */
function acceptedAtMost({ loadId }: PracticeLoad): number {
  const standing = new Set<string>();
  let most = 0;
  for (const { type, data } of plant.tms.events.events) {
    const told = data as { loadId: string; tenderId: string };
    if (told.loadId !== loadId) continue;
    if (type === 'TenderAccepted') standing.add(told.tenderId);
    else if (type === 'TenderDeclined') standing.delete(told.tenderId);
    most = Math.max(most, standing.size);
  }
  return most;
}

test('no delivery ever has two carriers, whatever crosses on the wire: expiry, late acceptance, withdrawal', async () => {
  const numbers = courses.map((_, index) => String(87_001 + index));
  const answers: Promise<void>[] = [];
  for (const [index, deliveryNo] of numbers.entries()) {
    plant.sell(String(340_001 + index), deliveryNo, { quantity: '2' });
    const course = courses[index] as (typeof courses)[number];
    answers.push(answer(deliveryNo, course, FIRST[index % FIRST.length] ?? 'nothing'));
    // The ERP numbers its deliveries as they are made.
    await plant.happened(`delivery ${deliveryNo}`, () => plant.sap.ledger().deliveries.length > index);
  }
  await Promise.all(answers);
  await Promise.all(
    numbers.map((deliveryNo) =>
      plant.runUntil(deliveryRun(deliveryNo), ({ freight, condition }) =>
        freight?.state === 'BOOKED' ? true : condition === 'EXCEPTION',
      ),
    ),
  );
  const loads = Object.values(plant.tms.ledger().loads);
  expect(loads).toHaveLength(numbers.length);
  expect(loads.map(acceptedAtMost).filter((most) => most > 1)).toEqual([]);
  // They have crossed: some were refused as too late, and some loads had more than one round.
  const changes: string[] = loads.flatMap(({ tenders }) =>
    tenders.flatMap((one) => one.changes.map(({ kind }) => kind)),
  );
  for (const kind of ['ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'ACCEPTANCE_REFUSED'])
    expect(changes).toContain(kind);
});

test('a worker that takes over any of these runs comes to the same: none is stuck by what happened at a time', async () => {
  expect(await differencesOnReplay(plant.temporal)).toEqual([]);
});
