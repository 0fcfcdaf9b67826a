import { describe, expect, it } from 'vitest';
import { connectTo, context, ORDER, order, sized, startedPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('dispatching an order to the MES', () => {
  it('gives the MES one order with all that it was meant to have', async () => {
    const { plant, mes } = await startedPlant();
    const answer = await mes.dispatch.send(order(), under('key-1'));
    expect(answer).toEqual({
      documents: [{ system: 'MES-P100', type: 'MES_ORDER', number: ORDER }],
      status: 'CHECKING',
      version: '1',
      quantity: { value: '500', uom: 'EA' },
      reported: { yield: '0', scrap: '0', rework: '0' },
    });
    expect(plant.ledger().orders).toEqual({
      [ORDER]: expect.objectContaining({
        item: 'FG-1000',
        quantity: { value: '500', uom: 'EA' },
        bomRev: 'B',
        routingVersion: '4',
        changes: [{ kind: 'PUT', key: 'key-1', version: '1', quantity: '500' }],
      }),
    });
  });

  it('adopts the order that the MES stored before the answer was lost', async () => {
    const { plant, mes } = await startedPlant();
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
    expect(await troubleOf(mes.dispatch.send(order(), under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(fault.struck).toBe(1);
    expect(await mes.dispatch.find(order(), under('key-1'))).toMatchObject({ version: '1', status: 'CHECKING' });
    expect(Object.keys(plant.ledger().orders)).toEqual([ORDER]);
  });

  it('leaves one order when the first request lands after its repetition', async () => {
    const { plant } = await startedPlant();
    const mes = connectTo(plant, { connectMs: 200, replyMs: 200 });
    plant.faults.ask({ kind: 'late-commit', method: 'PUT', delayMs: 1_500 });
    expect(await troubleOf(mes.dispatch.send(order(), under('key-1')))).toMatchObject({ applied: 'maybe' });
    expect(await mes.dispatch.find(order(), under('key-1'))).toBeNull();
    await mes.dispatch.send(order(), under('key-1'));
    await new Promise((resolve) => setTimeout(resolve, 1_800));
    expect(plant.ledger().orders[ORDER]?.changes).toEqual([
      { kind: 'PUT', key: 'key-1', version: '1', quantity: '500' },
    ]);
  });

  it('shows how the order stands now when the MES repeats an old answer', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.reject(ORDER, 'NO_CAPACITY', 'nobody is there');
    expect(await mes.dispatch.send(order(), under('key-1'))).toMatchObject({
      status: 'REJECTED',
      rejection: { code: 'NO_CAPACITY', text: 'nobody is there' },
    });
  });

  it('keeps the repeated answer when it cannot be refreshed', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.faults.ask({ kind: 'status', method: 'GET', status: 500 });
    expect(await mes.dispatch.send(order(), under('key-1'))).toMatchObject({ status: 'CHECKING', version: '1' });
  });

  it('refuses another content under a key that was used', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    const trouble = await troubleOf(mes.dispatch.send(sized('650', '2'), under('key-1')));
    expect(trouble).toMatchObject({
      code: 'C-DUP-CONFLICT',
      applied: 'no',
      upstream: { code: 'KEY_REUSED', status: 409 },
    });
    expect(plant.ledger().orders[ORDER]?.quantity.value).toBe('500');
  });

  it.each([
    ['a version that is known', sized('500', '1'), 'VERSION_OLD', 'B-CHANGE-TOO-LATE'],
    ['an older version', sized('500', '0'), 'VERSION_OLD', 'B-CHANGE-TOO-LATE'],
    [
      'an unknown work center',
      order({ version: '2', operations: [{ operationNo: '0010', workCenter: 'WC-UNKNOWN' }] }),
      'UNKNOWN_WORKCENTER',
      'B-MES-REJECTED',
    ],
  ])('is rejected with %s, in the words of the MES', async (_, message, code, ours) => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    expect(await troubleOf(mes.dispatch.send(message, under('key-2')))).toMatchObject({
      code: ours,
      applied: 'no',
      upstream: { system: 'MES-P100', code, text: expect.stringMatching(/./) },
    });
    expect(plant.ledger().orders[ORDER]?.changes).toHaveLength(1);
  });

  it('may be sent again under a new key once the MES has rejected it', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.reject(ORDER, 'NO_CAPACITY', 'nobody is there');
    expect(await mes.dispatch.send(order(), under('key-2'))).toMatchObject({ status: 'CHECKING' });
  });

  it('changes the quantity of a running order, but not below what is reported, and not its recipe', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.start(ORDER);
    plant.confirm(ORDER, { yield: '320', scrap: '10' });
    expect(await mes.dispatch.send(sized('650', '2'), under('key-2'))).toMatchObject({
      quantity: { value: '650' },
      status: 'RUNNING',
      reported: { yield: '320', scrap: '10', rework: '0' },
    });
    const below = await troubleOf(mes.dispatch.send(sized('300', '3'), under('key-3')));
    expect(below).toMatchObject({ code: 'B-QTY-BELOW-REPORTED', upstream: { code: 'QTY_BELOW_REPORTED' } });
    const recipe = await troubleOf(mes.dispatch.send(order({ version: '4', bomRevision: 'C' }), under('key-4')));
    expect(recipe).toMatchObject({ code: 'B-CHANGE-TOO-LATE', applied: 'no', upstream: { code: 'ORDER_STARTED' } });
    expect(plant.ledger().orders[ORDER]).toMatchObject({ quantity: { value: '650' }, version: '2' });
    expect(plant.ledger().orders[ORDER]?.changes).toEqual([
      { kind: 'PUT', key: 'key-1', version: '1', quantity: '500' },
      { kind: 'PUT', key: 'key-2', version: '2', quantity: '650' },
    ]);
  });

  it('does not find a version that another has replaced, nor one sent under another key', async () => {
    const { mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    expect(await mes.dispatch.find(order(), under('key-9'))).toBeNull();
    await mes.dispatch.send(sized('650', '2'), under('key-2'));
    expect(await mes.dispatch.find(order(), under('key-1'))).toBeNull();
  });

  it('takes the order numbers of others for what they are', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order({ orderNo: 'A/B?C=1 #2' }), under('key-1'));
    expect(Object.keys(plant.ledger().orders)).toEqual(['A/B?C=1 #2']);
    expect(await mes.readOrder({ orderNo: 'A/B?C=1 #2' }, context)).toMatchObject({ version: '1' });
  });
});

describe('reading the masters of the MES', () => {
  const wanted = { item: 'FG-1000', bomRevision: 'B', routingVersion: '4' };

  it('finds both', async () => {
    const { mes } = await startedPlant();
    expect(await mes.readDefinitions(wanted, context)).toEqual({
      bom: { revision: 'B', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      routing: { version: '4', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  it('misses a routing version, and finds it once it was added', async () => {
    const { plant, mes } = await startedPlant({
      definitions: [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['3'] }],
    });
    expect(await mes.readDefinitions(wanted, context)).toMatchObject({ bom: { revision: 'B' }, routing: null });
    plant.addRouting('FG-1000', '4');
    expect(await mes.readDefinitions(wanted, context)).toMatchObject({ routing: { version: '4' } });
  });

  it('takes the missing page of a wrong address for no absence', async () => {
    const { plant } = await startedPlant();
    const mes = connectTo(plant, { url: `${plant.url}/elsewhere` });
    expect(await troubleOf(mes.readDefinitions(wanted, context))).toMatchObject({ code: 'P-ENDPOINT', applied: 'no' });
    expect(await troubleOf(mes.readOrder({ orderNo: ORDER }, context))).toMatchObject({ code: 'P-ENDPOINT' });
    expect(await troubleOf(mes.cancelOrder.send({ orderNo: ORDER, reason: '' }, under('k')))).toMatchObject({
      code: 'P-ENDPOINT',
    });
  });
});
