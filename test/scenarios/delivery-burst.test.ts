import { beforeAll, expect, test } from 'vitest';
import { deliveryRun, isAtDock, type SalesPlant, startSales } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  // A look at single picks each 40 seconds: longer than a test waits.
  plant = await startSales({ overrides: { shipping: { warehouseProbe: '10m' } } });
});

const PICKS = 520;

test('hundreds of single picks: the order is not read for each, and no burst hides that it has left', async () => {
  plant.sell('330001', '84001', { quantity: String(PICKS) });
  await plant.atWarehouse('84001');
  await plant.book('84001');
  for (let pick = 1; pick <= PICKS; pick += 1) {
    plant.wms.outbound.pick('84001', { line: '000010', quantity: '1' });
    // The run itself says nothing of single picks until it looks.
    const forwarded = async () =>
      (await plant.store.messages.after(deliveryRun('84001'), 0, PICKS)).filter((one) => one.status === 'forwarded')
        .length;
    if (pick % 160 === 0) await expect.poll(forwarded, { timeout: 50_000 }).toBeGreaterThanOrEqual(pick);
  }
  plant.wms.outbound.ship('84001');
  const view = await plant.runUntil(deliveryRun('84001'), isAtDock);
  const reads = view.timeline.filter((fact) => fact.type === 'step' && fact.step === 'read warehouse order');
  expect(reads.length).toBeLessThan(20);
  expect(plant.sales('84001').issued).toMatchObject({ value: String(PICKS), documents: 1 });
});
