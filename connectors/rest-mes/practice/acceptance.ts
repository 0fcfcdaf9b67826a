import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { changeBench } from '../../../practice/change-acceptance.js';
import type { MesDispatch } from '../../../contracts/ports.js';
import { type MesPlant, startMesPlant } from './index.js';

const ITEM = 'FG-1000';

const QUANTITY = { value: '500', uom: 'EA' };
const MORE = { version: '2', quantity: { value: '650', uom: 'EA' } };
const MASTERS = { item: ITEM, bomRev: 'B', routingVersion: '4', components: [], operations: [] };

const dispatchOf = (orderNo: string): MesDispatch => ({
  plant: 'P100',
  orderNo,
  version: '1',
  item: ITEM,
  bomRevision: 'B',
  routingVersion: '4',
  quantity: QUANTITY,
  overTolerancePct: '5',
  scheduledStart: '2026-03-10T11:00:00Z',
  scheduledEnd: '2026-03-11T11:00:00Z',
  components: [{ item: 'RM-30', quantity: { value: '375.000', uom: 'KG' } }],
  operations: [{ operationNo: '0010', workCenter: 'ASSEMBLY' }],
});

/** An order that the MES has, as if it had been sent under a key of long ago. */
function given(plant: MesPlant, orderNo: string): string {
  const body = { version: '1', ...MASTERS, qty: QUANTITY, tolerance: { overPct: '5' } };
  plant.book.put(orderNo, body, `given|${orderNo}`);
  plant.accept(orderNo);
  return orderNo;
}

/** How often a version was taken, under whatever key. */
const sendings =
  (plant: MesPlant, { orderNo, version }: MesDispatch) =>
  (): number =>
    plant.book.orders.get(orderNo)?.changes.filter((change) => change.version === version).length ?? 0;

const changes = (plant: MesPlant, orderNo: string, kind: string) => (): number =>
  plant.book.orders.get(orderNo)?.changes.filter((change) => change.kind === kind).length ?? 0;

async function start(): Promise<AcceptanceBench> {
  const plant = await startMesPlant({ definitions: [{ item: ITEM, bomRevisions: ['B'], routingVersions: ['4'] }] });
  let last = 1_000_123;
  const next = (): string => String(++last);
  const path = '^/production-orders/\\d+';
  let isChange = false;
  const dispatch: PostingTrial = {
    write: { method: 'PUT', path: `${path}$` },
    /** In turns: a new order, and a change of one that is being made. */
    async prepare() {
      const orderNo = next();
      isChange = !isChange;
      const message = { ...dispatchOf(orderNo), ...(isChange && MORE) };
      if (isChange) plant.start(given(plant, orderNo));
      return { message, documents: sendings(plant, message) };
    },
  };
  const cancelOrder: PostingTrial = {
    write: { method: 'POST', path: `${path}/cancel$` },
    async prepare() {
      const orderNo = given(plant, next());
      return { message: { orderNo, reason: 'not needed' }, documents: changes(plant, orderNo, 'CANCEL') };
    },
    neverHappened: { orderNo: '9999999', reason: 'not needed' },
  };
  const shortClose: PostingTrial = {
    write: { method: 'POST', path: `${path}/short-close$` },
    async prepare() {
      const orderNo = given(plant, next());
      plant.start(orderNo);
      return { message: { orderNo, reason: 'not needed' }, documents: changes(plant, orderNo, 'SHORT_CLOSE') };
    },
  };
  const reported = given(plant, next());
  for (const made of ['60', '40']) plant.confirm(reported, { yield: made });
  const changeTrials = changeBench(plant.changes);
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: {
      ...changeTrials.reads,
      readDefinitions: { item: ITEM, bomRevision: 'B', routingVersion: '4' },
      readOrder: { orderNo: given(plant, next()) },
      readReports: { orderNo: reported, after: 1 },
    },
    postings: { ...changeTrials.postings, dispatch, cancelOrder, shortClose },
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
