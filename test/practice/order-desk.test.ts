import { expect, test } from 'vitest';
import { startOrderDesk } from '../../practice/order-desk.js';
import { startPracticePlant } from '../../practice/plant.js';
import { today } from '../../practice/shop-floor.js';

test('one call creates and releases an order; what makes no sense creates none', async () => {
  const plant = await startPracticePlant();
  const desk = await startOrderDesk(plant);
  const ask = (path: string) => fetch(`${desk.url}/orders/${path}`, { method: 'POST' });
  expect(await (await ask('P200?quantity=25')).json()).toEqual({ orderNo: '2000001', plant: 'P200', quantity: '25' });
  expect(await (await ask('p100')).json()).toMatchObject({ orderNo: '1000001', plant: 'P100' });
  const sold = await fetch(`${desk.url}/sales-orders/P200?quantity=12&carriers=scarce`, { method: 'POST' });
  expect(await sold.json()).toEqual({ salesOrderNo: '5000001', plant: 'P200', quantity: '12' });
  expect(plant.sap.ledger().salesOrders).toMatchObject([
    { salesOrderNo: '5000001', lines: [{ plant: 'P200', quantity: '12', net: '2520.00' }] },
  ]);
  const refused = await Promise.all(['P300', 'P100?quantity=-1', 'P100?quantity=1&quantity=2'].map(ask));
  expect(refused.map(({ status }) => status)).toEqual([404, 422, 422]);
  const orders = plant.sap
    .ledger()
    .orders.map(({ orderNo, plant: at, quantity, released }) => ({ orderNo, at, quantity, released }));
  expect(orders).toEqual([
    { orderNo: '2000001', at: 'P200', quantity: '25', released: true },
    { orderNo: '1000001', at: 'P100', quantity: '100', released: true },
  ]);
  await desk.stop();
  await plant.stop();
});

test('an order of today is scheduled on the clock of its plant', () => {
  const noon = Date.parse('2026-03-09T18:00:00Z');
  expect(today('P100', noon)).toEqual({ scheduledStart: '2026-03-09T13:00:00', scheduledEnd: '2026-03-09T21:00:00' });
  expect(today('P200', noon)).toEqual({ scheduledStart: '2026-03-09T19:00:00', scheduledEnd: '2026-03-10T03:00:00' });
});
