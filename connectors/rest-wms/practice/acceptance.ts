import type { StagingLine } from '../../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { startWmsPlant, type WmsPlant } from './index.js';

const lines: StagingLine[] = [{ line: '0010', item: 'RM-10', quantity: { value: '500', uom: 'EA' }, location: '0001' }];

/** A request that the WMS has, as if it had been made under a key of long ago. */
function given(plant: WmsPlant, orderNo: string): string {
  const wireLines = lines.map(({ quantity, ...line }) => ({ ...line, qty: quantity }));
  plant.staging.put(
    orderNo,
    { plant: 'P100', version: '1', requiredAt: '2026-03-10T11:00:00Z', lines: wireLines },
    `given|${orderNo}`,
  );
  return orderNo;
}

const changes = (plant: WmsPlant, orderNo: string, kind: string) => (): number =>
  plant.staging.requests.get(orderNo)?.changes.filter((change) => change.kind === kind).length ?? 0;

/** How often its stock was posted. */
const putAway = (plant: WmsPlant, receiptId: string): number =>
  plant.events.events.filter(
    ({ type, data }) => type === 'PutawayCompleted' && (data as { receiptId: string }).receiptId === receiptId,
  ).length;

async function start(): Promise<AcceptanceBench> {
  const plant = await startWmsPlant();
  let last = 1_000_123;
  const next = (): string => String(++last);
  const requestStaging: PostingTrial = {
    write: { method: 'PUT', path: '^/staging-requests/' },
    async prepare() {
      const orderNo = next();
      const message = { plant: 'P100', orderNo, version: '1', requiredAt: '2026-03-10T11:00:00Z', lines };
      return { message, documents: changes(plant, orderNo, 'PUT') };
    },
  };
  const cancelStaging: PostingTrial = {
    write: { method: 'POST', path: '^/staging-requests/\\d+/cancel$' },
    async prepare() {
      const orderNo = given(plant, next());
      return { message: { plant: 'P100', orderNo }, documents: changes(plant, orderNo, 'CANCEL') };
    },
    neverHappened: { plant: 'P100', orderNo: '9999999' },
  };
  const returnStaged: PostingTrial = {
    write: { method: 'POST', path: '^/return-tasks$' },
    async prepare() {
      const orderNo = next();
      const message = { plant: 'P100', orderNo, reason: 'closed short', lines };
      return { message, documents: () => plant.returns.tasks.filter((task) => task.orderNo === orderNo).length };
    },
  };
  const expectReceipt: PostingTrial = {
    write: { method: 'PUT', path: '^/production-receipts/' },
    async prepare() {
      const receiptId = `MES-P100-${next()}`;
      const made = { item: 'FG-1000', quantity: { value: '100', uom: 'EA' }, location: '0002', lot: 'L-31' };
      const message = { plant: 'P100', orderNo: '1000123', receiptId, ...made };
      return { message, documents: () => putAway(plant, receiptId) };
    },
  };
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: {},
    postings: { requestStaging, cancelStaging, returnStaged, expectReceipt },
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
