import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { TmsPlant } from '../../../connectors/rest-tms/practice/index.js';
import type { TenderStatus } from '../../../contracts/entities/load.js';
import { DELIVERY, offer, plan } from './harness.js';

/** What carriers and we may do to the offers of one load, in any order. */
const deed = fc.oneof(
  fc.record({ do: fc.constant('offer' as const), carrier: fc.constantFrom('NORTHLINE', 'BLUEFREIGHT', 'RAPIDHAUL') }),
  fc.record({ do: fc.constantFrom('accept', 'decline', 'expire', 'withdraw'), tender: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant('race' as const), race: fc.constantFrom('accepts before', 'accepts after') }),
  fc.record({ do: fc.constantFrom('cancel', 'pick up') }),
);

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

const plants: TmsPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

function act(plant: TmsPlant, loadId: string, what: Deed, key: string): void {
  const { tenders, book } = plant;
  if ('carrier' in what)
    tenders.offer(loadId, offer(loadId, { carrier: what.carrier, round: Number(key) }), key, plant.carriers.names);
  else if ('race' in what) tenders.race(DELIVERY, what.race);
  else if ('tender' in what) {
    const tenderId = `T-${what.tender}`;
    if (what.do === 'withdraw') tenders.withdraw(tenderId, key);
    else if (what.do === 'decline') tenders.decline(tenderId, 'no capacity');
    else tenders[what.do](tenderId);
  } else if (what.do === 'cancel')
    book.cancel(loadId, { plant: 'P100', deliveryNo: DELIVERY, reason: 'not needed' }, key);
  else plant.pickUp(DELIVERY);
}

it('never has two offers of a load that may be accepted, and changes none that was answered', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
      const plant = new TmsPlant();
      plants.push(plant);
      plant.book.plan(plan(), 'key');
      const load = plant.book.carrying(DELIVERY);
      const answered = new Map<string, TenderStatus>();
      deeds.forEach((what, index) => {
        try {
          act(plant, load.loadId, what, String(index + 1));
        } catch {
          // Refused, as it may be: the rules have to hold all the same.
        }
        const standing = load.tenders.filter(({ status }) => status === 'OPEN' || status === 'ACCEPTED');
        expect(standing.length).toBeLessThanOrEqual(1);
        for (const { tenderId, status } of load.tenders) {
          if (answered.has(tenderId)) expect(status).toBe(answered.get(tenderId));
          else if (status !== 'OPEN') answered.set(tenderId, status);
        }
      });
    }),
    { numRuns: 300 },
  );
});
