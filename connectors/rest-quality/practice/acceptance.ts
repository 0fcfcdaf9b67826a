import type { InspectionRequest } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench } from '../../../practice/acceptance-bench.js';
import { startQualityPlant } from './index.js';

/** Castings of lot L-801. */
export const requestOf = (inspectionNo: string): InspectionRequest => ({
  ...{ plant: 'P100', inspectionNo, inboundDeliveryNo: '0180000001', supplier: 'S-100' },
  ...{ item: 'RM-10', lot: 'L-801', quantity: { value: '500', uom: 'EA' } },
});

async function start(): Promise<AcceptanceBench> {
  const plant = await startQualityPlant();
  let last = 0;
  const next = (): string => `0180000001-R-${++last}-1`;
  const { inspectionNo, quantity, ...about } = requestOf(next());
  plant.inspections.put(inspectionNo, { ...about, qty: quantity }, 'given');
  plant.decide(inspectionNo, { accepted: '480', rejected: '15', destroyed: '5' });
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: { readInspection: { plant: 'P100', inspectionNo } },
    postings: {
      requestInspection: {
        write: { method: 'PUT', path: '^/inspections/' },
        async prepare() {
          const message = requestOf(next());
          const isIt = (no: string): boolean => no === message.inspectionNo;
          return { message, documents: () => plant.inspections.taken.filter(isIt).length };
        },
      },
    },
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
