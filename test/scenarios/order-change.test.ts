import { beforeAll, describe, expect, test } from 'vitest';
import type { OrderChange } from '../../connectors/sap-s4/practice/index.js';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant();
});

/** As the ERP does it: another version of the order, and an event with its key. */
function change(orderNo: string, to: OrderChange): void {
  plant.sap.changeOrder(orderNo, to);
  plant.sap.tellChanged(orderNo);
}

async function sent(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'AWAITING_ACK');
}

async function accepted(orderNo: string): Promise<void> {
  await sent(orderNo);
  plant.mes.accept(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
}

/** 330 of 500 are reported and posted. */
async function running(orderNo: string): Promise<void> {
  await accepted(orderNo);
  plant.mes.start(orderNo);
  plant.mes.confirm(orderNo, { yield: '320', scrap: '10' });
  await plant.until('production', orderNo, (view) => view.progress?.yield === '320');
}

const asked = (orderNo: string, code: string) =>
  plant.until(
    'production',
    orderNo,
    (view) => view.state === 'CHANGE_DECISION' && view.condition === 'EXCEPTION' && view.exceptions[0]?.code === code,
  );

const decide = (orderNo: string, choice: string) =>
  plant.act('production', orderNo, 'decide', { payload: { choice } });

const ended = (orderNo: string) => plant.until('production', orderNo, (view) => view.condition === 'DONE');

/** The quantities of the versions that the MES took, with the versions rising. */
function quantitiesAtMes(orderNo: string): (string | undefined)[] {
  const changes = plant.mes.ledger().orders[orderNo]?.changes.filter(({ kind }) => kind === 'PUT') ?? [];
  const versions = changes.map(({ version }) => version ?? '');
  expect(versions).toEqual([...new Set(versions)].sort());
  return changes.map(({ quantity }) => quantity);
}

const staged = (orderNo: string, item: string) =>
  plant.wms.ledger().stagingRequests[orderNo]?.lines.find((line) => line.item === item)?.qty.value;

const returned = (orderNo: string) =>
  plant.wms
    .ledger()
    .returnTasks.filter((task) => task.orderNo === orderNo)
    .flatMap((task) => task.lines.map((line) => [line.item, line.qty.value]));

describe('S06 the quantity changes during execution', () => {
  test('more is sent; less than reported is a person’s to decide; set to what is reported, nothing is left open', async () => {
    await running('1000601');
    change('1000601', { quantity: '650' });
    const more = await plant.until('production', '1000601', (view) => view.progress?.open === '320');
    expect(more).toMatchObject({ state: 'IN_EXECUTION', progress: { planned: '650', yield: '320', scrap: '10' } });
    await expect.poll(() => staged('1000601', 'RM-10')).toBe('650');
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650']);

    change('1000601', { quantity: '300' });
    const question = await asked('1000601', 'B-QTY-BELOW-REPORTED');
    expect(question.exceptions[0]).toMatchObject({
      owner: 'planner',
      choices: ['SET_TO_REPORTED', 'KEEP', 'SHORT_CLOSE'],
      text: '300 EA are ordered now; 330 EA are reported already',
    });
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650']);

    expect(await decide('1000601', 'SET_TO_REPORTED')).toMatchObject({ state: 'done' });
    const set = await plant.until('production', '1000601', (view) => view.progress?.open === '0');
    expect(set).toMatchObject({ progress: { planned: '330', yield: '320', scrap: '10' } });
    expect(quantitiesAtMes('1000601')).toEqual(['500', '650', '330']);

    plant.mes.complete('1000601');
    expect(await ended('1000601')).toMatchObject({ state: 'CLOSED', progress: { open: '0' } });
    expect(plant.postedTo('1000601')).toMatchObject({ technicallyCompleted: true, moved: { '101 FG-1000': '320' } });
  });

  test('kept, the MES goes on with what it had, and is not told', async () => {
    await running('1000602');
    change('1000602', { quantity: '300' });
    await asked('1000602', 'B-QTY-BELOW-REPORTED');
    await decide('1000602', 'KEEP');
    await plant.until('production', '1000602', (view) => view.state === 'IN_EXECUTION');
    // The ERP says it once more, and nobody is asked twice.
    change('1000602', {});
    plant.mes.confirm('1000602', { yield: '170', final: true });
    plant.mes.complete('1000602');
    const view = await plant.until(
      'production',
      '1000602',
      (one) => one.condition === 'DONE' || one.state === 'CHANGE_DECISION',
    );
    expect(view.state).toBe('CLOSED');
    expect(quantitiesAtMes('1000602')).toEqual(['500']);
  });
});
