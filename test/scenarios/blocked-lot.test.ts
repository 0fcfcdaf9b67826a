import { beforeAll, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { startPlant } from '../setup/plant.js';
import { selling, type SalesPlant } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = selling(await startPlant({ mesAnswersAfterMs: 20 }));
});

const LINE = { location: 'LINE', batch: 'L-778' };

async function started(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
}

const used = (lot: string, value: string) => [
  { item: 'RM-10', mode: 'ACTUAL' as const, lot, qty: { value, uom: 'EA' } },
];
const bookStock = (lot: string) =>
  plant.sap
    .ledger()
    .stock.filter((one) => one.batch === lot && one.quantity !== '0')
    .map(({ item, status, quantity }) => `${item} ${status} ${quantity}`);
const shelves = (lot: string) =>
  plant.wms
    .ledger()
    .stock.filter((one) => one.lot === lot)
    .map(({ status, onHand }) => `${status ?? 'UNRESTRICTED'} ${onHand}`);

test('S18 a blocked lot was used: what was made of it is contained, its consumption waits for quality, the trace is there', async () => {
  await started('1000231');
  plant.sap.receiveStock('RM-10', '200', LINE);
  plant.sap.blockStock('RM-10', '200', LINE);
  plant.mes.confirm('1000231', { yield: '60', lot: 'L-901', consumption: used('L-778', '60') });
  const view = await plant.until('inventory', '1000231', (one) => one.state === 'PARKED_LINES');
  expect(view.exceptions).toMatchObject([
    {
      code: 'B-LOT-STATUS',
      owner: 'quality',
      severity: 'SEV2',
      impact: { inventoryMisstatement: { amount: '7200.00', currency: 'USD' }, orders: ['1000231'] },
    },
  ]);
  expect(bookStock('L-901')).toEqual(['FG-1000 QUALITY 60']);
  expect(shelves('L-901')).toEqual(['QUALITY 60']);
  expect(plant.postedTo('1000231').moved).toMatchObject({ '101 FG-1000': '60', '261 RM-20': '120' });
  expect(plant.postedTo('1000231').moved['261 RM-10']).toBeUndefined();
  const madeFrom = view.timeline.find((fact) => fact.type === 'made-from') as Extract<Fact, { type: 'made-from' }>;
  expect(madeFrom.output).toMatchObject({ item: 'FG-1000', lot: 'L-901', quantity: '60' });
  expect(madeFrom.inputs).toContainEqual({ item: 'RM-10', lot: 'L-778', quantity: '60', uom: 'EA' });

  // Nobody frees it: asked again, it waits on, and is never a mere shortage.
  await plant.act('inventory', '1000231', 'retry');
  const waiting = await plant.until('inventory', '1000231', (one) => (one.exceptions[0]?.attempts ?? 0) > 1);
  expect(waiting.exceptions[0]).toMatchObject({ code: 'B-LOT-STATUS', severity: 'SEV2' });
  plant.sap.unblockStock('RM-10', '200', LINE);
  await plant.until('inventory', '1000231', (one) => one.exceptionCount === 0);
  expect(plant.postedTo('1000231').moved['261 RM-10']).toBe('60');
  // What was made of it is freed by a decision of its own.
  expect(bookStock('L-901')).toEqual(['FG-1000 QUALITY 60']);
});

test('the deliveries that are to have the output lot are told with it', async () => {
  await started('1000232');
  plant.sap.receiveStock('RM-10', '100', { location: 'LINE', batch: 'L-779' });
  plant.mes.confirm('1000232', { yield: '40', lot: 'L-902', consumption: used('L-779', '40') });
  await plant.until('inventory', '1000232', (view) => view.progress?.yield === '40' && view.condition === 'WAITING');
  plant.sell('200232', '80232', { quantity: '30' });
  await plant.bringToDock('80232');
  plant.sap.blockStock('RM-10', '60', { location: 'LINE', batch: 'L-779' });
  plant.mes.confirm('1000232', { yield: '20', lot: 'L-902', consumption: used('L-779', '20') });
  const view = await plant.until('inventory', '1000232', (one) => one.state === 'PARKED_LINES');
  expect(view.exceptions[0]).toMatchObject({
    code: 'B-LOT-STATUS',
    impact: { orders: ['1000232', '80232'], inventoryMisstatement: { amount: '2400.00' } },
  });
});

test('a lot of which only a part is blocked may be used for the rest', async () => {
  await started('1000233');
  plant.sap.receiveStock('RM-10', '100', { location: 'LINE', batch: 'L-780' });
  plant.sap.blockStock('RM-10', '5', { location: 'LINE', batch: 'L-780' });
  plant.mes.confirm('1000233', { yield: '60', lot: 'L-903', consumption: used('L-780', '60') });
  await plant.until('inventory', '1000233', (view) => view.progress?.yield === '60' && view.condition === 'WAITING');
  expect(bookStock('L-903')).toEqual(['FG-1000 UNRESTRICTED 60']);
  expect(plant.postedTo('1000233').moved['261 RM-10']).toBe('60');
});
