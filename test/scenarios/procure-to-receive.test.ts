import { beforeAll, describe, expect, test } from 'vitest';
import { asks, hasEnded } from '../setup/desk-words.js';
import { type BuyingPlant, inboundRun, purchaseRun, startBuying } from '../setup/purchasing.js';

let plant: BuyingPlant;
beforeAll(async () => {
  plant = await startBuying();
  plant.sap.addItem({ item: 'RM-12', baseUom: 'EA', standardCost: '18.00', lotControl: true, stock: '0' });
  plant.sap.setInspected('RM-12');
});

const good = (quantity: string, lot: string) => ({ item: 'RM-10', line: '000010', quantity, lot });
const standing = (purchaseOrderNo: string) =>
  plant
    .documentsOf(purchaseOrderNo)
    .filter(({ cancelled }) => !cancelled)
    .map(({ type, quantity, status, value }) => `${type} ${quantity} ${status} ${value}`);

describe('S21 two partial receipts', () => {
  test('each truck is a document; the order is complete once, with the last of it', async () => {
    plant.buy('4500001234');
    const first = await plant.announce('4500001234', { packingSlip: 'PS-1', lines: [{ quantity: '600' }] });
    plant.unload(first, good('600', 'L-701'));
    await plant.runUntil(inboundRun(first), (view) => view.state === 'PUTAWAY');
    plant.wms.receiving.putAway(first);
    const partly = await plant.runUntil(purchaseRun('4500001234'), (view) => view.state === 'PARTIALLY_RECEIVED');
    expect(partly.fulfilment).toMatchObject({ ordered: '1000', shipped: '600' });
    expect(plant.isDeliveryComplete('4500001234')).toBe(false);

    const second = await plant.announce('4500001234', { packingSlip: 'PS-2', lines: [{ quantity: '400' }] });
    plant.unload(second, good('400', 'L-702'));
    await plant.runUntil(inboundRun(second), (view) => view.state === 'PUTAWAY');
    plant.wms.receiving.putAway(second);
    expect((await plant.runUntil(purchaseRun('4500001234'), hasEnded)).state).toBe('CLOSED');
    expect(standing('4500001234')).toEqual(['101 600 UNRESTRICTED 10500.00', '101 400 UNRESTRICTED 7000.00']);
    expect(plant.isDeliveryComplete('4500001234')).toBe(true);
    expect(plant.booked('RM-10', 'L-701')).toEqual({ UNRESTRICTED: '600' });
    expect(plant.suppliers.ledger().orders.map(({ purpose }) => purpose)).toEqual(['ORIGINAL']);
  });
});

describe('S22 more than was ordered', () => {
  async function tooMuch(purchaseOrderNo: string, lot: string): Promise<string> {
    plant.buy(purchaseOrderNo);
    const inbound = await plant.announce(purchaseOrderNo, { packingSlip: `PS-${lot}`, lines: [{ quantity: '1000' }] });
    plant.unload(inbound, good('1120', lot));
    const asked = await plant.runUntil(inboundRun(inbound), asks('B-RCV-OVER'));
    expect(asked).toMatchObject({ state: 'EXCESS_DECISION' });
    expect(asked.exceptions[0]).toMatchObject({
      owner: 'buyer',
      choices: ['ACCEPT', 'RETURN', 'FREE'],
      impact: { quantity: { value: '20' }, inventoryMisstatement: { amount: '350.00', currency: 'USD' } },
    });
    expect(standing(purchaseOrderNo)).toEqual(['101 1100 UNRESTRICTED 19250.00']);
    expect(plant.lying('RM-10', lot)).toEqual({ UNRESTRICTED: '1100', EXCESS_HOLD: '20' });
    expect(plant.booked('RM-10', lot)).toEqual({ UNRESTRICTED: '1100' });
    return inbound;
  }

  test('accepted: the order is raised, and the rest is posted', async () => {
    const inbound = await tooMuch('4500001301', 'L-711');
    await plant.decideOn(inboundRun(inbound), 'ACCEPT');
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    expect(standing('4500001301')).toEqual(['101 1100 UNRESTRICTED 19250.00', '101 20 UNRESTRICTED 350.00']);
    expect(
      plant.sap.ledger().purchaseOrders.find((one) => one.purchaseOrderNo === '4500001301')?.lines[0],
    ).toMatchObject({
      quantity: '1120',
    });
    expect(plant.lying('RM-10', 'L-711')).toEqual({ UNRESTRICTED: '1120' });
  });

  test('returned: it never was stock of ours', async () => {
    const inbound = await tooMuch('4500001302', 'L-712');
    await plant.decideOn(inboundRun(inbound), 'RETURN');
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    expect(standing('4500001302')).toHaveLength(1);
    expect(plant.lying('RM-10', 'L-712')).toEqual({ UNRESTRICTED: '1100', RETURN: '20' });
  });

  test('free of charge: it is stock without a price, and the order stays as it is', async () => {
    const inbound = await tooMuch('4500001303', 'L-713');
    await plant.decideOn(inboundRun(inbound), 'FREE');
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    expect(plant.booked('RM-10', 'L-713')).toEqual({ UNRESTRICTED: '1120' });
    expect(plant.receivedOf('4500001303')).toBe('1100');
  });
});

describe('S23 less, and damaged', () => {
  test('the supplier is told what is missing, and accounts payable what an invoice for all would be too much', async () => {
    plant.buy('4500001401', { quantity: '600' });
    const inbound = await plant.announce('4500001401', { packingSlip: 'PS-23', lines: [{ quantity: '600' }] });
    plant.unload(inbound, good('583', 'L-723'), { ...good('5', 'L-723'), condition: 'DAMAGED' });
    const view = await plant.runUntil(inboundRun(inbound), (one) => one.state === 'PUTAWAY');
    expect(standing('4500001401')).toEqual(['101 583 UNRESTRICTED 10202.50', '101 5 BLOCKED 87.50']);
    expect(plant.booked('RM-10', 'L-723')).toEqual({ UNRESTRICTED: '583', BLOCKED: '5' });
    const [advice] = plant.suppliers.ledger().advices.filter(({ purchaseOrderNo }) => purchaseOrderNo === '4500001401');
    expect(advice?.lines).toMatchObject([
      { accepted: { value: '583' }, damaged: { value: '5' }, missing: { value: '12' } },
    ]);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ type: 'value', what: 'expected invoice variance', amount: '210.00', currency: 'USD' }),
    );
  });
});

describe('S25 a usage decision with splits', () => {
  async function decided(purchaseOrderNo: string, lot: string): Promise<{ inbound: string; inspectionNo: string }> {
    plant.buy(purchaseOrderNo, { quantity: '500', item: 'RM-12' });
    const lines = [{ quantity: '500', item: 'RM-12' }];
    const inbound = await plant.announce(purchaseOrderNo, { packingSlip: `PS-${lot}`, lines });
    plant.unload(inbound, { ...good('500', lot), item: 'RM-12' });
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'IN_INSPECTION');
    expect(plant.booked('RM-12', lot)).toEqual({ QUALITY: '500' });
    expect(plant.lying('RM-12', lot)).toEqual({ QUALITY: '500' });
    const inspectionNo = Object.keys(plant.quality.ledger().inspections).find((one) => one.startsWith(inbound)) ?? '';
    plant.quality.decide(inspectionNo, { code: 'A1', by: 'QA-7', accepted: '480', rejected: '15', destroyed: '5' });
    await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
    return { inbound, inspectionNo };
  }

  test('480 may be used, 15 go back to the supplier, 5 are used up; the warehouse and the books agree', async () => {
    await decided('4500001501', 'L-801');
    expect(plant.booked('RM-12', 'L-801')).toEqual({ UNRESTRICTED: '480' });
    expect(plant.lying('RM-12', 'L-801')).toEqual({ UNRESTRICTED: '480', RETURN: '15' });
    const types = plant.sap
      .ledger()
      .materialDocuments.flatMap(({ movements }) => movements.filter(({ batch }) => batch === 'L-801'))
      .map(({ type, quantity }) => `${type} ${quantity}`);
    expect(types).toEqual(['101 500', '321 480', '350 15', '122 15', '331 5']);
  });

  test('the same decision again is a duplicate; another one moves nothing, and is quality’s to settle', async () => {
    const { inbound, inspectionNo } = await decided('4500001502', 'L-802');
    const documents = plant.sap.ledger().materialDocuments.length;
    plant.quality.decide(inspectionNo, { code: 'A1', by: 'QA-7', accepted: '480', rejected: '15', destroyed: '5' });
    plant.quality.decideAgain(inspectionNo, {
      code: 'A2',
      by: 'QA-8',
      accepted: '470',
      rejected: '25',
      destroyed: '5',
    });
    const asked = await plant.runUntil(inboundRun(inbound), asks('B-UD-FINAL'));
    expect(asked.exceptions[0]).toMatchObject({ owner: 'quality', choices: ['KEEP_FIRST'] });
    await plant.decideOn(inboundRun(inbound), 'KEEP_FIRST');
    plant.wms.receiving.putAway(inbound);
    await plant.runUntil(inboundRun(inbound), hasEnded);
    expect(plant.sap.ledger().materialDocuments).toHaveLength(documents);
  });
});
