import { expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { bulk, components, onHand, ORDER, staging, startedPlant, under } from './harness.js';

const asking = (version: string, pumps: string) => ({
  ...staging,
  version,
  lines: components.map((one) => (one.item === 'RM-10' ? { ...one, quantity: { value: pumps, uom: 'EA' } } : one)),
});
const stock = [...bulk, { item: 'RM-10', location: 'BULK', quantity: '100' }];

it('brings only what a later version wants more, though all was at the line already', async () => {
  const { plant, wms } = await startedPlant({ stock });
  await wms.requestStaging.send(staging, under('key-1'));
  plant.stage('1000123');
  await wms.requestStaging.send(asking('2', '580'), under('key-2'));
  expect(plant.ledger().stagingRequests['1000123']?.status).toBe('REQUESTED');
  plant.stage('1000123');
  expect(onHand(plant)).toContain('580 RM-10 at LINE');
  expect(onHand(plant)).toContain('20 RM-10 at BULK');
  expect(onHand(plant)).toContain('1000 RM-20 at LINE');
  expect(plant.ledger().stagingRequests['1000123']?.status).toBe('STAGED');
});

it('does not refuse a later version that wants less, and leaves what was brought', async () => {
  const { plant, wms } = await startedPlant({ stock });
  await wms.requestStaging.send(staging, under('key-1'));
  plant.pick('1000123');
  await wms.requestStaging.send(asking('2', '300'), under('key-2'));
  expect(plant.ledger().stagingRequests['1000123']).toMatchObject({ version: '2', status: 'PICKED' });
  plant.stage('1000123');
  await wms.requestStaging.send(asking('3', '200'), under('key-3'));
  expect(plant.ledger().stagingRequests['1000123']).toMatchObject({ version: '3', status: 'STAGED' });
  expect(onHand(plant)).toContain('500 RM-10 at LINE');
});

it('does not go back to an earlier version that comes late', async () => {
  const { plant, wms } = await startedPlant({ stock });
  await wms.requestStaging.send(asking('10', '580'), under('key-10'));
  expect(await troubleOf(wms.requestStaging.send(asking('9', '500'), under('key-9')))).toMatchObject({
    ...{ code: 'B-REJECTED', applied: 'no', upstream: { code: 'VERSION_OLD' } },
  });
  expect(plant.ledger().stagingRequests['1000123']?.version).toBe('10');
});

it('is not cancelled while something was picked for an earlier version', async () => {
  const { plant, wms } = await startedPlant({ stock });
  await wms.requestStaging.send(staging, under('key-1'));
  plant.pick('1000123');
  await wms.requestStaging.send(asking('2', '580'), under('key-2'));
  expect(await troubleOf(wms.cancelStaging.send(ORDER, under('cancel')))).toMatchObject({ code: 'B-STAGING-PICKED' });
});
