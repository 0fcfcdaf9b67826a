import { describe, expect, it } from 'vitest';
import { context, order, seededPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

const standing = { documents: [{ system: 'SAP', type: 'PRODUCTION_ORDER', number: '1000123' }] };

describe('technical completion in SAP', () => {
  it('is read back, and found again', async () => {
    const { plant, erp } = await seededPlant();
    expect(await erp.completeTechnically.find(order, under('key-1'))).toBeNull();
    expect(await erp.completeTechnically.send(order, under('key-1'))).toEqual(standing);
    expect(await erp.completeTechnically.find(order, under('key-1'))).toEqual(standing);
    expect(plant.ledger().orders[0]).toMatchObject({ technicallyCompleted: true });
  });

  it('counts as done where it is done already', async () => {
    const { erp } = await seededPlant();
    await erp.completeTechnically.send(order, under('key-1'));
    expect(await erp.completeTechnically.send(order, under('key-2'))).toEqual(standing);
  });

  it('is in doubt when the reply is lost, and found', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'TechlyCmpltOrder' });
    expect(await troubleOf(erp.completeTechnically.send(order, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(await erp.completeTechnically.find(order, under('key-1'))).toEqual(standing);
  });

  it('is in doubt, not refused, when only reading it back fails', async () => {
    const { plant, erp } = await seededPlant();
    // First the order with its ETag, then the token, then the order again.
    plant.faults.ask({ kind: 'late-commit', method: 'GET', times: 2, delayMs: 0 });
    const fault = plant.faults.ask({ kind: 'cut-before', method: 'GET' });
    expect(await troubleOf(erp.completeTechnically.send(order, under('key-1')))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
    });
    expect(fault.struck).toBe(1);
  });

  it('is tried again when somebody changed the order meanwhile', async () => {
    const { plant, erp } = await seededPlant();
    plant.faults.ask({ kind: 'status', method: 'POST', status: 412, code: '/IWBEP/CM_MGW_RT/225' });
    expect(await troubleOf(erp.completeTechnically.send(order, under('key-1')))).toMatchObject({
      code: 'T-LOCK',
      applied: 'no',
    });
    expect(await erp.completeTechnically.send(order, under('key-1'))).toEqual(standing);
  });

  it('of an order that SAP does not know is refused', async () => {
    const { erp } = await seededPlant();
    const unknown = { plant: 'P100', orderNo: '999' };
    expect(await troubleOf(erp.completeTechnically.send(unknown, under('key-1')))).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
    });
    expect(await erp.completeTechnically.find(unknown, under('key-1'))).toBeNull();
  });
});

describe('telling SAP that the MES has the order', () => {
  it('sets the status once, however often it is told', async () => {
    const { plant, erp } = await seededPlant();
    expect(await erp.markDispatched.find(order, under('key-1'))).toBeNull();
    expect(await erp.markDispatched.send(order, under('key-1'))).toEqual(standing);
    const { sourceVersion } = (await erp.readOrder(order, context)) ?? expect.fail();
    expect(await erp.markDispatched.send(order, under('key-1'))).toEqual(standing);
    expect(await erp.markDispatched.find(order, under('key-1'))).toEqual(standing);
    expect(plant.ledger().orders[0]).toMatchObject({ releasedByMes: true });
    expect(await erp.readOrder(order, context)).toMatchObject({ sourceVersion });
  });

  it('believes SAP’s message, not its status 200', async () => {
    const { plant, erp } = await seededPlant();
    await erp.completeTechnically.send(order, under('key-1'));
    expect(await troubleOf(erp.markDispatched.send(order, under('key-2')))).toMatchObject({
      code: 'B-ORDER-CLOSED',
      applied: 'no',
      upstream: { status: 200, code: 'CO/469', text: 'Order 1000123 is technically completed' },
    });
    expect(plant.ledger().orders[0]).toMatchObject({ releasedByMes: false });
  });
});
