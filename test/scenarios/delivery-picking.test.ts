import { beforeAll, describe, expect, test } from 'vitest';
import { deliveryRun, isAtDock, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  // A look at single picks each 40 seconds: longer than a test waits.
  plant = await startSales({ overrides: { shipping: { warehouseProbe: '10m' } } });
});

const PICKS = 520;

describe('what the warehouse tells of its work', () => {
  test('hundreds of single picks: the order is not read for each, and no burst hides that it has left', async () => {
    plant.sell('330001', '84001', { quantity: String(PICKS) });
    await plant.atWarehouse('84001');
    await plant.book('84001');
    for (let pick = 1; pick <= PICKS; pick += 1) {
      plant.wms.outbound.pick('84001', { line: '000010', quantity: '1' });
      const hasCome = (view: { timeline: { type: string }[] }) =>
        view.timeline.filter(({ type }) => type === 'event').length >= pick;
      if (pick % 160 === 0) await plant.runUntil(deliveryRun('84001'), hasCome);
    }
    plant.wms.outbound.ship('84001');
    const view = await plant.runUntil(deliveryRun('84001'), isAtDock);
    const reads = view.timeline.filter((fact) => fact.type === 'step' && fact.step === 'read warehouse order');
    expect(reads.length).toBeLessThan(20);
    expect(plant.sales('84001').issued).toMatchObject({ value: String(PICKS), documents: 1 });
  }, 180_000);

  test('late: a person knows of it once, however much is picked meanwhile', async () => {
    plant.sell('330002', '84011', { quantity: '6', plannedGoodsIssue: '2026-01-05T12:00:00' });
    await plant.atWarehouse('84011');
    await plant.book('84011');
    for (const picked of ['2', '4']) {
      plant.wms.outbound.pick('84011', { line: '000010', quantity: '2' });
      plant.wms.outbound.pack('84011');
      await plant.runUntil(deliveryRun('84011'), (view) => view.fulfilment?.picked === picked);
    }
    plant.wms.outbound.pick('84011', { line: '000010', quantity: '2' });
    plant.wms.outbound.ship('84011');
    const { timeline } = await plant.runUntil(deliveryRun('84011'), isAtDock);
    const late = timeline.flatMap((fact) => ('code' in fact && fact.code === 'B-PICK-LATE' ? [fact.type] : []));
    expect(late).toEqual(['exception', 'settled']);
  });
});
