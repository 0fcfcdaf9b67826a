import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant();
});

/** Released, and sent to the MES, which has not answered. */
async function sent(orderNo: string): Promise<void> {
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
}

const staged = [
  ['RM-10', '500'],
  ['RM-20', '1000'],
  ['RM-30', '375.000'],
];

describe('a released order reaches the shop floor once', () => {
  test('S01 the MES has it, as ordered, and the clocks are right', async () => {
    const dates = { scheduledStart: '2028-03-10T06:00:00', scheduledEnd: '2028-03-12T14:00:00' };
    plant.order('1000123', '500', dates);
    const event = 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1';
    const keys = { ManufacturingOrder: '1000123', ProductionPlant: 'P100' };
    // 14:00:00 in Chicago on the day before, and 45 seconds later.
    plant.sap.events.tell(event, '1000123', keys, '2028-03-09T20:00:00Z');
    await plant.until('production', '1000123', (view) => view.state === 'AWAITING_ACK');
    plant.mes.events.tell('OrderAccepted', '1000123', { orderNo: '1000123' }, '2028-03-09T20:00:45Z');
    const view = await plant.until(
      'production',
      '1000123',
      (one) => one.state === 'ACKNOWLEDGED' && one.condition === 'WAITING',
    );

    expect(view.runId).toBe('order-to-production/1000/P100/1000123');
    expect(plant.mes.ledger().orders).toMatchObject({
      '1000123': { quantity: { value: '500', uom: 'EA' }, bomRev: 'B', routingVersion: '4' },
    });
    expect(plant.mes.ledger().orders['1000123']?.changes).toHaveLength(1);
    const { lines = [] } = plant.wms.ledger().stagingRequests['1000123'] ?? {};
    expect(lines.map((line) => [line.item, line.qty.value])).toEqual(staged);
    const clocks = view.timeline.find((fact) => fact.type === 'acknowledged') as Extract<
      Fact,
      { type: 'acknowledged' }
    >;
    const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1000;
    expect(seconds(clocks.releasedAt, clocks.acknowledgedAt)).toBe(45);
    expect(seconds(clocks.acknowledgedAt, clocks.scheduledStart)).toBe(15 * 3600 + 59 * 60 + 15);
  });

  test('S02 released three times, by a caller with one key and by an event: one run, one MES order, two duplicates told', async () => {
    plant.order('1000124');
    const first = await plant.release('1000124', {}, 'release-1000124');
    const second = await plant.release('1000124', {}, 'release-1000124');
    plant.sap.release('1000124');
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body.runId).toBe(first.body.runId);
    const suppressed = async () => {
      const { body } = await plant.call('GET', `/v1/audit?subject=${encodeURIComponent(first.body.runId)}&limit=50`);
      return body.entries.filter((entry) => entry.what === 'run.duplicate').length;
    };
    await expect.poll(suppressed, { timeout: 10_000 }).toBe(2);
    await plant.until('production', '1000124', (view) => view.state === 'AWAITING_ACK');
    expect(plant.mes.ledger().orders['1000124']?.changes).toHaveLength(1);
  });
});

describe('S04 the reply to the dispatch is lost', () => {
  test('the MES had stored it: it is found there, and there is one order', async () => {
    plant.order('1000125');
    const fault = plant.mes.faults.ask({
      kind: 'hold-reply',
      method: 'PUT',
      path: '/production-orders/1000125',
      delayMs: 20_000,
    });
    await sent('1000125');
    plant.mes.accept('1000125');
    await plant.until('production', '1000125', (view) => view.state === 'ACKNOWLEDGED');
    expect(fault.struck).toBe(1);
    expect(plant.mes.ledger().orders['1000125']?.changes).toHaveLength(1);
  });

  test('the MES had not: the same order is sent again with the same key, even if the first lands afterwards', async () => {
    plant.order('1000126');
    const fault = plant.mes.faults.ask({
      kind: 'late-commit',
      method: 'PUT',
      path: '/production-orders/1000126',
      delayMs: 7_000,
    });
    await sent('1000126');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(fault.struck).toBe(1);
    expect(plant.mes.ledger().orders['1000126']?.changes).toHaveLength(1);
  });
});

describe('S07 cancelled after it has started', () => {
  test('a person decides; closed short, what was made stays, what is left goes back, nothing is reversed', async () => {
    plant.order('1000127');
    await sent('1000127');
    plant.mes.accept('1000127');
    plant.mes.start('1000127');
    plant.mes.confirm('1000127', { yield: '120' });
    await plant.until('production', '1000127', (view) => view.progress?.yield === '120');

    plant.sap.requestCancel('1000127');
    const asked = await plant.until(
      'production',
      '1000127',
      (view) => view.state === 'CANCEL_DECISION' && view.condition === 'EXCEPTION',
    );
    expect(asked.exceptions[0]).toMatchObject({ code: 'B-ORDER-STARTED', choices: ['LET_FINISH', 'SHORT_CLOSE'] });
    expect(plant.postedTo('1000127').confirmations).toHaveLength(1);
    expect(plant.wms.ledger().returnTasks.filter((task) => task.orderNo === '1000127')).toEqual([]);

    const outcome = await plant.act('production', '1000127', 'decide', { payload: { choice: 'SHORT_CLOSE' } });
    expect(outcome).toMatchObject({ state: 'done' });
    const view = await plant.until('production', '1000127', (one) => one.condition === 'DONE');
    expect(view.state).toBe('CANCELLED_PARTIAL');
    const tasks = plant.wms.ledger().returnTasks.filter((task) => task.orderNo === '1000127');
    expect(tasks.flatMap((task) => task.lines.map((line) => [line.item, line.qty.value]))).toEqual([
      ['RM-10', '380'],
      ['RM-20', '760'],
      ['RM-30', '285.000'],
    ]);
    const posted = plant.postedTo('1000127');
    expect(posted).toMatchObject({
      technicallyCompleted: true,
      moved: { '101 FG-1000': '120', '261 RM-10': '120', '261 RM-20': '240', '261 RM-30': '90' },
    });
    expect(Object.keys(posted.moved).some((name) => /^(102|262)/.test(name))).toBe(false);
  });

  test('let finish: it goes on to its end as if nothing had been asked', async () => {
    plant.order('1000128');
    await sent('1000128');
    plant.mes.accept('1000128');
    plant.mes.start('1000128');
    await plant.until('production', '1000128', (view) => view.state === 'IN_EXECUTION');
    plant.sap.requestCancel('1000128');
    await plant.until(
      'production',
      '1000128',
      (view) => view.state === 'CANCEL_DECISION' && view.condition === 'EXCEPTION',
    );
    await plant.act('production', '1000128', 'decide', { payload: { choice: 'LET_FINISH' } });
    plant.mes.confirm('1000128', { yield: '500', final: true });
    plant.mes.complete('1000128');
    expect((await plant.until('production', '1000128', (view) => view.condition === 'DONE')).state).toBe('CLOSED');
    expect(plant.postedTo('1000128')).toMatchObject({ technicallyCompleted: true, moved: { '101 FG-1000': '500' } });
  });

  test('cancelled before it starts: taken back from MES and warehouse, and nothing is posted', async () => {
    plant.order('1000129');
    await sent('1000129');
    plant.mes.accept('1000129');
    await plant.until('production', '1000129', (view) => view.state === 'ACKNOWLEDGED');
    plant.sap.requestCancel('1000129');
    expect((await plant.until('production', '1000129', (view) => view.condition === 'DONE')).state).toBe('CANCELLED');
    expect(plant.mes.ledger().orders['1000129']?.status).toBe('CANCELLED');
    expect(plant.postedTo('1000129')).toEqual({
      confirmations: [],
      moved: {},
      references: [],
      technicallyCompleted: false,
    });
    // The practice warehouse stages at once: what was brought to the line is brought back.
    const tasks = plant.wms.ledger().returnTasks.filter((task) => task.orderNo === '1000129');
    expect(tasks.flatMap((task) => task.lines.map((line) => [line.item, line.qty.value]))).toEqual(staged);
  });
});
