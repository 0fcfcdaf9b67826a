import { beforeAll, describe, expect, test } from 'vitest';
import { type Floor, pieces, startFloor } from '../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor();
});

const confirmationsOf = (orderNo: string) => floor.sap.ledger().confirmations.filter((one) => one.orderNo === orderNo);
const movementsOf = (orderNo: string) =>
  floor.sap
    .ledger()
    .materialDocuments.flatMap(({ movements }) => movements)
    .filter((one) => one.orderNo === orderNo);
const reported = (orderNo: string, made: string) =>
  floor.until(floor.inventory(orderNo), (view) => view.progress?.yield === made && view.condition === 'WAITING');
const changed = (orderNo: string) =>
  floor.inventory(orderNo).signal('peer', { type: 'order-changed', sourceVersion: '2' });

describe('a report of labour and machine times', () => {
  test('without a quantity is posted, and moves nothing', async () => {
    floor.order('4100001');
    const activities = [
      { type: 'LABOR', duration: { value: '30', uom: 'MIN' } },
      { type: 'MACHINE', duration: { value: '20', uom: 'MIN' } },
    ];
    await floor.report('4100001', { confirmationId: 'A1', yield: pieces('0'), outputs: [], activities });
    await reported('4100001', '0');
    expect(confirmationsOf('4100001')).toMatchObject([{ text: 'A1', yield: '0' }]);
    expect(movementsOf('4100001')).toEqual([]);
  });

  test('that says nothing at all is a question that only a decision ends', async () => {
    floor.order('4100002');
    await floor.report('4100002', { confirmationId: 'B1', yield: pieces('0'), outputs: [] });
    const run = floor.inventory('4100002');
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]).toMatchObject({ code: 'C-SCHEMA', actions: ['decide', 'reassign'] });
    await floor.act(run, 'decide', { payload: { choice: 'REJECT' } });
    await floor.report('4100002', { confirmationId: 'B2', yield: pieces('3') });
    await reported('4100002', '3');
    expect(confirmationsOf('4100002').map(({ text }) => text)).toEqual(['B2']);
  });
});

describe('an order that is changed in the ERP', () => {
  test('is read again: what was too much is not any more, with no word of a person', async () => {
    floor.order('4100003', '50');
    await floor.report('4100003', { confirmationId: 'C1', yield: pieces('40') });
    await reported('4100003', '40');
    floor.sap.changeOrder('4100003', { quantity: '100' });
    await changed('4100003');
    await floor.report('4100003', { confirmationId: 'C2', yield: pieces('60') });
    const view = await reported('4100003', '100');
    expect(view.progress).toMatchObject({ planned: '100', open: '0' });
  });

  test('while a report is in question answers the question', async () => {
    floor.order('4100004', '50');
    await floor.report('4100004', { confirmationId: 'D1', yield: pieces('60') });
    await floor.until(floor.inventory('4100004'), (view) => view.exceptions[0]?.code === 'B-QTY-OVER');
    floor.sap.changeOrder('4100004', { quantity: '60' });
    await changed('4100004');
    await reported('4100004', '60');
  });

  test('is read again when a person asks, and judged by what stands there now', async () => {
    floor.order('4100005', '50');
    await floor.report('4100005', { confirmationId: 'E1', yield: pieces('60') });
    const run = floor.inventory('4100005');
    await floor.until(run, (view) => view.exceptions[0]?.code === 'B-QTY-OVER');
    floor.sap.changeOrder('4100005', { quantity: '60' });
    await floor.act(run, 'retry');
    await reported('4100005', '60');
    expect(confirmationsOf('4100005')).toHaveLength(1);
  });
});

test('the same number with another content offers no retry: nothing would be looked at again', async () => {
  floor.order('4100006');
  await floor.report('4100006', { confirmationId: 'F1', yield: pieces('10') });
  await floor.report('4100006', { confirmationId: 'F1', yield: pieces('11') });
  const view = await floor.until(floor.inventory('4100006'), (one) => one.condition === 'EXCEPTION');
  expect(view.exceptions[0]).toMatchObject({ code: 'C-DUP-CONFLICT', actions: ['decide', 'reassign'] });
});
