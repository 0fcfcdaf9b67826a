import { describe, expect, it } from 'vitest';
import { context, ORDER, order, startedPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

const message = { orderNo: ORDER, reason: 'customer cancelled' };

describe('taking an order back from the MES', () => {
  it('cancels an order that has not started', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.accept(ORDER);
    expect(await mes.cancelOrder.find(message, under('key-2'))).toBeNull();
    expect(await mes.cancelOrder.send(message, under('key-2'))).toEqual({
      documents: [{ system: 'MES-P100', type: 'MES_ORDER', number: ORDER }],
    });
    expect(plant.ledger().orders[ORDER]?.status).toBe('CANCELLED');
  });

  it('leaves a started order alone, and says so', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.start(ORDER);
    plant.confirm(ORDER, { yield: '120' });
    expect(await troubleOf(mes.cancelOrder.send(message, under('key-2')))).toMatchObject({
      code: 'B-ORDER-STARTED',
      applied: 'no',
      upstream: { status: 409, code: 'ORDER_STARTED' },
    });
    expect(await mes.readOrder(message, context)).toMatchObject({ status: 'RUNNING', reported: { yield: '120' } });
  });

  it('counts an order that never was as taken back, whether it is sent or looked up', async () => {
    const { plant, mes } = await startedPlant();
    expect(await mes.cancelOrder.send(message, under('key-2'))).toEqual({ documents: [] });
    expect(await mes.cancelOrder.find(message, under('key-2'))).toEqual({ documents: [] });
    expect(plant.ledger().orders).toEqual({});
  });
});

describe('closing a started order short', () => {
  it('stops it with what it has made, and its completion is told once', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.start(ORDER);
    plant.confirm(ORDER, { yield: '120' });
    expect(await mes.shortClose.find(message, under('key-2'))).toBeNull();
    await mes.shortClose.send(message, under('key-2'));
    await mes.shortClose.send(message, under('key-2'));
    await mes.shortClose.send(message, under('key-3'));
    expect(plant.ledger().orders[ORDER]).toMatchObject({ status: 'COMPLETED', reported: { yield: '120' } });
    const completed = plant.events.events.filter(({ type }) => type === 'OrderCompleted');
    expect(completed.map(({ data }) => data)).toEqual([{ orderNo: ORDER, confirmations: 1 }]);
  });

  it('is a refusal for an order that the MES does not have', async () => {
    const { mes } = await startedPlant();
    expect(await troubleOf(mes.shortClose.send(message, under('key-2')))).toMatchObject({
      code: 'B-MES-REJECTED',
      applied: 'no',
      upstream: { status: 404, code: 'ORDER_UNKNOWN' },
    });
    expect(await mes.shortClose.find(message, under('key-2'))).toBeNull();
  });
});
