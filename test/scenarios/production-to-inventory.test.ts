import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant({ mesAnswersAfterMs: 20 });
});

async function started(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
}

const valuesOf = (timeline: Fact[]) =>
  Object.fromEntries(timeline.flatMap((fact) => (fact.type === 'value' ? [[fact.what, fact.amount]] : [])));

test('S08 yield and scrap: receives the yield, consumes for both, to the cent', async () => {
  await started('1000201');
  plant.mes.confirm('1000201', { yield: '100', scrap: '4', lot: 'L-31' });
  const view = await plant.until('inventory', '1000201', (one) => one.progress?.yield === '100');
  expect(view.progress).toMatchObject({ planned: '500', yield: '100', scrap: '4', open: '396' });
  expect(plant.postedTo('1000201').moved).toEqual({
    '101 FG-1000': '100',
    '261 RM-10': '104',
    '261 RM-20': '208',
    '261 RM-30': '78',
  });
  expect(valuesOf(view.timeline)).toEqual({ receipt: '12000.00', consumption: '2485.60', scrap: '95.60' });
  const [receipt] = Object.values(plant.wms.ledger().receipts).filter((one) => one.orderNo === '1000201');
  expect(receipt?.qty.value).toBe('100');
  const event = view.timeline.find((fact) => fact.type === 'event');
  const step = view.timeline.find((fact) => fact.type === 'step' && fact.step === 'verify confirmation');
  expect(
    Date.parse(step?.at ?? '') - Date.parse((event as Extract<Fact, { type: 'event' }>).occurredAt),
  ).toBeGreaterThan(0);
});

describe('S10 a report for an order that has no run', () => {
  test('the ERP has it released: the run is adopted, and the report posted', async () => {
    plant.order('1000777');
    plant.mes.openLocally('1000777', { item: 'FG-1000', quantity: '500', uom: 'EA' });
    plant.mes.confirm('1000777', { yield: '25' });
    await plant.until('inventory', '1000777', (view) => view.progress?.yield === '25');
    const adopted = await plant.until(
      'production',
      '1000777',
      (view) => view.state === 'IN_EXECUTION' && view.progress?.yield === '25',
    );
    expect(adopted.condition).toBe('WAITING');
    expect(plant.postedTo('1000777').moved['101 FG-1000']).toBe('25');
    // It is in execution already: nothing is staged or sent again.
    expect(plant.wms.ledger().stagingRequests['1000777']).toBeUndefined();
  });

  test('the ERP does not know it: a person is told what it is worth, and the report is never dropped', async () => {
    plant.mes.openLocally('1000778', { item: 'FG-1000', quantity: '500', uom: 'EA' });
    plant.mes.confirm('1000778', { yield: '25' });
    await plant.until('inventory', '1000778', (view) => view.state === 'ORPHAN');
    const view = await plant.until('inventory', '1000778', (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]).toMatchObject({
      code: 'C-ORPHAN-EVENT',
      owner: 'planner',
      impact: { inventoryMisstatement: { amount: '3000.00', currency: 'USD' }, confidence: 'EXACT' },
    });
    plant.order('1000778');
    await plant.until('inventory', '1000778', (one) => one.progress?.yield === '25' && one.exceptionCount === 0);
    expect(plant.postedTo('1000778').confirmations).toHaveLength(1);
  });
});

describe('S11 the reply to a confirmation is lost', () => {
  test('the ERP had committed: its confirmation and material document are adopted', async () => {
    await started('1000202');
    const fault = plant.sap.faults.ask({
      kind: 'commit-then-cut',
      method: 'POST',
      path: '/ProdnOrdConf2',
      body: '1000202',
    });
    plant.mes.confirm('1000202', { yield: '60' });
    const view = await plant.until('inventory', '1000202', (one) => one.progress?.yield === '60');
    expect(fault.struck).toBe(1);
    const posted = plant.postedTo('1000202');
    expect(posted.confirmations).toHaveLength(1);
    expect(posted.moved['101 FG-1000']).toBe('60');
    expect(view.documents.map((document) => document.type)).toEqual(
      expect.arrayContaining(['CONFIRMATION', 'MATERIAL_DOCUMENT']),
    );
  });

  test('nobody can say: it is not posted again, later ones of the order wait, other orders go on', async () => {
    await Promise.all([started('1000203'), started('1000204')]);
    const cut = plant.sap.faults.ask({
      kind: 'commit-then-cut',
      method: 'POST',
      path: '/ProdnOrdConf2',
      body: '1000203',
    });
    const mute = plant.sap.faults.ask({
      kind: 'status',
      method: 'GET',
      path: 'ProdnOrdConf2.*1000203',
      status: 500,
      times: 10_000,
    });
    plant.mes.confirm('1000203', { yield: '60' });
    const doubt = await plant.until('inventory', '1000203', (one) => one.condition === 'UNKNOWN_OUTCOME');
    expect(doubt.exceptions[0]).toMatchObject({ code: 'U-IN-DOUBT', actions: expect.arrayContaining(['resolve']) });
    expect(doubt.exceptions[0]?.actions).not.toContain('retry');
    plant.mes.confirm('1000203', { yield: '40' });
    plant.mes.confirm('1000204', { yield: '10' });
    await plant.until('inventory', '1000204', (one) => one.progress?.yield === '10');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(cut.struck).toBe(1);
    expect(plant.postedTo('1000203').confirmations).toHaveLength(1);
    mute.left = 0;
    await plant.until('inventory', '1000203', (one) => one.progress?.yield === '100');
    expect(plant.postedTo('1000203').confirmations.map((one) => one.yield)).toEqual(['60', '40']);
    expect(mute.struck).toBeGreaterThan(1);
  });
});

describe('S15 a component is short', () => {
  test('its line is parked with owner and value, the rest is posted, and it posts itself when stock comes', async () => {
    await started('1000205');
    const stockOf = () =>
      plant.sap.ledger().stock.find((one) => one.item === 'RM-20' && one.plant === 'P100' && one.location === 'LINE')
        ?.quantity ?? '0';
    plant.sap.issueStock('RM-20', String(Number(stockOf()) - 150));
    plant.mes.confirm('1000205', { yield: '100', scrap: '4' });
    const parked = await plant.until('inventory', '1000205', (one) => one.state === 'PARKED_LINES');
    expect(parked.exceptions).toMatchObject([
      {
        code: 'B-STOCK-SHORT',
        owner: 'inventory',
        impact: { inventoryMisstatement: { amount: '520.00', currency: 'USD' } },
      },
    ]);
    expect(plant.postedTo('1000205').moved).toEqual({ '101 FG-1000': '100', '261 RM-10': '104', '261 RM-30': '78' });

    // While it is parked the order cannot be finished.
    plant.mes.confirm('1000205', { yield: '396', final: true });
    plant.mes.complete('1000205');
    await plant.until('inventory', '1000205', (one) => one.state === 'BLOCKED');
    expect(plant.postedTo('1000205')).toMatchObject({ technicallyCompleted: false });
    expect(plant.postedTo('1000205').confirmations).toHaveLength(1);

    plant.sap.receiveStock('RM-20', '100');
    plant.wms.transfer('RM-20', '100', 'LINE');
    await expect.poll(() => plant.postedTo('1000205').moved['261 RM-20'], { timeout: 15_000 }).toBe('208');
    expect(stockOf()).toBe('42');
    // The final confirmation follows as soon as there is stock for it too.
    plant.sap.receiveStock('RM-20', '1000');
    plant.wms.transfer('RM-20', '1000', 'LINE');
    await plant.until('production', '1000205', (one) => one.state === 'CLOSED');
    expect(plant.postedTo('1000205')).toMatchObject({
      technicallyCompleted: true,
      moved: { '101 FG-1000': '496', '261 RM-20': '1000' },
    });
  });
});
