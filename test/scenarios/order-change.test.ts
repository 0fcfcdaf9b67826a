import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderChange } from '../../connectors/sap-s4/practice/index.js';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant();
});

/** As the ERP does it: another version of the order, and an event with its key. */
function change(orderNo: string, to: OrderChange): void {
  plant.sap.changeOrder(orderNo, to);
  plant.sap.tellChanged(orderNo);
}

async function sent(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
}

async function accepted(orderNo: string): Promise<void> {
  await sent(orderNo);
  plant.mes.accept(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
}

/** 330 of 500 are reported and posted. */
async function running(orderNo: string): Promise<void> {
  await accepted(orderNo);
  plant.mes.start(orderNo);
  plant.mes.confirm(orderNo, { yield: '320', scrap: '10' });
  await plant.until('production', orderNo, (view) => view.progress?.yield === '320');
}

const asked = (orderNo: string, code: string) =>
  plant.until(
    'production',
    orderNo,
    (view) => view.state === 'CHANGE_DECISION' && view.condition === 'EXCEPTION' && view.exceptions[0]?.code === code,
  );

const decide = (orderNo: string, choice: string) => plant.act('production', orderNo, 'decide', { payload: { choice } });

const ended = (orderNo: string) => plant.until('production', orderNo, (view) => view.condition === 'DONE');

/** The quantities of the versions that the MES took, with the versions rising. */
function quantitiesAtMes(orderNo: string): (string | undefined)[] {
  const changes = plant.mes.ledger().orders[orderNo]?.changes.filter(({ kind }) => kind === 'PUT') ?? [];
  const versions = changes.map(({ version }) => version ?? '');
  expect(versions).toEqual([...new Set(versions)].sort());
  return changes.map(({ quantity }) => quantity);
}

const staged = (orderNo: string, item: string) =>
  plant.wms.ledger().stagingRequests[orderNo]?.lines.find((line) => line.item === item)?.qty.value;

const returned = (orderNo: string) =>
  plant.wms
    .ledger()
    .returnTasks.filter((task) => task.orderNo === orderNo)
    .flatMap((task) => task.lines.map((line) => [line.item, line.qty.value]));

describe('S06 the quantity changes during execution', () => {
  test('more is sent; less than reported is a person’s to decide; set to what is reported, nothing is left open', async () => {
    await running('1000601');
    change('1000601', { quantity: '650' });
    const more = await plant.until('production', '1000601', (view) => view.progress?.open === '320');
    expect(more).toMatchObject({ state: 'IN_EXECUTION', progress: { planned: '650', yield: '320', scrap: '10' } });
    await expect.poll(() => staged('1000601', 'RM-10')).toBe('650');
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650']);

    change('1000601', { quantity: '300' });
    const question = await asked('1000601', 'B-QTY-BELOW-REPORTED');
    expect(question.exceptions[0]).toMatchObject({
      owner: 'planner',
      choices: ['SET_TO_REPORTED', 'KEEP', 'SHORT_CLOSE'],
      text: '300 EA are ordered now; 330 EA are reported already',
    });
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650']);

    expect(await decide('1000601', 'SET_TO_REPORTED')).toMatchObject({ state: 'done' });
    const set = await plant.until('production', '1000601', (view) => view.progress?.open === '0');
    expect(set).toMatchObject({ progress: { planned: '330', yield: '320', scrap: '10' } });
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650', '330']);

    plant.mes.complete('1000601');
    expect(await ended('1000601')).toMatchObject({ state: 'CLOSED', progress: { open: '0' } });
    expect(plant.postedTo('1000601')).toMatchObject({ technicallyCompleted: true, moved: { '101 FG-1000': '320' } });
  });

  test('kept, the MES goes on with what it had, and is not told', async () => {
    await running('1000602');
    change('1000602', { quantity: '300' });
    await asked('1000602', 'B-QTY-BELOW-REPORTED');
    await decide('1000602', 'KEEP');
    await plant.until('production', '1000602', (view) => view.state === 'IN_EXECUTION');
    // The ERP says it once more, and nobody is asked twice.
    change('1000602', {});
    plant.mes.confirm('1000602', { yield: '170', final: true });
    plant.mes.complete('1000602');
    const view = await plant.until(
      'production',
      '1000602',
      (one) => one.condition === 'DONE' || one.state === 'CHANGE_DECISION',
    );
    expect(view.state).toBe('CLOSED');
    expect(quantitiesAtMes('1000602')).toEqual(['500']);
  });
});

describe('a change that the API is told of', () => {
  test('reaches the run, once', async () => {
    plant.order('1000610');
    await plant.release('1000610', { sourceVersion: '1' });
    await plant.until('production', '1000610', (view) => view.state === 'AWAITING_ACK');
    plant.mes.start('1000610');
    await plant.until('production', '1000610', (view) => view.state === 'IN_EXECUTION');
    plant.sap.changeOrder('1000610', { quantity: '650' });
    const { status, body } = await plant.release('1000610', { sourceVersion: '2' });
    expect([status, body]).toEqual([200, expect.objectContaining({ changed: true, duplicate: true })]);
    await plant.release('1000610', { sourceVersion: '2' });
    await expect.poll(() => quantitiesAtMes('1000610')).toEqual(['500', '650']);
    await expect.poll(() => staged('1000610', 'RM-20')).toBe('1300');
  });
});

describe('an order that has not started', () => {
  test('is changed while its answer is awaited: the answer to the older version does not count', async () => {
    await sent('1000620');
    const first = plant.mes.ledger().orders['1000620']?.version;
    change('1000620', { quantity: '650' });
    await expect.poll(() => quantitiesAtMes('1000620')).toEqual(['500', '650']);
    plant.mes.events.tell('OrderAccepted', '1000620', { orderNo: '1000620', version: first });
    plant.mes.events.tell('OrderRejected', '1000620', { orderNo: '1000620', version: first, code: 'X', text: 'old' });
    await plant.until('production', '1000620', (view) => view.state === 'AWAITING_ACK');
    plant.mes.accept('1000620');
    await plant.until('production', '1000620', (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
    expect(staged('1000620', 'RM-10')).toBe('650');
  });

  test('is answered anew by the MES once it was accepted, and is made in its latest version', async () => {
    await accepted('1000621');
    change('1000621', { quantity: '400' });
    await plant.until('production', '1000621', (view) => view.state === 'AWAITING_ACK');
    plant.mes.accept('1000621');
    await plant.until('production', '1000621', (view) => view.state === 'ACKNOWLEDGED');
    plant.mes.confirm('1000621', { yield: '400', final: true });
    plant.mes.complete('1000621');
    expect((await ended('1000621')).state).toBe('CLOSED');
    expect(quantitiesAtMes('1000621')).toEqual(['500', '400']);
  });

  test('changed twice while nobody works, is sent once, in its latest version', async () => {
    await accepted('1000622');
    await plant.stopWorkers();
    change('1000622', { quantity: '600' });
    change('1000622', { quantity: '700' });
    await plant.sap.events.settled();
    await plant.startWorkers();
    await expect.poll(() => quantitiesAtMes('1000622'), { timeout: 15_000 }).toEqual(['500', '700']);
  });

  test('rejected and changed in the ERP, goes to the MES again by itself, and what is staged stays', async () => {
    await sent('1000623');
    plant.mes.reject('1000623', 'LINE_LOCKED', 'the line is locked');
    await plant.until('production', '1000623', (view) => view.state === 'MES_REJECTED');
    change('1000623', { quantity: '450' });
    await plant.until('production', '1000623', (view) => view.state === 'AWAITING_ACK');
    expect(quantitiesAtMes('1000623')).toEqual(['500', '450']);
    expect(plant.wms.ledger().stagingRequests['1000623']?.brought.map((line) => line.qty.value)).toEqual([
      ...['500', '1000', '375'],
    ]);
  });

  test('is rejected by an MES that plans anew after it has accepted: the planner decides, the staging stays', async () => {
    await accepted('1000624');
    plant.mes.reject('1000624', 'NO_CAPACITY', 'planned anew');
    const view = await plant.until('production', '1000624', (one) => one.state === 'MES_REJECTED');
    expect(view.exceptions[0]).toMatchObject({ code: 'B-MES-REJECTED', owner: 'planner', choices: ['SEND_AGAIN'] });
    expect(plant.wms.ledger().stagingRequests['1000624']?.status).toBe('STAGED');
    await decide('1000624', 'SEND_AGAIN');
    await plant.until('production', '1000624', (one) => one.state === 'AWAITING_ACK');
    plant.mes.accept('1000624');
    await plant.until('production', '1000624', (one) => one.state === 'ACKNOWLEDGED');
    expect(plant.wms.ledger().stagingRequests['1000624']?.changes).toHaveLength(1);
  });
});

describe('what the MES does not take', () => {
  test('it knows of more than is posted: it refuses, and the planner decides with its numbers', async () => {
    await running('1000630');
    plant.mes.events.hold('1000630');
    plant.mes.confirm('1000630', { yield: '10' });
    change('1000630', { quantity: '335' });
    const view = await asked('1000630', 'B-QTY-BELOW-REPORTED');
    expect(view.exceptions[0]?.upstream).toMatchObject({ system: 'MES-P100', code: 'QTY_BELOW_REPORTED' });
    await decide('1000630', 'SET_TO_REPORTED');
    await expect.poll(() => quantitiesAtMes('1000630')).toEqual(['500', '340']);
    plant.mes.events.release('1000630');
    plant.mes.complete('1000630');
    expect((await ended('1000630')).state).toBe('CLOSED');
  });

  test('another routing after the first issue: a person takes it, the MES does not, and the old one is kept', async () => {
    plant.mes.addRouting('FG-1000', '6');
    await running('1000631');
    change('1000631', { productionVersion: 'B006' });
    const question = await asked('1000631', 'B-RECIPE-CHANGED');
    expect(question.exceptions[0]).toMatchObject({ owner: 'planner', choices: ['TAKE', 'KEEP'] });
    await decide('1000631', 'TAKE');
    const late = await asked('1000631', 'B-CHANGE-TOO-LATE');
    expect(late.exceptions[0]).toMatchObject({ choices: ['KEEP', 'SHORT_CLOSE'], upstream: { code: 'ORDER_STARTED' } });
    await decide('1000631', 'KEEP');
    await plant.until('production', '1000631', (view) => view.state === 'IN_EXECUTION');
    expect(plant.mes.ledger().orders['1000631']).toMatchObject({ routingVersion: '4', quantity: { value: '500' } });
  });

  test('closed short: execution is stopped, and what is left goes back', async () => {
    await running('1000632');
    change('1000632', { quantity: '300' });
    await asked('1000632', 'B-QTY-BELOW-REPORTED');
    await decide('1000632', 'SHORT_CLOSE');
    expect((await ended('1000632')).state).toBe('CANCELLED_PARTIAL');
    expect(plant.mes.ledger().orders['1000632']?.changes.map(({ kind }) => kind)).toEqual(['PUT', 'SHORT_CLOSE']);
    expect(returned('1000632')).toEqual([
      ['RM-10', '170'],
      ['RM-20', '340'],
      ['RM-30', '127.500'],
    ]);
    expect(plant.postedTo('1000632').technicallyCompleted).toBe(true);
  });
});

describe('a cancel while a change is decided', () => {
  test('of a person is refused with what is possible; of the ERP, it is obeyed', async () => {
    await running('1000640');
    change('1000640', { quantity: '300' });
    await asked('1000640', 'B-QTY-BELOW-REPORTED');
    const path = '/v1/runs/order-to-production/1000/P100/1000640';
    const { body: plan } = await plant.call('GET', `${path}/cancel-plan`);
    expect(plan).toMatchObject({
      state: 'CHANGE_DECISION',
      allowed: false,
      undone: [],
      kept: expect.arrayContaining([expect.objectContaining({ step: 'dispatch', why: 'execution has begun' })]),
    });
    const { status, body } = await plant.call('POST', `${path}/actions`, {
      ...{ action: 'cancel', reasonCode: 'X', text: 'x', expectedRevision: plan.revision },
    });
    expect([status, body.allowed]).toEqual([409, expect.arrayContaining(['decide', 'hold'])]);

    plant.sap.requestCancel('1000640');
    await plant.until('production', '1000640', (view) => view.state === 'CANCEL_DECISION');
    await decide('1000640', 'LET_FINISH');
    // The change that was not decided is not forgotten.
    await asked('1000640', 'B-QTY-BELOW-REPORTED');
    await decide('1000640', 'SET_TO_REPORTED');
    await expect.poll(() => quantitiesAtMes('1000640')).toEqual(['500', '330']);
  });
});

describe('a change that is lost on its way', () => {
  test('the reply of the MES is lost: it is found there, and was taken once', async () => {
    await running('1000650');
    const path = '/production-orders/1000650';
    const fault = plant.mes.faults.ask({ kind: 'commit-then-cut', method: 'PUT', path });
    change('1000650', { quantity: '650' });
    await plant.until('production', '1000650', (view) => view.progress?.planned === '650');
    expect(fault.struck).toBe(1);
    expect(quantitiesAtMes('1000650')).toEqual(['500', '650']);
    await expect.poll(() => staged('1000650', 'RM-10')).toBe('650');
  });

  test('its event comes twice, and once more after another change: the MES is told each version once', async () => {
    await running('1000651');
    change('1000651', { quantity: '600' });
    plant.sap.tellChanged('1000651');
    await plant.until('production', '1000651', (view) => view.progress?.planned === '600');
    change('1000651', { quantity: '650' });
    plant.sap.tellChanged('1000651');
    await plant.until('production', '1000651', (view) => view.progress?.planned === '650');
    plant.mes.confirm('1000651', { yield: '320', final: true });
    plant.mes.complete('1000651');
    expect((await ended('1000651')).state).toBe('CLOSED');
    expect(quantitiesAtMes('1000651')).toEqual(['500', '600', '650']);
  });
});
