import { beforeAll, describe, expect, test } from 'vitest';
import { type Floor, pieces, startFloor } from '../../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor({ retry: { outage: { initial: '20s', factor: 2, max: '60s' } } });
});

const dispatched = (orderNo: string) => floor.mes.ledger().orders[orderNo]?.changes.length ?? 0;
const outcomeOf = (workflowId: string, actionId: string) => () => floor.store.facts.action(workflowId, actionId);

/** An order whose dispatch meets a MES that answers 503 from a gateway, as often as told. */
async function retrying(orderNo: string, times = 1_000) {
  floor.order(orderNo);
  const fault = floor.mes.faults.ask({
    kind: 'status',
    status: 503,
    retryAfterS: 20,
    method: 'PUT',
    path: `/${orderNo}`,
    times,
  });
  const run = await floor.start(orderNo);
  const view = await floor.until(run, (one) => one.condition === 'RETRYING');
  return { run, view, fault };
}

describe('a system that does not answer', () => {
  test('is shown as what the run is blocked on, with the next try; retry now is answered by what comes of it', async () => {
    const { run, view, fault } = await retrying('7000001');
    expect(view).toMatchObject({ state: 'DISPATCHING', blockedOn: 'MES-P100', attempts: 1, exceptions: [] });
    expect(Date.parse(view.nextTryAt ?? '')).toBeGreaterThan(Date.now());
    await floor.act(run, 'retry', { actionId: 'r1' });
    await expect.poll(outcomeOf(run.workflowId, 'r1')).toMatchObject({ outcome: 'failed-again' });
    fault.left = 0;
    await floor.act(run, 'retry', { actionId: 'r2' });
    await expect.poll(outcomeOf(run.workflowId, 'r2')).toMatchObject({ outcome: 'done' });
    await floor.until(run, (one) => one.state === 'AWAITING_ACK');
    expect(dispatched('7000001')).toBe(1);
  });

  test('does not keep the run from being cancelled: nothing was sent, and what was staged is taken back', async () => {
    const { run } = await retrying('7000002');
    await floor.act(run, 'cancel', { actionId: 'c1' });
    expect(await run.result()).toMatchObject({ state: 'CANCELLED' });
    expect(dispatched('7000002')).toBe(0);
    expect(floor.wms.ledger().stagingRequests['7000002']?.status).toBe('CANCELLED');
    await expect.poll(outcomeOf(run.workflowId, 'c1')).toMatchObject({ outcome: 'done' });
  });

  test('Temporal’s own cancel undoes the same, and is not taken for a success', async () => {
    const { run } = await retrying('7000003');
    await run.cancel();
    await expect(run.result()).rejects.toThrow();
    expect((await run.describe()).status.name).toBe('CANCELLED');
    expect(floor.wms.ledger().stagingRequests['7000003']?.status).toBe('CANCELLED');
  });
});

describe('a cancel at the worst moment', () => {
  test('while the dispatch is in doubt: it is found out first, then taken back; the MES is left with nothing', async () => {
    floor.order('7000004');
    // It lands after the caller has given up.
    const late = floor.mes.faults.ask({ kind: 'late-commit', method: 'PUT', path: '/7000004', delayMs: 6_000 });
    const run = await floor.start('7000004');
    await expect.poll(() => late.struck).toBe(1);
    await floor.act(run, 'cancel');
    expect(await run.result()).toMatchObject({ state: 'CANCELLED' });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(['CANCELLED', undefined]).toContain(floor.mes.ledger().orders['7000004']?.status);
    expect(floor.wms.ledger().stagingRequests['7000004']?.status).toBe('CANCELLED');
  });

  test('while an undo fails: it is parked for a person, who can skip it; nothing else is left standing', async () => {
    floor.order('7000005');
    const run = await floor.start('7000005');
    await floor.until(run, (view) => view.state === 'AWAITING_ACK');
    const refuse = floor.wms.faults.ask({
      kind: 'status',
      status: 403,
      method: 'POST',
      path: '/staging-requests/7000005/cancel',
      times: 100,
    });
    await floor.act(run, 'cancel', { actionId: 'c5' });
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view).toMatchObject({ state: 'CANCELLING', undoable: ['stage components'] });
    expect(view.exceptions[0]?.actions).toEqual(expect.arrayContaining(['retry', 'skip']));
    expect(floor.mes.ledger().orders['7000005']?.status).toBe('CANCELLED');
    await expect.poll(outcomeOf(run.workflowId, 'c5')).toMatchObject({ outcome: 'failed' });
    const again = await floor.act(run, 'cancel').catch((error: unknown) => (error as Error).cause);
    expect(again).toMatchObject({ type: 'ACTION_NOT_ALLOWED' });
    expect(refuse.struck).toBeGreaterThan(0);
    await floor.act(run, 'skip', { text: 'brought back by hand' });
    expect(await run.result()).toMatchObject({ state: 'CANCELLED' });
  });
});

describe('a posting in doubt', () => {
  test('is sent again as another one when a person knows that it was not posted', async () => {
    floor.order('7000006');
    const cut = floor.sap.faults.ask({ kind: 'cut-before', method: 'POST', path: '/ProdnOrdConf2', body: '7000006' });
    const mute = floor.sap.faults.ask({
      kind: 'status',
      status: 500,
      method: 'GET',
      path: 'ProdnOrdConf2.*7000006',
      times: 10_000,
    });
    await floor.report('7000006', { confirmationId: 'X1', yield: pieces('10') });
    const run = floor.inventory('7000006');
    await floor.until(run, (view) => view.condition === 'UNKNOWN_OUTCOME');
    const refused = await floor.act(run, 'retry').catch((error: unknown) => (error as Error).cause);
    expect(refused).toMatchObject({ type: 'ACTION_NOT_ALLOWED' });
    await floor.act(run, 'resolve', { actionId: 'n1', payload: { posted: true } });
    await expect.poll(outcomeOf(run.workflowId, 'n1'), { timeout: 10_000 }).toMatchObject({ outcome: 'failed-again' });
    await floor.act(run, 'resolve', { actionId: 'n2', payload: { posted: false } });
    await expect.poll(outcomeOf(run.workflowId, 'n2'), { timeout: 10_000 }).toMatchObject({ outcome: 'done' });
    mute.left = 0;
    await floor.until(run, (view) => view.progress?.yield === '10');
    expect([cut.struck, mute.struck > 0]).toEqual([1, true]);
    expect(floor.sap.ledger().confirmations.filter((one) => one.orderNo === '7000006')).toHaveLength(1);
  });
});

describe('a posting that the ERP rejects', () => {
  test('waits for a person with the ERP’s own words; amended, it is posted as amended', async () => {
    floor.order('7000007');
    const fault = floor.sap.faults.ask({
      kind: 'status',
      status: 400,
      code: 'M7/053',
      method: 'POST',
      path: '/ProdnOrdConf2',
      body: '7000007',
    });
    await floor.report('7000007', { confirmationId: 'Y1', yield: pieces('10') });
    const run = floor.inventory('7000007');
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]?.upstream).toMatchObject({ system: 'SAP', code: 'M7/053' });
    expect(fault.struck).toBe(1);
    const quantity = { payload: { message: { yield: pieces('8') } } };
    const refused = await floor.act(run, 'amend', quantity).catch((error: unknown) => (error as Error).cause);
    expect(refused).toMatchObject({ type: 'PAYLOAD_INVALID' });
    await floor.act(run, 'amend', { payload: { message: { postingDate: '2026-12-01' } } });
    await floor.until(run, (one) => one.progress?.yield === '10');
    const [posted] = floor.sap.ledger().confirmations.filter((one) => one.orderNo === '7000007');
    expect(posted).toMatchObject({ yield: '10', postingDate: '2026-12-01' });
  });
});

describe('a retry where there is nothing to ask', () => {
  test('is answered, and does not spin', async () => {
    floor.order('7000009');
    const run = await floor.start('7000009');
    await floor.until(run, (view) => view.state === 'AWAITING_ACK');
    await floor.event('7000009', 'OrderAccepted');
    await floor.until(run, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
    await floor.act(run, 'retry', { actionId: 'idle' });
    await expect.poll(outcomeOf(run.workflowId, 'idle')).toMatchObject({ outcome: 'failed-again' });
    expect(await floor.view(run)).toMatchObject({ state: 'ACKNOWLEDGED', condition: 'WAITING' });
  });
});

describe('an exception that is raised again', () => {
  test('keeps the owner that it was given, its deadline, and the revision that people have read', async () => {
    floor.order('7000010');
    const mute = floor.sap.faults.ask({
      kind: 'status',
      status: 500,
      path: 'ProdnOrdConf2.*7000010',
      method: 'GET',
      times: 10_000,
    });
    floor.sap.faults.ask({ kind: 'cut-before', method: 'POST', path: '/ProdnOrdConf2', body: '7000010' });
    await floor.report('7000010', { confirmationId: 'Z1', yield: pieces('10') });
    const run = floor.inventory('7000010');
    const before = await floor.until(run, (view) => view.condition === 'UNKNOWN_OUTCOME');
    await floor.act(run, 'reassign', { payload: { owner: 'finance' } });
    const attempts = before.exceptions[0]?.attempts ?? 0;
    const after = await floor.until(run, (view) => (view.exceptions[0]?.attempts ?? 0) > attempts + 1);
    expect(after.exceptions[0]).toMatchObject({ owner: 'finance', dueAt: before.exceptions[0]?.dueAt });
    expect(after.revision).toBe(before.revision + 1);
    mute.left = 0;
    await floor.until(run, (view) => view.progress?.yield === '10');
  });
});

describe('a cancel while the postings are drained', () => {
  test('decided against, the order still closes: its completion is remembered', async () => {
    floor.order('7000011');
    const run = await floor.start('7000011');
    await floor.until(run, (view) => view.state === 'AWAITING_ACK');
    floor.mes.accept('7000011');
    floor.mes.start('7000011');
    await floor.event('7000011', 'OrderStarted');
    await floor.event('7000011', 'OrderCompleted', { confirmations: 1 });
    await floor.until(run, (view) => view.state === 'PRODUCTION_COMPLETE');
    await floor.act(run, 'cancel');
    await floor.until(run, (view) => view.state === 'CANCEL_DECISION' && view.condition === 'EXCEPTION');
    await floor.act(run, 'decide', { payload: { choice: 'LET_FINISH' } });
    await floor.report('7000011', { confirmationId: 'D1', yield: pieces('10') });
    expect(await run.result()).toMatchObject({ state: 'CLOSED' });
  });
});

describe('a rejection by stock after a doubt', () => {
  test('leaves nothing on the desk but the parked line', async () => {
    floor.order('7000012', '500', { components: [{ item: 'RM-98', quantity: '500', uom: 'EA' }] });
    floor.sap.addItem({ item: 'RM-98', baseUom: 'EA', standardCost: '2.00', stock: '0' });
    floor.sap.faults.ask({ kind: 'cut-before', method: 'POST', path: '/ProdnOrdConf2', body: '7000012' });
    await floor.report('7000012', { confirmationId: 'S1', yield: pieces('10') });
    const view = await floor.until(floor.inventory('7000012'), (one) => one.state === 'PARKED_LINES');
    expect(view.exceptions.map((one) => one.code)).toEqual(['B-STOCK-SHORT']);
    expect(view.exceptionCount).toBe(1);
  });
});

describe('an order that the MES rejected', () => {
  test('is read again before it is sent again: what was mended in the ERP reaches the MES and the warehouse', async () => {
    floor.order('7000008', '500', {
      operations: [{ operationNo: '0010', workCenter: 'WC-UNKNOWN', text: 'Assemble' }],
    });
    const run = await floor.start('7000008');
    const view = await floor.until(run, (one) => one.state === 'MES_REJECTED' && one.condition === 'EXCEPTION');
    expect(view.exceptions[0]?.impact).toMatchObject({ plannedOutput: { amount: '60000.00' } });
    floor.sap.changeOrder('7000008', {
      quantity: '400',
      operations: [{ operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' }],
    });
    await floor.act(run, 'decide', { payload: { choice: 'SEND_AGAIN' } });
    await floor.until(run, (one) => one.state === 'AWAITING_ACK');
    expect(floor.mes.ledger().orders['7000008']?.quantity.value).toBe('400');
    expect(floor.wms.ledger().stagingRequests['7000008']?.changes).toHaveLength(2);
  });
});
