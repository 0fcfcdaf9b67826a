import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticePlant, startPracticePlant } from '../../practice/plant.js';
import { type Shift, startShift } from '../../practice/shift.js';

const order = { orderNo: '1000901', plant: 'P100' as const, quantity: '10', reports: [{ yield: '9', scrap: '1' }] };

let plant: PracticePlant;
let shift: Shift;
let told: string[];

beforeEach(async () => {
  plant = await startPracticePlant();
  told = [];
});

afterEach(async () => {
  shift.stop();
  await plant.stop();
});

const begin = (outageMs = 0): Shift => {
  shift = startShift(plant, { orders: [order], outageMs, tell: (happening) => told.push(happening) });
  return shift;
};

/** As Headrace sends it. */
const send = (): unknown =>
  plant.mes.P100.book.put(
    order.orderNo,
    {
      ...{ version: '1', item: 'FG-1000', bomRev: 'B', routingVersion: '4', components: [], operations: [] },
      ...{ qty: { value: '10', uom: 'EA' }, tolerance: { overPct: '5' } },
    },
    'dispatch',
  );

test('makes what was sent to the MES, and nothing before', async () => {
  const { done } = begin();
  await expect.poll(() => plant.sap.ledger().orders[0]?.released).toBe(true);
  send();
  await done;
  expect(plant.mes.P100.ledger().orders[order.orderNo]).toMatchObject({
    status: 'COMPLETED',
    reported: { yield: '9', scrap: '1' },
    confirmations: ['1000901-1'],
  });
});

test('goes on when somebody takes an order back', async () => {
  const { done } = begin();
  send();
  plant.mes.P100.book.cancel(order.orderNo, 'cancel');
  await done;
  expect(told).toEqual(['order 1000901 was taken back from the MES']);
});

test('leaves the ERP up when it is stopped while it is down', async () => {
  const { done } = begin(60_000);
  await expect.poll(() => told, { timeout: 10_000 }).toHaveLength(1);
  await expect(fetch(`${plant.sap.url}/practice/ledger`)).rejects.toThrow();
  shift.stop();
  await done;
  await expect
    .poll(async () => (await fetch(`${plant.sap.url}/practice/ledger`).catch(() => undefined))?.ok)
    .toBe(true);
});
