import { asks } from '../../setup/desk-words.js';
import { inboundRun } from '../../setup/purchasing.js';
import { announced, atPutaway, buyer, good, lotOf, pressCancel, received } from './buying.js';
import type { Plays } from './play.js';

/** So long ago that it is late. */
const LONG_AGO = '2026-01-05T12:00:00.000Z';

/** Inbound deliveries, to each of their ends. */
export const inboundDeliveries = {
  async 'put-away'(at, orderNo) {
    const plant = buyer(at);
    plant.wms.receiving.putAway(await atPutaway(plant, orderNo));
  },

  'announced': async (at, orderNo) => void (await announced(buyer(at), orderNo)),

  'late': async (at, orderNo) => void (await announced(buyer(at), orderNo, { expectedAt: LONG_AGO })),

  async 'arrived'(at, orderNo) {
    const plant = buyer(at);
    plant.wms.receiving.arrive(await announced(plant, orderNo));
  },

  async 'receiving'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await announced(plant, orderNo);
    plant.wms.receiving.arrive(inbound);
    plant.wms.receiving.count(inbound, { lines: [good(orderNo, '40')] });
  },

  async 'reply-lost'(at, orderNo) {
    const plant = buyer(at);
    const fault = { kind: 'commit-then-cut', method: 'POST', path: 'A_MaterialDocumentHeader' } as const;
    plant.sap.faults.ask({ ...fault, body: lotOf(orderNo) });
    await atPutaway(plant, orderNo);
  },

  'too-much': (at, orderNo) => tooMuch(buyer(at), orderNo),
  'too-much-accepted': (at, orderNo) => tooMuch(buyer(at), orderNo, 'ACCEPT'),
  'too-much-returned': (at, orderNo) => tooMuch(buyer(at), orderNo, 'RETURN'),
  'too-much-free': (at, orderNo) => tooMuch(buyer(at), orderNo, 'FREE'),

  async 'unordered-returned'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await announced(plant, orderNo);
    plant.unload(inbound, good(orderNo, '100'), { item: 'RM-20', quantity: '3' });
    await plant.runUntil(inboundRun(inbound), asks('B-RCV-UNORDERED'));
    await plant.decideOn(inboundRun(inbound), 'RETURN');
  },

  async 'lot-missing'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await announced(plant, orderNo);
    plant.unload(inbound, { item: 'RM-10', line: '000010', quantity: '100' });
    await plant.runUntil(inboundRun(inbound), asks('B-RCV-LOT'));
  },

  async 'unit-unknown'(at, orderNo) {
    const plant = buyer(at);
    const item = `RM-${orderNo}`;
    plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', stock: '0' });
    plant.buy(orderNo, { quantity: '100', item });
    const lines = [{ quantity: '100', item }];
    const inbound = await plant.announce(orderNo, { packingSlip: `PS-${orderNo}`, lines });
    plant.wms.receiving.arrive(inbound);
    plant.wms.receiving.count(inbound, { lines: [{ item, quantity: '2' }] });
    for (const counted of plant.wms.receiving.standing(inbound).counts[0]?.lines ?? []) counted.qty.uom = 'PAL';
    await plant.runUntil(inboundRun(inbound), asks('C-UOM'));
  },

  async 'count-mended'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await atPutaway(plant, orderNo);
    const receiptId = plant.wms.receiving.standing(inbound).counts[0]?.receiptId ?? '';
    plant.wms.receiving.correct(inbound, receiptId, { direction: 'LESS', lines: [good(orderNo, '2')] });
    await plant.happened('the correction', () => plant.receivedOf(orderNo) === '98');
  },

  'in-inspection': async (at, orderNo) => void (await inspected(buyer(at), orderNo)),

  async 'decision-late'(at, orderNo) {
    const plant = buyer(at);
    const { inbound } = await inspected(plant, orderNo);
    await plant.runUntil(inboundRun(inbound), asks('B-DECISION-LATE'));
  },

  async 'decision-wrong'(at, orderNo) {
    const plant = buyer(at);
    const { inspectionNo } = await inspected(plant, orderNo);
    plant.quality.decide(inspectionNo, { accepted: '90', force: true });
  },

  async 'decided'(at, orderNo) {
    await decided(buyer(at), orderNo);
  },

  async 'decided-otherwise'(at, orderNo) {
    const plant = buyer(at);
    const { inbound, inspectionNo } = await decided(plant, orderNo);
    plant.quality.decideAgain(inspectionNo, { accepted: '100' });
    await plant.runUntil(inboundRun(inbound), asks('B-UD-FINAL'));
    await plant.decideOn(inboundRun(inbound), 'KEEP_FIRST');
  },

  'putaway-late': async (at, orderNo) => void (await putawayLate(buyer(at), orderNo)),

  async 'putaway-seen'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await putawayLate(plant, orderNo);
    await plant.decideOn(inboundRun(inbound), 'PUT_AWAY');
  },

  async 'called-off'(at, orderNo) {
    const plant = buyer(at);
    await pressCancel(plant, inboundRun(await announced(plant, orderNo)));
  },

  async 'brought-back'(at, orderNo) {
    const plant = buyer(at);
    plant.wms.receiving.carryOutBringBack(await bringingBack(plant, orderNo));
  },

  async 'brought-back-as-seen'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await bringingBack(plant, orderNo);
    await plant.decideOn(inboundRun(inbound), 'BROUGHT_BACK');
  },

  'used': async (at, orderNo) => void (await used(buyer(at), orderNo)),

  async 'used-then-kept'(at, orderNo) {
    const plant = buyer(at);
    const inbound = await used(plant, orderNo);
    await plant.decideOn(inboundRun(inbound), 'KEEP');
  },
} satisfies Plays<'inbound-delivery'>;

type Buyer = ReturnType<typeof buyer>;

async function tooMuch(plant: Buyer, orderNo: string, choice?: string): Promise<void> {
  const inbound = await received(plant, orderNo, '120');
  await plant.runUntil(inboundRun(inbound), asks('B-RCV-OVER'));
  if (choice) await plant.decideOn(inboundRun(inbound), choice);
}

async function inspected(plant: Buyer, orderNo: string): Promise<{ inbound: string; inspectionNo: string }> {
  const item = `RM-${orderNo}`;
  plant.sap.addItem({ item, baseUom: 'EA', standardCost: '2.50', stock: '0' });
  plant.sap.setInspected(item);
  plant.buy(orderNo, { quantity: '100', item });
  const inbound = await plant.announce(orderNo, { packingSlip: `PS-${orderNo}`, lines: [{ quantity: '100', item }] });
  plant.unload(inbound, { item, line: '000010', quantity: '100' });
  await plant.runUntil(inboundRun(inbound), (view) => view.state === 'IN_INSPECTION');
  const inspectionNo = Object.keys(plant.quality.ledger().inspections).find((one) => one.startsWith(inbound)) ?? '';
  return { inbound, inspectionNo };
}

async function decided(plant: Buyer, orderNo: string): Promise<{ inbound: string; inspectionNo: string }> {
  const found = await inspected(plant, orderNo);
  plant.quality.decide(found.inspectionNo, { accepted: '90', rejected: '8', destroyed: '2' });
  await plant.runUntil(inboundRun(found.inbound), (view) => view.state === 'PUTAWAY');
  return found;
}

async function putawayLate(plant: Buyer, orderNo: string): Promise<string> {
  const inbound = await announced(plant, orderNo);
  plant.wms.receiving.arrive(inbound, { at: LONG_AGO });
  plant.wms.receiving.count(inbound, { lines: [good(orderNo, '100')] });
  plant.wms.receiving.close(inbound);
  await plant.runUntil(inboundRun(inbound), asks('B-DOCK-LATE'));
  return inbound;
}

async function bringingBack(plant: Buyer, orderNo: string): Promise<string> {
  const inbound = await atPutaway(plant, orderNo);
  await pressCancel(plant, inboundRun(inbound));
  await plant.runUntil(inboundRun(inbound), asks('B-INBOUND-ARRIVED'));
  return inbound;
}

async function used(plant: Buyer, orderNo: string): Promise<string> {
  const inbound = await atPutaway(plant, orderNo);
  const lot = lotOf(orderNo);
  plant.wms.stock.move({ item: 'RM-10', quantity: '20', from: 'INBOUND', lot, reason: 'USED', document: '' });
  await pressCancel(plant, inboundRun(inbound));
  await plant.runUntil(inboundRun(inbound), asks('B-RECEIPT-CONSUMED'));
  return inbound;
}
