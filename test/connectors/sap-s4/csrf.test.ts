import { expect, describe, it } from 'vitest';
import { confirmation, connectTo, goodsMovement, seededPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('CSRF tokens', () => {
  it('are fetched once for writes that begin at the same time', async () => {
    const { plant, erp } = await seededPlant();
    const keys = Array.from({ length: 8 }, (_, index) => `key-${index}`);
    await Promise.all(
      keys.map((key) => erp.postConfirmation.send(confirmation({ confirmationId: key, movements: [] }), under(key))),
    );
    expect(plant.tokenFetches).toBe(1);
    expect(plant.ledger().confirmations).toHaveLength(8);
  });

  it('are renewed once for all when the session is over, and each write is posted once', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postGoodsMovement.send(goodsMovement('1'), under('first'));
    plant.expireSessions();
    const keys = ['a', 'b', 'c', 'd'];
    await Promise.all(keys.map((key) => erp.postGoodsMovement.send(goodsMovement('1'), under(key))));
    expect(plant.tokenFetches).toBe(2);
    expect(plant.ledger().materialDocuments).toHaveLength(5);
  });

  it('that are refused twice are trouble with the sign-in, and nothing is posted', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postGoodsMovement.send(goodsMovement('1'), under('first'));
    const expiring = setInterval(() => plant.expireSessions(), 0);
    plant.faults.ask({ kind: 'late-commit', method: 'POST', times: 2, delayMs: 50 });
    const trouble = await troubleOf(erp.postGoodsMovement.send(goodsMovement('1'), under('second'))).finally(() =>
      clearInterval(expiring),
    );
    expect(trouble).toMatchObject({ code: 'T-AUTH', applied: 'no' });
    expect(plant.ledger().materialDocuments).toHaveLength(1);
  });

  it('that could not be fetched leave no doubt, and are fetched again by the next write', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'GET' });
    expect(await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-1')))).toMatchObject({
      code: 'T-UNAVAILABLE',
      applied: 'no',
    });
    plant.faults.ask({ kind: 'status', method: 'GET', status: 503, retryAfterS: 1 });
    expect(await troubleOf(erp.postGoodsMovement.send(goodsMovement(), under('key-1')))).toMatchObject({
      code: 'T-UNAVAILABLE',
      retryAfterMs: 1000,
    });
    await erp.postGoodsMovement.send(goodsMovement(), under('key-1'));
    expect(plant.ledger().materialDocuments).toHaveLength(1);
  });

  it('belong to a service and to one connection of ours', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postGoodsMovement.send(goodsMovement('1'), under('a'));
    await erp.postConfirmation.send(confirmation({ movements: [] }), under('b'));
    await connectTo(plant).postGoodsMovement.send(goodsMovement('1'), under('c'));
    expect(plant.tokenFetches).toBe(3);
  });

  it('are not asked for by reads', async () => {
    const { plant, erp } = await seededPlant();
    await erp.readItems({ plant: 'P100', items: ['RM-10'] }, under(''));
    expect(plant.tokenFetches).toBe(0);
  });
});
