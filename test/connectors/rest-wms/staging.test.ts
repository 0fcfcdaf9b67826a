import { describe, expect, it } from 'vitest';
import { bulk, leftOver, onHand, ORDER, staging, startedPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

describe('requesting components from the WMS', () => {
  it('makes one request with all lines', async () => {
    const { plant, wms } = await startedPlant();
    const posted = { documents: [{ system: 'WMS-RDC1', type: 'STAGING_REQUEST', number: '1000123' }] };
    expect(await wms.requestStaging.send(staging, under('key-1'))).toEqual(posted);
    expect(await wms.requestStaging.send(staging, under('key-1'))).toEqual(posted);
    const requests = Object.values(plant.ledger().stagingRequests);
    expect(requests.map(({ status, changes }) => [status, changes.length])).toEqual([['REQUESTED', 1]]);
    expect(requests[0]?.lines.map(({ item, qty }) => `${qty.value} ${qty.uom} ${item}`)).toEqual([
      '500 EA RM-10',
      '1000 EA RM-20',
      '375.000 KG RM-30',
    ]);
  });

  it('does not find a version that was not sent, nor one sent under another key', async () => {
    const { wms } = await startedPlant();
    await wms.requestStaging.send(staging, under('key-1'));
    expect(await wms.requestStaging.find({ ...staging, version: '2' }, under('key-1'))).toBeNull();
    expect(await wms.requestStaging.find(staging, under('key-2'))).toBeNull();
  });

  it('is refused by the WMS under another key, and for a version too old', async () => {
    const { plant, wms } = await startedPlant();
    await wms.requestStaging.send(staging, under('key-1'));
    expect(await troubleOf(wms.requestStaging.send(staging, under('key-2')))).toMatchObject({
      code: 'B-REJECTED',
      applied: 'no',
      upstream: { code: 'VERSION_OLD' },
    });
    expect(await troubleOf(wms.requestStaging.send({ ...staging, version: '2' }, under('key-1')))).toMatchObject({
      code: 'C-DUP-CONFLICT',
      upstream: { code: 'KEY_REUSED' },
    });
    expect(plant.ledger().stagingRequests['1000123']?.changes).toHaveLength(1);
  });

  it('cancels what is not picked, and leaves what is', async () => {
    const { plant, wms } = await startedPlant({ stock: bulk });
    await wms.requestStaging.send(staging, under('key-1'));
    expect(await wms.cancelStaging.find(ORDER, under('key-2'))).toBeNull();
    plant.pick('1000123');
    expect(await troubleOf(wms.cancelStaging.send(ORDER, under('key-2')))).toMatchObject({
      code: 'B-STAGING-PICKED',
      applied: 'no',
      upstream: { status: 409, code: 'PICKED' },
    });
    expect(await wms.cancelStaging.find(ORDER, under('key-2'))).toBeNull();
    expect(plant.ledger().stagingRequests['1000123']?.status).toBe('PICKED');
  });

  it('counts a request that never was as cancelled', async () => {
    const { plant, wms } = await startedPlant();
    expect(await wms.cancelStaging.send(ORDER, under('key-2'))).toEqual({ documents: [] });
    expect(await wms.cancelStaging.find(ORDER, under('key-2'))).toEqual({ documents: [] });
    expect(plant.ledger().stagingRequests).toEqual({});
  });

  it('may be made again after it was cancelled', async () => {
    const { plant, wms } = await startedPlant();
    await wms.requestStaging.send(staging, under('key-1'));
    await wms.cancelStaging.send(ORDER, under('key-2'));
    await wms.requestStaging.send(staging, under('key-3'));
    expect(plant.ledger().stagingRequests['1000123']).toMatchObject({ status: 'REQUESTED', idempotencyKey: 'key-3' });
  });
});

describe('bringing back what was not used', () => {
  it('makes one task, which the warehouse carries out', async () => {
    const { plant, wms } = await startedPlant({ stock: bulk });
    await wms.requestStaging.send(staging, under('key-1'));
    plant.stage('1000123');
    expect(onHand(plant)).toEqual(['1000 RM-20 at LINE', '25 RM-30 at BULK', '375 RM-30 at LINE', '500 RM-10 at LINE']);

    plant.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'return-tasks' });
    const message = { ...ORDER, reason: 'closed short', lines: leftOver };
    expect(await wms.returnStaged.find(message, under('key-2'))).toBeNull();
    expect(await troubleOf(wms.returnStaged.send(message, under('key-2')))).toMatchObject({ applied: 'maybe' });
    const posted = { documents: [{ system: 'WMS-RDC1', type: 'RETURN_TASK', number: 'RT-1' }] };
    expect(await wms.returnStaged.find(message, under('key-2'))).toEqual(posted);
    expect(await wms.returnStaged.send(message, under('key-2'))).toEqual(posted);
    expect(plant.ledger().returnTasks).toHaveLength(1);

    plant.carryOutReturn('RT-1');
    expect(onHand(plant)).toEqual([
      '120 RM-10 at LINE',
      '240 RM-20 at LINE',
      '310 RM-30 at BULK',
      '380 RM-10 at BULK',
      '760 RM-20 at BULK',
      '90 RM-30 at LINE',
    ]);
    expect(() => plant.carryOutReturn('RT-1')).toThrow('no open return task');
  });

  it('finds among the tasks of an order the one of its own key', async () => {
    const { wms } = await startedPlant();
    const message = { ...ORDER, reason: 'closed short', lines: leftOver };
    const [first, second] = [
      await wms.returnStaged.send(message, under('key-1')),
      await wms.returnStaged.send(message, under('key-2')),
    ];
    expect(first).not.toEqual(second);
    expect(await wms.returnStaged.find(message, under('key-1'))).toEqual(first);
    expect(await wms.returnStaged.find(message, under('key-2'))).toEqual(second);
  });
});
