import { beforeAll, describe, expect, test } from 'vitest';
import { type ChangingPlant, changeRun, itemOf, startChanging } from '../setup/changing.js';
import { asks, hasEnded } from '../setup/desk-words.js';
import { farAhead } from '../setup/far-ahead.js';

let plant: ChangingPlant;
beforeAll(async () => {
  plant = await startChanging();
});

const SECONDS = 1_000;
const inState = (state: string) => (view: { state: string }) => view.state === state;
const order = (changeNo: string, orderNo: string, productionVersion: string, at = 'P100') =>
  plant.sap.addOrder({
    ...farAhead(orderNo, '20'),
    item: itemOf(changeNo),
    productionVersion,
    plant: at,
    released: true,
  });

describe('S38 three systems acknowledge, one rejects', () => {
  test('the one plant starts on its day, the other stays, and its order for the new revision is held', async () => {
    plant.practice.mes.P200.changes.unknownWorkCenters.add('ASSY-77');
    plant.draw('ECO-5012', { plants: ['P100', 'P200'], inMs: 6 * SECONDS, workCenter: 'ASSY-77' });
    order('ECO-5012', '2005012', 'C005', 'P200');
    plant.sap.changes.release('ECO-5012');

    const rejected = await plant.runUntil(changeRun('ECO-5012'), asks('B-CHANGE-REJECTED'));
    expect(rejected.exceptions[0]).toMatchObject({
      owner: 'master-data',
      choices: ['LEAVE', 'WITHOUT_EXTENSIONS'],
      upstream: { system: 'MES-P200', code: 'UNKNOWN_WORKCENTER' },
      impact: { orders: ['2005012'] },
    });
    expect(rejected.exceptions[0]?.text).toContain('orders that wait for C: 2005012');

    const partly = await plant.runUntil(changeRun('ECO-5012'), inState('PARTIALLY_ACTIVE'));
    expect(partly.targets).toEqual(
      expect.arrayContaining([
        { plant: 'P100', system: 'MES-P100', version: 1, standing: 'ACTIVE' },
        { plant: 'P100', system: 'WMS-RDC1', version: 1, standing: 'ACTIVE' },
        { plant: 'P200', system: 'MES-P200', version: 1, standing: 'REJECTED' },
      ]),
    );
    const startedAt = plant.standing('P100', 'mes', 'ECO-5012')?.effectiveFrom ?? '';
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(startedAt));
    expect(plant.taken('P200', 'mes', 'ECO-5012')).toEqual(['PUT bom FG-ECO-5012 C']);
    expect(plant.mes.definitions.has('bom', itemOf('ECO-5012'), 'C')).toBe(true);
    expect(plant.practice.mes.P200.definitions.has('bom', itemOf('ECO-5012'), 'C')).toBe(false);
    expect(plant.taken('P200', 'wms', 'ECO-5012')).toEqual(['PUT pack FG-ECO-5012 C']);

    const released = { company: '1000', plant: 'P200', orderNo: '2005012' };
    await plant.call('POST', '/v1/runs/order-to-production', released);
    await plant.runUntil('order-to-production/1000/P200/2005012', inState('DATA_HOLD'));

    await plant.decideOn(changeRun('ECO-5012'), 'LEAVE', { exceptionId: rejected.exceptions[0]?.id });
    order('ECO-5012', '1005012', 'C005');
    await plant.call('POST', '/v1/runs/order-to-production', { ...released, plant: 'P100', orderNo: '1005012' });
    await plant.runUntil('order-to-production/1000/P100/1005012', inState('AWAITING_ACK'));
    plant.mes.accept('1005012');
    plant.mes.confirm('1005012', { yield: '1', lot: 'L-C1' });
    expect((await plant.runUntil(changeRun('ECO-5012'), hasEnded)).state).toBe('PARTIALLY_ESTABLISHED');
    expect(plant.taken('P200', 'wms', 'ECO-5012')).toEqual(['PUT pack FG-ECO-5012 C']);
  });

  test('mended and retried, it is taken, and the order that waited goes on by itself', async () => {
    plant.practice.mes.P200.changes.unknownWorkCenters.add('ASSY-78');
    plant.draw('ECO-5013', { plants: ['P200'], inMs: 2 * SECONDS, workCenter: 'ASSY-78' });
    order('ECO-5013', '2005013', 'C005', 'P200');
    plant.sap.changes.release('ECO-5013');
    await plant.call('POST', '/v1/runs/order-to-production', { company: '1000', plant: 'P200', orderNo: '2005013' });
    await plant.runUntil('order-to-production/1000/P200/2005013', inState('DATA_HOLD'));
    const asked = await plant.runUntil(changeRun('ECO-5013'), asks('B-CHANGE-REJECTED'));
    plant.practice.mes.P200.changes.unknownWorkCenters.delete('ASSY-78');
    await plant.actOn(changeRun('ECO-5013'), 'retry', { exceptionId: asked.exceptions[0]?.id });
    await plant.runUntil(changeRun('ECO-5013'), inState('ACTIVE'));
    await plant.runUntil('order-to-production/1000/P200/2005013', inState('AWAITING_ACK'));
    expect(plant.taken('P200', 'mes', 'ECO-5013')).toEqual([
      'PUT bom FG-ECO-5013 C',
      'PUT routing FG-ECO-5013 5',
      'ACTIVATE',
    ]);
  });
});

describe('S40 a forbidden and risky change', () => {
  const controlled = (changeNo: string) => {
    const id = itemOf(changeNo);
    return [
      { entity: 'lot-rule' as const, id, from: 'B', fields: [{ name: 'serialControl', from: 'NONE', to: 'ALWAYS' }] },
      { entity: 'bom' as const, id, from: 'B', fields: [{ name: 'RM-20', from: '2', to: '3' }] },
    ];
  };

  test('the control change is refused while there is stock; the rest starts when the old stock is used up', async () => {
    const run = changeRun('ECO-5040');
    plant.draw('ECO-5040', { disposition: 'USE_UP', definitions: controlled('ECO-5040') });
    plant.sap.receiveStock(itemOf('ECO-5040'), '340', { location: '0001', batch: 'L-OLD' });
    for (const orderNo of ['1000523', '1000524']) {
      order('ECO-5040', orderNo, 'B004');
      plant.mes.addBom(itemOf('ECO-5040'), 'B');
      plant.mes.addRouting(itemOf('ECO-5040'), '4');
      await plant.release(orderNo);
      await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
    }
    plant.sap.changes.release('ECO-5040');

    const refused = await plant.runUntil(run, asks('B-MD-FORBIDDEN'));
    expect(refused.exceptions[0]).toMatchObject({
      owner: 'master-data',
      choices: ['GO_ON_WITHOUT'],
      impact: { orders: ['1000523', '1000524'], quantity: { value: '340', uom: 'EA' } },
    });
    expect(refused.exceptions[0]?.text).toContain('P100 has 340 EA and orders 1000523, 1000524');
    expect(plant.standing('P100', 'mes', 'ECO-5040')).toBeUndefined();

    await plant.decideOn(run, 'GO_ON_WITHOUT');
    const staged = await plant.runUntil(run, inState('STAGED'));
    expect(staged.waitingFor?.expectedBy).toBeDefined();
    expect(plant.taken('P100', 'mes', 'ECO-5040')).toEqual(['PUT bom FG-ECO-5040 C']);

    plant.sap.issueStock(itemOf('ECO-5040'), '340', { location: '0001', batch: 'L-OLD' });
    await plant.runUntil(run, inState('ACTIVE'));
    for (const orderNo of ['1000523', '1000524'])
      expect(plant.mes.ledger().orders[orderNo]).toMatchObject({ bomRev: 'B', version: expect.anything() });
    expect(plant.taken('P100', 'mes', 'ECO-5040')).toEqual(['PUT bom FG-ECO-5040 C', 'ACTIVATE']);
  });

  test('what is not used up by its latest day starts on that day', async () => {
    plant.draw('ECO-5041', { disposition: 'USE_UP', inMs: 4 * SECONDS });
    plant.sap.receiveStock(itemOf('ECO-5041'), '5', { location: '0001', batch: 'L-OLD' });
    plant.sap.changes.release('ECO-5041');
    await plant.runUntil(changeRun('ECO-5041'), inState('STAGED'));
    expect(plant.standing('P100', 'mes', 'ECO-5041')?.status).toBe('STAGED');
    await plant.runUntil(changeRun('ECO-5041'), inState('ACTIVE'));
  });

  test('it is taken back until the first lot', async () => {
    const run = changeRun('ECO-5042');
    plant.change('ECO-5042', { inMs: 1.5 * SECONDS });
    await plant.runUntil(run, inState('ACTIVE'));
    expect((await plant.takeBack('ECO-5042')).state).toBe('done');
    expect((await plant.runUntil(run, hasEnded)).state).toBe('ROLLED_BACK');
    expect(plant.taken('P100', 'mes', 'ECO-5042').at(-1)).toBe('WITHDRAW');
    expect(plant.mes.definitions.has('bom', itemOf('ECO-5042'), 'C')).toBe(false);
    expect(plant.taken('P100', 'wms', 'ECO-5042')).toEqual(['PUT pack FG-ECO-5042 C', 'ACTIVATE', 'WITHDRAW']);
  });

  test('it is not taken back after the first lot, though nobody has told of it', async () => {
    const run = changeRun('ECO-5043');
    plant.change('ECO-5043', { plants: ['P100', 'P200'], inMs: 1.5 * SECONDS });
    await plant.runUntil(run, inState('ACTIVE'));
    plant.mes.openLocally('1005043', { item: itemOf('ECO-5043'), quantity: '5', uom: 'EA' });
    plant.mes.changes.produced(itemOf('ECO-5043'), 'C', 'L-C43');
    expect((await plant.takeBack('ECO-5043')).state).toBe('superseded');
    const isFinal = (one: { condition: string; actions: string[] }) =>
      one.condition === 'WAITING' && !one.actions.includes('cancel');
    const view = await plant.runUntil(run, isFinal);
    expect(view.state).toBe('ACTIVE');
    expect(plant.taken('P100', 'mes', 'ECO-5043').at(-1)).toBe('ACTIVATE');
    const again = { action: 'cancel', reasonCode: 'TEST', text: 'not wanted', expectedRevision: view.revision };
    const refused = await plant.call('POST', `/v1/runs/${run}/actions`, again, { as: 'supervisor' });
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toContain('L-C43');
  });
});

describe('told twice, too late, and anew', () => {
  test('a duplicate and an older version send nothing again', async () => {
    plant.change('ECO-5050', { version: 3 });
    await plant.runUntil(changeRun('ECO-5050'), inState('AWAITING_EFFECTIVITY'));
    const before = plant.taken('P100', 'mes', 'ECO-5050');
    plant.sap.changes.release('ECO-5050');
    plant.draw('ECO-5050', { version: 2, workCenter: 'ASSY-09' });
    plant.sap.changes.tellChanged('ECO-5050');
    const told = (view: { timeline: { type: string }[] }) => view.timeline.some(({ type }) => type === 'event');
    await plant.runUntil(changeRun('ECO-5050'), (view) => told(view) && view.condition === 'WAITING');
    await plant.actOn(changeRun('ECO-5050'), 'retry');
    expect(plant.taken('P100', 'mes', 'ECO-5050')).toEqual(before);
    expect(before).toHaveLength(2);
  });

  test('a newer version takes the place of one that is refused, and is sent whole', async () => {
    plant.change('ECO-5051', { workCenter: 'WC-UNKNOWN' });
    await plant.runUntil(changeRun('ECO-5051'), asks('B-CHANGE-REJECTED'));
    plant.draw('ECO-5051', { version: 2 });
    plant.sap.changes.tellChanged('ECO-5051');
    const view = await plant.runUntil(changeRun('ECO-5051'), inState('AWAITING_EFFECTIVITY'));
    expect(view.exceptions).toEqual([]);
    expect(plant.standing('P100', 'mes', 'ECO-5051')).toMatchObject({ version: 2, status: 'STAGED' });
    expect(plant.standing('P100', 'wms', 'ECO-5051')?.definitions).toHaveLength(1);
  });

  test('cancelled before its day, every system has again what it had', async () => {
    plant.change('ECO-5052', { plants: ['P100', 'P200'] });
    await plant.runUntil(changeRun('ECO-5052'), inState('AWAITING_EFFECTIVITY'));
    plant.sap.changes.requestCancel('ECO-5052');
    expect((await plant.runUntil(changeRun('ECO-5052'), hasEnded)).state).toBe('CANCELLED');
    for (const name of ['P100', 'P200'] as const)
      for (const kind of ['mes', 'wms'] as const)
        expect(plant.standing(name, kind, 'ECO-5052')?.status).toBe('WITHDRAWN');
  });

  test('a lost reply activates it once', async () => {
    plant.mes.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: '^/changes/ECO-5053/activate$' });
    plant.change('ECO-5053', { inMs: 1.5 * SECONDS });
    await plant.runUntil(changeRun('ECO-5053'), inState('ACTIVE'));
    expect(plant.taken('P100', 'mes', 'ECO-5053').filter((one) => one === 'ACTIVATE')).toHaveLength(1);
  });

  test('a system that loses a field does not pass for one that has it', async () => {
    plant.mes.changes.lost.add('RM-21');
    const id = itemOf('ECO-5054');
    const fields = [{ name: 'RM-21', to: '1' }];
    plant.change('ECO-5054', { inMs: 1.5 * SECONDS, definitions: [{ entity: 'bom', id, from: 'B', fields }] });
    const view = await plant.runUntil(changeRun('ECO-5054'), asks('C-DIFFERENT'));
    expect(view.exceptions[0]?.choices).toEqual(['TAKE']);
    expect(plant.taken('P100', 'mes', 'ECO-5054')).not.toContain('ACTIVATE');
    plant.mes.changes.lost.delete('RM-21');
    await plant.actOn(changeRun('ECO-5054'), 'retry');
    await plant.runUntil(changeRun('ECO-5054'), inState('ACTIVE'));
  });
});
