import { beforeAll, describe, expect, test } from 'vitest';
import { asks, hasEnded } from '../setup/desk-words.js';
import { type BuyingPlant, inboundRun, purchaseRun, startBuying } from '../setup/purchasing.js';

let plant: BuyingPlant;
beforeAll(async () => {
  plant = await startBuying({ overrides: { receiving: { orderAnswer: '2s', receiptProbe: '1s' } } });
});

const good = (quantity: string, lot: string) => ({ item: 'RM-10', quantity, lot });
const standing = (purchaseOrderNo: string) =>
  plant
    .documentsOf(purchaseOrderNo)
    .filter(({ cancelled }) => !cancelled)
    .map(({ type, quantity }) => `${type} ${quantity}`);

async function cancel(run: string): Promise<string> {
  const { body: plan } = await plant.call('GET', `/v1/runs/${run}/cancel-plan`);
  return JSON.stringify(await plant.actOn(run, 'cancel', { expectedRevision: plan.revision }));
}

describe('what the supplier says of the order', () => {
  test('nothing: the buyer is told, and a notice of what is on its way is an answer too', async () => {
    plant.buy('4500002001');
    await plant.runUntil(purchaseRun('4500002001'), asks('B-NO-ORDER-ANSWER'));
    await plant.announce('4500002001', { packingSlip: 'PS-2001', lines: [{ quantity: '1000' }] });
    await plant.runUntil(
      purchaseRun('4500002001'),
      (view) => view.condition === 'WAITING' && view.exceptionCount === 0,
    );
  });

  test('no: the buyer changes the order, and the supplier hears of it', async () => {
    plant.buy('4500002002');
    await plant.happened('the order at the supplier', () =>
      plant.suppliers.ledger().orders.some((one) => one.purchaseOrderNo === '4500002002'),
    );
    plant.suppliers.answer('4500002002', 'REJECTED', 'no capacity for so many');
    const asked = await plant.runUntil(purchaseRun('4500002002'), asks('B-ORDER-REJECTED'));
    expect(asked.exceptions[0]?.text).toContain('no capacity');
    plant.sap.changePurchaseOrder('4500002002', { quantity: '800' });
    await plant.runUntil(purchaseRun('4500002002'), (view) => view.exceptionCount === 0);
    const sent = plant.suppliers.ledger().orders.filter((one) => one.purchaseOrderNo === '4500002002');
    expect(sent.map(({ purpose, lines }) => `${purpose} ${lines[0]?.quantity.value}`)).toEqual([
      'ORIGINAL 1000',
      'CHANGE 800',
    ]);
  });
});

describe('what is announced', () => {
  test('more than may come waits for the buyer; once the order is raised it is taken by itself', async () => {
    plant.buy('4500002011', { quantity: '100' });
    plant.tell('4500002011', { packingSlip: 'PS-2011', lines: [{ quantity: '150' }] });
    const asked = await plant.runUntil(purchaseRun('4500002011'), asks('B-NOTICE-UNMATCHED'));
    expect(asked.exceptions.find(({ code }) => code === 'B-NOTICE-UNMATCHED')?.text).toContain('150 are announced');
    expect(plant.inboundOf('4500002011')).toEqual([]);
    plant.sap.changePurchaseOrder('4500002011', { quantity: '150' });
    await plant.happened('its inbound delivery', () => plant.inboundOf('4500002011').length === 1);
  });

  test('again: the same is no other delivery; a newer word takes the place of the older, until the truck is here', async () => {
    plant.buy('4500002012');
    const first = await plant.announce('4500002012', { packingSlip: 'PS-2012', lines: [{ quantity: '600' }] });
    plant.tell('4500002012', { packingSlip: 'PS-2012', lines: [{ quantity: '600' }] });
    const second = await plant.announce('4500002012', {
      packingSlip: 'PS-2012',
      version: 2,
      lines: [{ quantity: '500' }],
    });
    expect(plant.inboundOf('4500002012')).toEqual([second]);
    await plant.runUntil(inboundRun(first), (view) => view.state === 'COMPENSATED');
    plant.wms.receiving.arrive(second);
    await plant.runUntil(inboundRun(second), (view) => view.state === 'ARRIVED');
    plant.tell('4500002012', { packingSlip: 'PS-2012', version: 3, lines: [{ quantity: '500' }], cancelled: true });
    plant.wms.receiving.count(second, { lines: [good('500', 'L-2012')] });
    plant.wms.receiving.close(second);
    await plant.runUntil(inboundRun(second), (view) => view.state === 'PUTAWAY');
    expect(standing('4500002012')).toEqual(['101 500']);
  });

  test('nothing: a truck that nobody had announced is received on its order', async () => {
    plant.buy('4500002013', { quantity: '40' });
    await plant.runUntil(purchaseRun('4500002013'), (view) => view.condition !== 'RUNNING');
    plant.wms.receiving.arriveUnannounced({ purchaseOrderNo: '4500002013', packingSlip: 'PS-2013' });
    const number = Object.keys(plant.wms.ledger().inboundDeliveries).at(-1) ?? '';
    plant.wms.receiving.count(number, { lines: [good('40', 'L-2013')] });
    plant.wms.receiving.close(number);
    await plant.runUntil(inboundRun(number), (view) => view.state === 'PUTAWAY');
    plant.wms.receiving.putAway(number);
    expect((await plant.runUntil(purchaseRun('4500002013'), hasEnded)).state).toBe('CLOSED');
    expect(standing('4500002013')).toEqual(['101 40']);
  });
});

describe('what is counted', () => {
  test('twice over midnight, and mended later: a document each, of the day of its count, and a correction of its own', async () => {
    plant.buy('4500002021', { quantity: '100' });
    const inbound = await plant.announce('4500002021', { packingSlip: 'PS-2021', lines: [{ quantity: '100' }] });
    plant.wms.receiving.arrive(inbound);
    plant.wms.receiving.count(inbound, { lines: [good('60', 'L-2021')], at: '2028-03-10T04:30:00Z' });
    plant.wms.receiving.count(inbound, { lines: [good('40', 'L-2021')], at: '2028-03-10T06:30:00Z' });
    plant.wms.receiving.close(inbound);
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    const receiptId = plant.wms.receiving.standing(inbound).counts[1]?.receiptId ?? '';
    plant.wms.receiving.correct(inbound, receiptId, { direction: 'LESS', lines: [good('3', 'L-2021')] });
    await plant.happened('the correction', () => standing('4500002021').length === 3);
    expect(standing('4500002021')).toEqual(['101 60', '101 40', '102 3']);
    expect(plant.receivedOf('4500002021')).toBe('97');
    const dates = plant.sap
      .ledger()
      .materialDocuments.filter(({ movements }) => movements.some((one) => one.purchaseOrder === '4500002021'))
      .map(({ postingDate }) => postingDate);
    expect(dates.slice(0, 2)).toEqual(['2028-03-09', '2028-03-10']);
    await plant.happened('another advice', () =>
      plant.suppliers.ledger().advices.some((one) => one.purchaseOrderNo === '4500002021' && one.sequence === 2),
    );
  });

  test('without its lot: it stops at the dock until the warehouse has it', async () => {
    plant.buy('4500002022', { quantity: '10' });
    const inbound = await plant.announce('4500002022', { packingSlip: 'PS-2022', lines: [{ quantity: '10' }] });
    plant.wms.receiving.arrive(inbound);
    plant.wms.receiving.count(inbound, { lines: [{ item: 'RM-10', quantity: '10' }] });
    await plant.runUntil(inboundRun(inbound), asks('B-RCV-LOT'));
    expect(standing('4500002022')).toEqual([]);
    const [counted] = plant.wms.receiving.standing(inbound).counts[0]?.lines ?? [];
    if (counted) counted.lot = 'L-2022';
    plant.wms.receiving.close(inbound);
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    expect(standing('4500002022')).toEqual(['101 10']);
  });

  test('something that was not ordered: the rest is posted, and the buyer has it returned', async () => {
    plant.buy('4500002023', { quantity: '10' });
    const inbound = await plant.announce('4500002023', { packingSlip: 'PS-2023', lines: [{ quantity: '10' }] });
    plant.unload(inbound, good('10', 'L-2023'), { item: 'RM-20', quantity: '7' });
    await plant.runUntil(inboundRun(inbound), asks('B-RCV-UNORDERED'));
    expect(standing('4500002023')).toEqual(['101 10']);
    await plant.decideOn(inboundRun(inbound), 'RETURN');
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
  });

  test('the reply to the posting is lost: one document', async () => {
    plant.buy('4500002024', { quantity: '10' });
    const inbound = await plant.announce('4500002024', { packingSlip: 'PS-2024', lines: [{ quantity: '10' }] });
    const lost = plant.sap.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'A_MaterialDocumentHeader' });
    plant.unload(inbound, good('10', 'L-2024'));
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    expect(lost.struck).toBe(1);
    expect(standing('4500002024')).toEqual(['101 10']);
  });
});

describe('a cancel', () => {
  test('before the truck is here: nothing is left in the ERP and the warehouse, and the supplier is told', async () => {
    plant.buy('4500002031');
    const inbound = await plant.announce('4500002031', { packingSlip: 'PS-2031', lines: [{ quantity: '1000' }] });
    expect(await cancel(purchaseRun('4500002031'))).toContain('done');
    expect((await plant.runUntil(purchaseRun('4500002031'), hasEnded)).state).toBe('CANCELLED');
    expect(plant.inboundOf('4500002031')).toEqual([]);
    expect(plant.wms.ledger().inboundDeliveries[inbound]).toMatchObject({ status: 'CANCELLED' });
    const sent = plant.suppliers.ledger().orders.filter((one) => one.purchaseOrderNo === '4500002031');
    expect(sent.map(({ purpose }) => purpose)).toEqual(['ORIGINAL', 'CANCELLATION']);
  });

  test('of a delivery that is posted: brought back to the dock first, then its documents are cancelled', async () => {
    plant.buy('4500002032', { quantity: '50' });
    const inbound = await plant.announce('4500002032', { packingSlip: 'PS-2032', lines: [{ quantity: '50' }] });
    plant.unload(inbound, good('50', 'L-2032'));
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    const cancelled = cancel(inboundRun(inbound));
    await plant.runUntil(inboundRun(inbound), asks('B-INBOUND-ARRIVED'));
    expect(standing('4500002032')).toEqual(['101 50']);
    plant.wms.receiving.carryOutBringBack(inbound);
    expect(await cancelled).toContain('done');
    expect((await plant.runUntil(inboundRun(inbound), hasEnded)).state).toBe('COMPENSATED');
    expect(plant.receivedOf('4500002032')).toBe('0');
    expect(plant.booked('RM-10', 'L-2032')).toEqual({});
    expect(plant.inboundOf('4500002032')).toEqual([]);
  });

  test('of a delivery that is partly used: a person decides, and what was used stays in the books', async () => {
    plant.buy('4500002033', { quantity: '50' });
    const inbound = await plant.announce('4500002033', { packingSlip: 'PS-2033', lines: [{ quantity: '50' }] });
    plant.unload(inbound, good('50', 'L-2033'));
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    plant.wms.stock.move({
      item: 'RM-10',
      quantity: '20',
      from: 'INBOUND',
      lot: 'L-2033',
      reason: 'USED',
      document: '',
    });
    const cancelled = cancel(inboundRun(inbound));
    await plant.runUntil(inboundRun(inbound), asks('B-RECEIPT-CONSUMED'));
    await plant.decideOn(inboundRun(inbound), 'KEEP');
    await cancelled;
    expect((await plant.runUntil(inboundRun(inbound), hasEnded)).state).toBe('COMPENSATED_PARTIAL');
    expect(standing('4500002033')).toEqual(['101 50']);
  });

  test('of an order whose goods are here: the buyer keeps them, and no more is expected', async () => {
    plant.buy('4500002034', { quantity: '100' });
    const inbound = await plant.announce('4500002034', { packingSlip: 'PS-2034', lines: [{ quantity: '60' }] });
    plant.unload(inbound, good('60', 'L-2034'));
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    const cancelled = cancel(purchaseRun('4500002034'));
    await plant.runUntil(purchaseRun('4500002034'), asks('B-INBOUND-ARRIVED'));
    await plant.decideOn(purchaseRun('4500002034'), 'KEEP');
    expect(await cancelled).toContain('superseded');
    plant.wms.receiving.putAway(inbound);
    expect((await plant.runUntil(purchaseRun('4500002034'), hasEnded)).state).toBe('CLOSED');
    expect(plant.isDeliveryComplete('4500002034')).toBe(true);
    expect(plant.receivedOf('4500002034')).toBe('60');
  });
});
