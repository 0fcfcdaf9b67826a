import type { LoadPlan } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import type { PracticeLoad, PracticeTender } from './load.js';
import { startTmsPlant, type TmsPlant } from './index.js';

const PLANT = 'P100';

/** 200 pumps to Detroit. */
export const planOf = (deliveryNo: string): LoadPlan => ({
  plant: PLANT,
  deliveryNo,
  weight: { value: '1200.000', uom: 'KG' },
  pickup: {
    place: 'RDC1',
    zone: 'America/Chicago',
    from: '2030-03-11T13:00:00Z',
    until: '2030-03-11T17:00:00Z',
  },
  delivery: {
    place: 'ACME Detroit',
    zone: 'America/Detroit',
    from: '2030-03-13T12:00:00Z',
    until: '2030-03-13T16:00:00Z',
  },
});

const COST = { amount: '640.00', currency: 'USD' };
const OFFER = { round: 1, carrier: 'NORTHLINE', cost: COST, expiresAt: '2030-03-10T12:00:00Z' };

/** What the TMS has, as if it had been made under a key of long ago. */
function given(plant: TmsPlant, deliveryNo: string): PracticeLoad {
  plant.book.plan(planOf(deliveryNo), `given|${deliveryNo}`);
  return plant.book.carrying(deliveryNo);
}

const offered = (plant: TmsPlant, { loadId }: PracticeLoad): PracticeTender =>
  plant.tenders.offer(loadId, OFFER, `given|${loadId}`, plant.carriers.names);

const loadsFor = (plant: TmsPlant, deliveryNo: string): number =>
  [...plant.book.loads.values()].filter(({ deliveries }) => deliveries.some((one) => one.deliveryNo === deliveryNo))
    .length;

const kinds = (changes: { kind: string }[], wanted: string) => (): number =>
  changes.filter(({ kind }) => kind === wanted).length;

function postings(plant: TmsPlant, next: () => string): Record<string, PostingTrial> {
  return {
    planLoad: {
      write: { method: 'POST', path: '^/loads$' },
      async prepare() {
        const message = planOf(next());
        return { message, documents: () => loadsFor(plant, message.deliveryNo) };
      },
    },
    tender: {
      write: { method: 'POST', path: '^/loads/[^/]+/tenders$' },
      async prepare() {
        const { loadId, tenders } = given(plant, next());
        return { message: { loadId, ...OFFER }, documents: () => tenders.length };
      },
    },
    withdrawTender: {
      write: { method: 'DELETE', path: '^/tenders/' },
      async prepare() {
        const { loadId, tenderId, changes } = offered(plant, given(plant, next()));
        return { message: { loadId, tenderId }, documents: kinds(changes, 'WITHDRAWN') };
      },
    },
    cancelLoad: {
      write: { method: 'POST', path: '^/loads/[^/]+/cancel$' },
      async prepare() {
        const deliveryNo = next();
        const { loadId, changes } = given(plant, deliveryNo);
        return {
          message: { plant: PLANT, deliveryNo, loadId, reason: 'not needed' },
          documents: kinds(changes, 'CANCEL'),
        };
      },
      neverHappened: { plant: PLANT, deliveryNo: '89999', loadId: 'L-999999', reason: 'not needed' },
    },
  };
}

async function start(): Promise<AcceptanceBench> {
  const plant = await startTmsPlant();
  let last = 80_000;
  const next = (): string => String(++last);
  const load = given(plant, next());
  offered(plant, load);
  const { loadId } = load;
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: {
      readLoad: { loadId },
      findLoad: load.deliveries[0],
      readRates: { loadId },
      readTracking: { loadId },
    },
    postings: postings(plant, next),
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
