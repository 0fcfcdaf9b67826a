import { expect, test } from 'vitest';
import { startPlant } from '../setup/plant.js';

const SCHEDULE = 'reconciliation-due/1000/P100';

test('an hour of the landscape begins a plant’s reconciliation, under the id that any caller would give it', async () => {
  const at = ['02:30'];
  const plant = await startPlant({ overrides: { reconciliation: { schedule: { at, catchupWindow: '10m' } } } });
  const handle = plant.temporal.client.schedule.getHandle(SCHEDULE);
  const described = await expect
    .poll(() => handle.describe().catch(() => undefined), { timeout: 20_000 })
    .toMatchObject({ policies: { overlap: 'SKIP', catchupWindow: 600_000 } })
    .then(() => handle.describe());
  // Plants keep their own time.
  expect(described.spec.timezone).toBe('America/Chicago');
  await handle.trigger();
  const begun = async () => {
    const { body } = await plant.call('GET', '/v1/runs?process=inventory-reconciliation');
    return body.runs.map(({ runId }) => runId);
  };
  await expect.poll(begun, { timeout: 20_000 }).toHaveLength(1);
  expect((await begun())[0]).toMatch(/^inventory-reconciliation\/1000\/P100\/\d{8}T\d{4}Z$/);
});
