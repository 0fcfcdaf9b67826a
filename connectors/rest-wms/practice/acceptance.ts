import type { Acceptance, AcceptanceBench, PostingTrial } from '../../../practice/acceptance-bench.js';
import { changeBench } from '../../../practice/change-acceptance.js';
import { startWmsPlant, type WmsPlant } from './index.js';

const PLANT = 'P100';
const pieces = (value: string) => ({ value, uom: 'EA' });
const lines = [{ line: '0010', item: 'RM-10', quantity: pieces('500'), location: '0001' }];
const goods = [{ line: '10', item: 'FG-1000', quantity: pieces('60'), lot: 'L-31' }];
const shipping = { shipBy: '2026-03-12T16:00:00Z', shipTo: 'Riverside Pumps, Dallas' };

const wire = <L extends { quantity: unknown }>(all: L[]) =>
  all.map(({ quantity, ...line }) => ({ ...line, qty: quantity }));

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

const announced = (inboundDeliveryNo: string) => ({
  ...{ plant: PLANT, inboundDeliveryNo, version: '1', purchaseOrderNo: '4500001234', supplier: 'S-100' },
  ...{ packingSlip: `PS-${inboundDeliveryNo}`, expectedAt: '2026-03-12T14:00:00Z' },
  lines: [{ line: '000010', item: 'RM-10', quantity: pieces('600'), lot: 'L-801', status: 'QUALITY' }],
});

function givenInbound(plant: WmsPlant, no: string): string {
  const { inboundDeliveryNo, lines: coming, ...about } = announced(no);
  const body = { ...about, lines: wire(coming).map(({ status, ...line }) => ({ ...line, stockStatus: status })) };
  plant.inboundDeliveries.put(inboundDeliveryNo, body, `given|${no}`);
  return inboundDeliveryNo;
}

function givenReceived(plant: WmsPlant, no: string): string {
  const inboundDeliveryNo = givenInbound(plant, no);
  plant.receiving.arrive(inboundDeliveryNo);
  plant.receiving.count(inboundDeliveryNo);
  return inboundDeliveryNo;
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

function givenReceipt(plant: WmsPlant, receiptId: string): string {
  const body = { orderNo: receiptId, plant: PLANT, item: 'FG-1000', qty: pieces('60'), location: '0001', lot: 'L-32' };
  plant.receipts.put(receiptId, body, `given|${receiptId}`);
  plant.putAway(receiptId);
  return receiptId;
}

function takeBackTrial(plant: WmsPlant, next: () => string): PostingTrial {
  const asked = { quantity: pieces('60'), reason: 'counted twice' };
  return {
    write: { method: 'POST', path: '^/production-receipts/[^/]+/take-back$' },
    async prepare() {
      const receiptId = givenReceipt(plant, next());
      const documents = () => plant.receipts.tasks.filter((task) => task.receiptId === receiptId).length;
      return { message: { plant: PLANT, orderNo: receiptId, receiptId, ...asked }, documents };
    },
    neverHappened: { plant: PLANT, orderNo: '9999999', receiptId: '9999999', ...asked },
  };
}

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

function receivingTrials(plant: WmsPlant, next: () => string): Record<string, PostingTrial> {
  const ofDelivery = (inboundDeliveryNo: string, kind: string) =>
    counted(() => plant.inboundDeliveries.deliveries.get(inboundDeliveryNo), kind);
  return {
    expectInbound: {
      write: { method: 'PUT', path: '^/inbound-deliveries/' },
      async prepare() {
        const message = announced(next());
        return { message, documents: ofDelivery(message.inboundDeliveryNo, 'PUT') };
      },
    },
    cancelInbound: {
      write: { method: 'POST', path: '^/inbound-deliveries/\\d+/cancel$' },
      async prepare() {
        const inboundDeliveryNo = givenInbound(plant, next());
        return { message: { plant: PLANT, inboundDeliveryNo }, documents: ofDelivery(inboundDeliveryNo, 'CANCEL') };
      },
      neverHappened: { plant: PLANT, inboundDeliveryNo: '9999999' },
    },
    bringBackInbound: {
      write: { method: 'POST', path: '^/inbound-deliveries/\\d+/bring-back$' },
      async prepare() {
        const inboundDeliveryNo = givenReceived(plant, next());
        const message = { plant: PLANT, inboundDeliveryNo, reason: 'cancelled' };
        return { message, documents: () => plant.inboundDeliveries.known(inboundDeliveryNo).bringBackTasks.length };
      },
    },
    changeStockStatus: {
      write: { method: 'POST', path: '^/stock-status-changes$' },
      async prepare() {
        const reference = `${givenReceived(plant, next())}-hold`;
        const change = { item: 'RM-10', lot: 'L-801', quantity: pieces('20'), from: 'QUALITY', to: 'EXCESS_HOLD' };
        const isOfIt = (one: { reference: string }): boolean => one.reference === reference;
        const documents = (): number => plant.statusChanges.changes.filter(isOfIt).length;
        return { message: { plant: PLANT, reference, ...change }, documents };
      },
    },
  };
}

function reconciliationTrials(plant: WmsPlant, next: () => string): Record<string, PostingTrial> {
  const place = { item: 'FG-1000', lot: 'L-31', locations: ['FG'], status: 'UNRESTRICTED', notBy: [] };
  const countOf = (reference: string) => ({ plant: PLANT, reference, caseNo: 'K1', ...place });
  return {
    requestSnapshot: {
      write: { method: 'POST', path: '^/stock-snapshots$' },
      async prepare() {
        const asOf = new Date(Date.now() - Number(next())).toISOString();
        return {
          message: { plant: PLANT, asOf },
          documents: () => plant.snapshots.taken.filter((one) => one.asOf === asOf).length,
        };
      },
    },
    requestCount: {
      write: { method: 'POST', path: '^/count-tasks$' },
      async prepare() {
        const reference = `K1-${next()}`;
        return { message: countOf(reference), documents: () => (plant.countTasks.tasks.has(reference) ? 1 : 0) };
      },
    },
    cancelCount: {
      write: { method: 'POST', path: '^/count-tasks/[^/]+/cancel$' },
      async prepare() {
        const reference = `K1-${next()}`;
        const { status: stockStatus, ...asked } = countOf(reference);
        plant.countTasks.post({ ...asked, stockStatus, blind: true }, `given|${reference}`);
        const documents = () => (plant.countTasks.known(reference).status === 'CANCELLED' ? 1 : 0);
        return { message: { plant: PLANT, reference }, documents };
      },
      neverHappened: { plant: PLANT, reference: 'K9-1' },
    },
  };
}

function givenSnapshot(plant: WmsPlant): string {
  plant.snapshots.post({ plant: PLANT, asOf: new Date().toISOString() }, 'given|snapshot');
  return plant.snapshots.taken.at(-1)?.snapshotId ?? '';
}

function givenCount(plant: WmsPlant): string {
  const place = {
    item: 'FG-1000',
    lot: 'L-31',
    locations: ['FG'],
    stockStatus: 'UNRESTRICTED',
    notBy: [],
    blind: true,
  };
  plant.countTasks.post({ plant: PLANT, reference: 'K1-1', caseNo: 'K1', ...place }, 'given|count');
  return 'K1-1';
}

async function start(): Promise<AcceptanceBench> {
  const stock = [{ item: 'FG-1000', location: 'FG', quantity: '100000', lot: 'L-31' }];
  const plant = await startWmsPlant({ stock });
  let last = 1_000_123;
  const next = (): string => String(++last);
  const changeTrials = changeBench(plant.changes);
  return {
    faults: plant.faults,
    config: (change) => ({ url: plant.url, token: 'practice', ...change }),
    reads: {
      ...changeTrials.reads,
      readOutbound: { plant: PLANT, deliveryNo: givenOutbound(plant, next()) },
      readStock: { plant: PLANT, item: 'FG-1000' },
      readInbound: { plant: PLANT, inboundDeliveryNo: givenReceived(plant, next()) },
      readProductionReceipt: { plant: PLANT, receiptId: givenReceipt(plant, next()) },
      readSnapshot: { plant: PLANT, snapshotId: givenSnapshot(plant) },
      readSnapshotLines: { plant: PLANT, snapshotId: givenSnapshot(plant) },
      readCount: { plant: PLANT, reference: givenCount(plant) },
    },
    postings: {
      ...changeTrials.postings,
      ...productionTrials(plant, next),
      takeBackReceipt: takeBackTrial(plant, next),
      ...shippingTrials(plant, next),
      ...receivingTrials(plant, next),
      ...reconciliationTrials(plant, next),
    },
    stop: () => plant.stop(),
  };
}

const acceptance: Acceptance = { start, skips: {} };
export default acceptance;
