import { beforeAll, describe, expect, test } from 'vitest';
import { startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant({
    mesAnswersAfterMs: 20,
    overrides: { production: { underTolerancePct: '2', continueAsNewAfterEvents: 3, drainEscalateAfter: '2s' } },
  });
});

async function started(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'IN_EXECUTION');
}

const made = (orderNo: string, quantity: string) =>
  plant.until('production', orderNo, (view) => view.progress?.yield === quantity);

const asked = (orderNo: string, code: string) =>
  plant.until('production', orderNo, (view) => view.condition === 'EXCEPTION' && view.exceptions[0]?.code === code);

const decide = (orderNo: string, choice: string) => plant.act('production', orderNo, 'decide', { payload: { choice } });

const ended = (orderNo: string) => plant.until('production', orderNo, (view) => view.condition === 'DONE');

const returned = (orderNo: string) =>
  plant.wms
    .ledger()
    .returnTasks.filter((task) => task.orderNo === orderNo)
    .flatMap((task) => task.lines.map((line) => [line.item, line.qty.value]));

describe('an order that is reported complete with some of it open', () => {
  test('within its tolerance is closed without a word', async () => {
    await started('1000701');
    plant.mes.confirm('1000701', { yield: '490' });
    plant.mes.complete('1000701');
    expect((await ended('1000701')).state).toBe('CLOSED');
    expect(returned('1000701')).toEqual([]);
  });

  test('beyond it is closed short by a person, and what is left goes back', async () => {
    await started('1000702');
    plant.mes.confirm('1000702', { yield: '480' });
    plant.mes.complete('1000702');
    const view = await asked('1000702', 'B-QTY-UNDER');
    expect(view).toMatchObject({
      state: 'PRODUCTION_COMPLETE',
      exceptions: [{ owner: 'planner', choices: ['SHORT_CLOSE', 'REMAIN_OPEN'] }],
    });
    expect(plant.postedTo('1000702').technicallyCompleted).toBe(false);
    await decide('1000702', 'SHORT_CLOSE');
    expect((await ended('1000702')).state).toBe('CANCELLED_PARTIAL');
    expect(returned('1000702')).toEqual([
      ['RM-10', '20'],
      ['RM-20', '40'],
      ['RM-30', '15.000'],
    ]);
  });

  test('beyond it stays open, and is closed when the rest is made', async () => {
    await started('1000703');
    plant.mes.confirm('1000703', { yield: '300' });
    plant.mes.complete('1000703');
    await asked('1000703', 'B-QTY-UNDER');
    await decide('1000703', 'REMAIN_OPEN');
    await plant.until('production', '1000703', (view) => view.state === 'IN_EXECUTION');
    plant.mes.confirm('1000703', { yield: '200' });
    plant.mes.complete('1000703');
    expect((await ended('1000703')).state).toBe('CLOSED');
    expect(plant.postedTo('1000703').moved).toMatchObject({ '101 FG-1000': '500' });
  });

  test('beyond it is closed when the ERP wants no more than was made', async () => {
    await started('1000704');
    plant.mes.confirm('1000704', { yield: '300' });
    plant.mes.complete('1000704');
    await asked('1000704', 'B-QTY-UNDER');
    plant.sap.changeOrder('1000704', { quantity: '300' });
    plant.sap.tellChanged('1000704');
    expect((await ended('1000704')).state).toBe('CLOSED');
    expect(plant.mes.ledger().orders['1000704']?.changes).toHaveLength(1);
  });
});

describe('reports that never come', () => {
  test('are not waited for when a person closes with what is posted', async () => {
    await started('1000710');
    plant.mes.confirm('1000710', { yield: '495' });
    await made('1000710', '495');
    plant.mes.events.tell('OrderCompleted', '1000710', { orderNo: '1000710', confirmations: 2 });
    const view = await asked('1000710', 'B-NO-ANSWER');
    expect(view.exceptions[0]?.choices).toEqual(['CLOSE_ANYWAY']);
    await decide('1000710', 'CLOSE_ANYWAY');
    expect((await ended('1000710')).state).toBe('CLOSED');
    expect(plant.postedTo('1000710')).toMatchObject({ technicallyCompleted: true, moved: { '101 FG-1000': '495' } });
  });

  test('do not hold up a short close either, though nobody has reported anything', async () => {
    await started('1000711');
    plant.sap.requestCancel('1000711');
    await plant.until('production', '1000711', (view) => view.state === 'CANCEL_DECISION');
    plant.mes.events.hold('1000711');
    plant.mes.events.tell('OrderCompleted', '1000711/end', { orderNo: '1000711', confirmations: 1 });
    await decide('1000711', 'SHORT_CLOSE');
    await asked('1000711', 'B-NO-ANSWER');
    await decide('1000711', 'CLOSE_ANYWAY');
    expect((await ended('1000711')).state).toBe('CANCELLED_PARTIAL');
  });

  test('cannot be given up while a line is parked', async () => {
    plant.sap.addItem({ item: 'RM-77', baseUom: 'EA', standardCost: '2.00', stock: '0' });
    plant.order('1000712', '500', { components: [{ item: 'RM-77', quantity: '500', uom: 'EA' }] });
    await plant.release('1000712');
    await plant.until('production', '1000712', (view) => view.state === 'ACKNOWLEDGED');
    plant.mes.confirm('1000712', { yield: '495' });
    await plant.until('inventory', '1000712', (view) => view.state === 'PARKED_LINES');
    plant.mes.events.tell('OrderCompleted', '1000712', { orderNo: '1000712', confirmations: 2 });
    const view = await asked('1000712', 'B-NO-ANSWER');
    expect(view.exceptions[0]).not.toHaveProperty('choices');
    expect(view.exceptions[0]?.text).toBe('parked lines of the order: 1');
    plant.sap.receiveStock('RM-77', '1000');
    plant.wms.transfer('RM-77', '1000', 'LINE');
    await plant.until('production', '1000712', (one) => one.exceptions[0]?.choices?.includes('CLOSE_ANYWAY') === true);
    await decide('1000712', 'CLOSE_ANYWAY');
    expect((await ended('1000712')).state).toBe('CLOSED');
  });
});

describe('a run that is told much', () => {
  test('begins anew in execution, and still knows what to undo, to return and to close', async () => {
    await started('1000720');
    const runId = 'order-to-production/1000/P100/1000720';
    for (let total = 50; total <= 300; total += 50) {
      plant.mes.confirm('1000720', { yield: '50' });
      await made('1000720', String(total));
    }
    const { raw } = await plant.temporal.client.workflow.getHandle(runId).describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
    const view = await plant.production('1000720');
    expect(view).toMatchObject({ state: 'IN_EXECUTION', undoable: ['stage components', 'dispatch'] });

    plant.sap.changeOrder('1000720', { quantity: '650' });
    plant.sap.tellChanged('1000720');
    await plant.until('production', '1000720', (one) => one.progress?.open === '350');
    expect(plant.mes.ledger().orders['1000720']?.changes.map(({ quantity }) => quantity)).toEqual(['500', '650']);
    plant.sap.requestCancel('1000720');
    await plant.until('production', '1000720', (one) => one.state === 'CANCEL_DECISION');
    await decide('1000720', 'SHORT_CLOSE');
    expect((await ended('1000720')).state).toBe('CANCELLED_PARTIAL');
    expect(returned('1000720')).toEqual([
      ['RM-10', '350'],
      ['RM-20', '700'],
      ['RM-30', '262.500'],
    ]);
  });
});
