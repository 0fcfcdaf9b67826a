import { beforeAll, expect, test } from 'vitest';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant({ overrides: { production: { continueAsNewAfterEvents: 200 } } });
});

test('a burst of more reports than a run keeps is posted once each, in its order, over new beginnings', async () => {
  plant.order('6000007');
  await plant.release('6000007');
  await plant.until('production', '6000007', (view) => view.state === 'AWAITING_ACK');
  plant.mes.accept('6000007');
  plant.mes.start('6000007');
  await plant.stopWorkers();
  for (let index = 0; index < 560; index += 1)
    plant.mes.confirm('6000007', {
      yield: '0',
      scrap: index % 4 === 0 ? '1' : '0',
      activities: [{ type: 'LABOR', duration: { value: '1', uom: 'MIN' } }],
    });
  const waiting = async () => (await plant.call('GET', '/v1/messages?status=pending&limit=1')).body.messages.length;
  await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
  await plant.startWorkers();
  const confirmations = () => plant.postedTo('6000007').confirmations;
  await expect.poll(() => confirmations().length, { timeout: 200_000, interval: 500 }).toBe(560);
  expect(confirmations().map((one) => one.scrap)).toEqual(
    Array.from({ length: 560 }, (_, index) => (index % 4 === 0 ? '1' : '0')),
  );
}, 300_000);
