import { beforeAll, describe, expect, test } from 'vitest';
import { deliveryRun, isAtDock, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  // A look at single picks each 40 seconds: longer than a test waits.
  plant = await startSales({ overrides: { shipping: { warehouseProbe: '10m' } } });
});

describe('what the warehouse tells of its work', () => {
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
