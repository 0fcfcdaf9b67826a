import { beforeAll, describe, expect, test } from 'vitest';
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

const yieldsOf = (orderNo: string) => plant.postedTo(orderNo).confirmations.map((one) => one.yield);
const posted = (orderNo: string, made: string) =>
  plant.until('inventory', orderNo, (view) => view.progress?.yield === made && view.condition === 'WAITING');

describe('a report that was never told', () => {
  test('holds back what comes after it, is fetched from the MES, and is no second one when it is told after all', async () => {
    await started('1001201');
    // The MES has it a moment later than its event is missed.
    const slow = { kind: 'status', method: 'GET', path: '/production-orders/1001201/events', status: 404 } as const;
    plant.mes.faults.ask({ ...slow, code: 'ORDER_UNKNOWN' });
    plant.mes.confirm('1001201', { yield: '10' });
    await posted('1001201', '10');
    const lost = plant.mes.confirm('1001201', { yield: '20', untold: true });
    plant.mes.confirm('1001201', { yield: '30' });
    const held = await plant.until('inventory', '1001201', (view) => view.state === 'BLOCKED');
    expect(held.waitingFor).toMatchObject({ what: 'report 2', from: 'MES-P100' });
    expect(yieldsOf('1001201')).toEqual(['10']);
    await posted('1001201', '60');
    expect(yieldsOf('1001201')).toEqual(['10', '20', '30']);

    plant.mes.resend(lost.eventId);
    plant.mes.confirm('1001201', { yield: '5' });
    await posted('1001201', '65');
    expect(yieldsOf('1001201')).toEqual(['10', '20', '30', '5']);
  });

  test('that the final one overtakes does not let the order close without it', async () => {
    await started('1001202');
    plant.mes.confirm('1001202', { yield: '200', untold: true });
    plant.mes.confirm('1001202', { yield: '100', untold: true });
    plant.mes.confirm('1001202', { yield: '200', final: true });
    plant.mes.complete('1001202');
    await plant.until('production', '1001202', (view) => view.state === 'CLOSED');
    expect(yieldsOf('1001202')).toEqual(['200', '100', '200']);
    expect(plant.postedTo('1001202').technicallyCompleted).toBe(true);
  });

  test('is posted in the sequence when all reports come the wrong way round', async () => {
    await started('1001203');
    plant.mes.events.hold('1001203');
    for (const made of ['1', '2', '3', '4', '5']) plant.mes.confirm('1001203', { yield: made });
    plant.mes.events.release('1001203', 'reversed');
    await posted('1001203', '15');
    expect(yieldsOf('1001203')).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('a number that no report has', () => {
  test('is put before an operator, and goes on only when it is declared void', async () => {
    await started('1001204');
    plant.mes.confirm('1001204', { yield: '10' });
    plant.mes.reports.skip('1001204');
    plant.mes.reports.skip('1001204');
    plant.mes.confirm('1001204', { yield: '30' });
    const view = await plant.until('inventory', '1001204', (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions).toMatchObject([
      { code: 'C-SEQ-GAP', owner: 'operator', choices: ['DECLARE_VOID'], actions: ['decide', 'retry', 'reassign'] },
    ]);
    expect(view.exceptions[0]?.text).toContain('reports 2 to 3 of order 1001204 are missing');
    const asked = await plant.act('inventory', '1001204', 'retry');
    expect(asked).toMatchObject({ state: 'failed-again' });
    expect(yieldsOf('1001204')).toEqual(['10']);
    await plant.act('inventory', '1001204', 'decide', { payload: { choice: 'DECLARE_VOID' } });
    await posted('1001204', '40');
    plant.mes.confirm('1001204', { yield: '460', final: true });
    plant.mes.complete('1001204');
    await plant.until('production', '1001204', (one) => one.state === 'CLOSED');
    expect(yieldsOf('1001204')).toEqual(['10', '30', '460']);
  });

  test('declared void by mistake loses nothing: the report is posted when it comes', async () => {
    await started('1001205');
    const path = '/production-orders/1001205/events';
    const mute = { kind: 'status', method: 'GET', path, status: 404, code: 'ORDER_UNKNOWN', times: 1_000 } as const;
    plant.mes.faults.ask(mute);
    plant.mes.confirm('1001205', { yield: '10' });
    const { eventId } = plant.mes.confirm('1001205', { yield: '20', untold: true });
    plant.mes.confirm('1001205', { yield: '30' });
    await plant.until('inventory', '1001205', (one) => one.exceptions[0]?.code === 'C-SEQ-GAP');
    await plant.act('inventory', '1001205', 'decide', { payload: { choice: 'DECLARE_VOID' } });
    await posted('1001205', '40');
    plant.mes.resend(eventId);
    await posted('1001205', '60');
    expect(yieldsOf('1001205')).toEqual(['10', '30', '20']);
  });

  test('of a MES that cannot be asked is told with the reason, and is found once it can', async () => {
    await started('1001206');
    const path = '/production-orders/1001206/events';
    const mute = plant.mes.faults.ask({ kind: 'garbage', method: 'GET', path, times: 1_000 });
    plant.mes.confirm('1001206', { yield: '10', untold: true });
    plant.mes.confirm('1001206', { yield: '20' });
    const view = await plant.until('inventory', '1001206', (one) => one.exceptions[0]?.code === 'C-SEQ-GAP');
    expect(view.exceptions[0]?.text).toContain('MES-P100 cannot be asked');
    mute.left = 0;
    await plant.act('inventory', '1001206', 'retry');
    await posted('1001206', '30');
    expect(yieldsOf('1001206')).toEqual(['10', '20']);
  });
});
