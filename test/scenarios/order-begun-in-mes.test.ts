import { beforeAll, expect, test } from 'vitest';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant();
});

test('an order that the MES has begun by its own recipe is not changed by ours, and goes on', async () => {
  plant.order('1000660');
  plant.mes.openLocally('1000660', { item: 'FG-1000', quantity: '500', uom: 'EA' });
  plant.mes.confirm('1000660', { yield: '25' });
  await plant.until('production', '1000660', (view) => view.progress?.yield === '25');
  plant.sap.changeOrder('1000660', { quantity: '650' });
  plant.sap.tellChanged('1000660');
  await plant.until('production', '1000660', (view) => view.exceptions[0]?.code === 'B-CHANGE-TOO-LATE');
  await plant.act('production', '1000660', 'decide', { payload: { choice: 'KEEP' } });
  plant.mes.confirm('1000660', { yield: '475', final: true });
  plant.mes.complete('1000660');
  const ended = await plant.until('production', '1000660', (view) => view.condition === 'DONE');
  expect(ended.state).toBe('CLOSED');
  expect(plant.mes.ledger().orders['1000660']?.changes.filter(({ kind }) => kind === 'PUT')).toEqual([]);
});
