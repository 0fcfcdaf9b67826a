import { beforeAll, expect, test } from 'vitest';
import { run } from '../cli/command.js';
import { testKey } from '../setup/landscape.js';
import { startPlant } from '../setup/plant.js';
import { selling, type SalesPlant } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = selling(await startPlant({ mesAnswersAfterMs: 20 }));
});

interface Traced {
  up: { confirmationId: string; inputs: { item: string; lot?: string }[]; errors: { by: string }[] }[];
  down: { output: { item: string; lot?: string } }[];
  moved: { process: string; number: string; quantity: string }[];
}

const traced = async (item: string, lot: string) => {
  const { status, body } = await plant.call('GET', `/v1/trace/lot/${item}/${lot}`, undefined, { as: 'quality' });
  return { status, ...(body as unknown as Traced) };
};

test('a lot is traced to what it was made from and the delivery that took it, through a reversal, by API and terminal', async () => {
  plant.order('1000241');
  plant.mes.openLocally('1000241', { item: 'FG-1000', quantity: '500', uom: 'EA' });
  plant.sap.receiveStock('RM-10', '100', { location: 'LINE', batch: 'L-778' });
  const consumption = [{ item: 'RM-10', mode: 'ACTUAL' as const, lot: 'L-778', qty: { value: '50', uom: 'EA' } }];
  const { confirmationId } = plant.mes.confirm('1000241', { yield: '50', lot: 'L-31', consumption });
  await plant.until('inventory', '1000241', (view) => view.progress?.yield === '50' && view.condition === 'WAITING');
  expect((await traced('RM-10', 'L-778')).down.map(({ output }) => output.lot)).toEqual(['L-31']);

  plant.sell('200241', '80241', { quantity: '30' });
  await plant.bringToDock('80241');
  const reversal = plant.mes.reverse('1000241', confirmationId);
  const id = 'production-to-inventory/1000/P100/1000241';
  await plant.runUntil(id, (view) => view.exceptions.some(({ code }) => code === 'B-REVERSAL-BLOCKED'));
  await plant.decideOn(id, 'CORRECT_REMAINING');
  await plant.runUntil(id, (view) => view.exceptions.some(({ code }) => code === 'B-CORRECTION-APPROVAL'));
  await plant.decideOn(id, 'APPROVE');
  await plant.runUntil(id, (view) => view.exceptions.some(({ code }) => code === 'B-TAKE-BACK'));
  plant.wms.takeBack(confirmationId);
  await plant.runUntil(id, (view) => view.exceptionCount === 0 && view.condition === 'WAITING');

  const trace = await traced('FG-1000', 'L-31');
  expect(trace.up).toMatchObject([{ confirmationId, errors: [{ by: reversal.confirmationId }] }]);
  expect(trace.up[0]?.inputs).toContainEqual(expect.objectContaining({ item: 'RM-10', lot: 'L-778' }));
  expect(trace.moved).toMatchObject([{ process: 'outbound-delivery', number: '80241' }]);
  expect(Math.abs(Number(trace.moved[0]?.quantity))).toBe(30);

  const environment = { HEADRACE_URL: plant.url, HEADRACE_KEY: testKey('planner') };
  const shown = await run(['trace', 'L-31', '--item', 'FG-1000'], environment);
  expect(shown.code).toBe(0);
  expect(shown.stdout).toContain('RM-10 L-778 50 EA');
  expect(shown.stdout).toContain('80241');
  expect(shown.stdout).toContain(`declared wrong by ${reversal.confirmationId}`);
  const json = await run(['trace', 'L-31', '--item', 'FG-1000', '--json'], environment);
  expect(JSON.parse(json.stdout)).toMatchObject({ item: 'FG-1000', lot: 'L-31', up: [{ confirmationId }] });
  expect((await traced('FG-1000', 'L-NONE')).status).toBe(404);
});
