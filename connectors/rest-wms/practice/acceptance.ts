import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { startWmsPlant, type WmsPlant } from './index.js';

const PLANT = 'P100';
const pieces = (value: string) => ({ value, uom: 'EA' });
const lines = [{ line: '0010', item: 'RM-10', quantity: pieces('500'), location: '0001' }];
const goods = [{ line: '10', item: 'FG-1000', quantity: pieces('60'), lot: 'L-31' }];
const shipping = { shipBy: '2026-03-12T16:00:00Z', shipTo: 'Riverside Pumps, Dallas' };

const wire = (all: { quantity: unknown }[]) => all.map(({ quantity, ...line }) => ({ ...line, qty: quantity }));

/** What the WMS has, as if it had been asked for under a key of long ago. */
function givenStaging(plant: WmsPlant, orderNo: string): string {
  const body = { plant: PLANT, version: '1', requiredAt: '2026-03-10T11:00:00Z', lines: wire(lines) };
  plant.staging.put(orderNo, body, `given|${orderNo}`);
  return orderNo;
}

function givenOutbound(plant: WmsPlant, deliveryNo: string): string {
  plant.outboundOrders.put(
    deliveryNo,
    { plant: PLANT, version: '1', ...shipping, lines: wire(goods) },
    `given|${deliveryNo}`,
  );
  return deliveryNo;
}

type Changed = { changes: { kind: string }[] };
const counted = (read: () => Changed | undefined, kind: string) => (): number =>
  read()?.changes.filter((change) => change.kind === kind).length ?? 0;

/** How often something was told of it. */
const told = (plant: WmsPlant, type: string, of: Record<string, string>): number =>
  plant.events.events.filter((event) => {
    const data = event.data as Record<string, unknown>;
    return event.type === type && Object.entries(of).every(([name, value]) => data[name] === value);
  }).length;

function productionTrials(plant: WmsPlant, next: () => string): Record<string, PostingTrial> {
  return {
    requestStaging: {
      write: { method: 'PUT', path: '^/staging-requests/' },
      async prepare() {
        const orderNo = next();
        const message = { plant: PLANT, orderNo, version: '1', requiredAt: '2026-03-10T11:00:00Z', lines };
        return { message, documents: counted(() => plant.staging.requests.get(orderNo), 'PUT') };
      },
    },
    cancelStaging: {
      write: { method: 'POST', path: '^/staging-requests/\\d+/cancel$' },
      async prepare() {
        const orderNo = givenStaging(plant, next());
        const documents = counted(() => plant.staging.requests.get(orderNo), 'CANCEL');
        return { message: { plant: PLANT, orderNo }, documents };
      },
      neverHappened: { plant: PLANT, orderNo: '9999999' },
    },
    returnStaged: {
      write: { method: 'POST', path: '^/return-tasks$' },
      async prepare() {
        const orderNo = next();
        const message = { plant: PLANT, orderNo, reason: 'closed short', lines };
        return { message, documents: () => plant.returns.tasks.filter((task) => task.orderNo === orderNo).length };
      },
    },
    expectReceipt: {
      write: { method: 'PUT', path: '^/production-receipts/' },
      async prepare() {
        const receiptId = `MES-P100-${next()}`;
        const made = { item: 'FG-1000', quantity: pieces('100'), location: '0002', lot: 'L-31' };
        const message = { plant: PLANT, orderNo: '1000123', receiptId, ...made };
        return { message, documents: () => told(plant, 'PutawayCompleted', { receiptId }) };
      },
    },
    replenish: {
      write: { method: 'PUT', path: '^/replenishment-orders/' },
      async prepare() {
        const signalNo = `KB-${next()}`;
        const wanted = { item: 'RM-10', quantity: pieces('20'), location: 'LINE' };
        const message = { plant: PLANT, orderNo: '1000123', signalNo, ...wanted };
        return { message, documents: () => plant.replenishments.taken.filter((no) => no === signalNo).length };
      },
    },
  };
}

function shippingTrials(plant: WmsPlant, next: () => string): Record<string, PostingTrial> {
  return {
    releaseOutbound: {
      write: { method: 'PUT', path: '^/outbound-orders/' },
      async prepare() {
        const deliveryNo = next();
        const message = { plant: PLANT, deliveryNo, version: '1', ...shipping, lines: goods };
        return { message, documents: counted(() => plant.outboundOrders.orders.get(deliveryNo), 'PUT') };
      },
    },
    cancelOutbound: {
      write: { method: 'POST', path: '^/outbound-orders/\\d+/cancel$' },
      async prepare() {
        const deliveryNo = givenOutbound(plant, next());
        const documents = counted(() => plant.outboundOrders.orders.get(deliveryNo), 'CANCEL');
        return { message: { plant: PLANT, deliveryNo }, documents };
      },
      neverHappened: { plant: PLANT, deliveryNo: '9999999' },
    },
    requestUnpick: {
      write: { method: 'POST', path: '^/outbound-orders/\\d+/unpick$' },
      async prepare() {
        const deliveryNo = givenOutbound(plant, next());
        plant.outbound.pickAll(deliveryNo);
        const message = {
          plant: PLANT,
          deliveryNo,
          lines: [{ line: '10', quantity: pieces('20') }],
          reason: 'changed',
        };
        return { message, documents: () => plant.outboundOrders.known(deliveryNo).unpickTasks.length };
      },
    },
  };
}

async function start(): Promise<AcceptanceBench> {
  const stock = [{ item: 'FG-1000', location: 'FG', quantity: '100000', lot: 'L-31' }];
  const plant = await startWmsPlant({ stock });
  let last = 1_000_123;
  const next = (): string => String(++last);
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: {
      readOutbound: { plant: PLANT, deliveryNo: givenOutbound(plant, next()) },
      readStock: { plant: PLANT, item: 'FG-1000' },
    },
    postings: { ...productionTrials(plant, next), ...shippingTrials(plant, next) },
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
