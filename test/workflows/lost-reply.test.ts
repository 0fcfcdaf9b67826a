import { beforeAll, describe, expect, test } from 'vitest';
import type { FaultRequest } from '../../practice/faults.js';
import { type Floor, pieces, startFloor } from '../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor();
});

type System = 'sap' | 'mes' | 'wms';

/** Asks for the fault, plays, and fails if the fault never struck. */
async function under(system: System, fault: FaultRequest, play: () => Promise<void>): Promise<void> {
  const asked = floor[system].faults.ask(fault);
  await play();
  expect(asked.struck, `${fault.kind} on ${fault.path}`).toBe(fault.times ?? 1);
}

async function untilAccepted(orderNo: string): Promise<void> {
  floor.order(orderNo);
  const run = await floor.start(orderNo);
  await floor.until(run, (view) => view.state === 'AWAITING_ACK');
  floor.mes.accept(orderNo);
  await floor.event(orderNo, 'OrderAccepted');
  await floor.until(run, (view) => view.state === 'ACKNOWLEDGED' && view.condition === 'WAITING');
}

async function start(orderNo: string): Promise<void> {
  floor.mes.start(orderNo);
  await floor.event(orderNo, 'OrderStarted');
  await floor.until(floor.production(orderNo), (view) => view.state === 'IN_EXECUTION');
}

/** To the end: started, reported in two parts with consumption of its own, completed. */
async function make(orderNo: string): Promise<void> {
  await start(orderNo);
  await floor.report(orderNo, {
    confirmationId: `${orderNo}-1`,
    yield: pieces('100'),
    scrap: pieces('4'),
    consumption: [{ item: 'RM-20', mode: 'ACTUAL', qty: pieces('208') }],
  });
  await floor.report(orderNo, { confirmationId: `${orderNo}-2`, yield: pieces('396'), kind: 'FINAL' });
  floor.mes.complete(orderNo);
  await floor.event(orderNo, 'OrderCompleted', { confirmations: 2 });
  expect(await floor.production(orderNo).result()).toMatchObject({ state: 'CLOSED' });
}

/** What stands of an order in every system: one of each, whatever was lost on the way. */
function ledgerOf(orderNo: string) {
  const sap = floor.sap.ledger();
  const wms = floor.wms.ledger();
  const mine = sap.materialDocuments.filter((one) =>
    one.movements.some((movement) => movement.orderNo.endsWith(orderNo)),
  );
  return {
    staged: wms.stagingRequests[orderNo]?.status,
    mesChanges: floor.mes.ledger().orders[orderNo]?.changes.length,
    confirmations: sap.confirmations.filter((one) => one.orderNo.endsWith(orderNo)).map((one) => one.yield),
    confirmationKeys: new Set(
      sap.confirmations.filter((one) => one.orderNo.endsWith(orderNo)).map((one) => one.externalKey),
    ).size,
    movementReferences: mine.filter((one) => !one.confirmation).map((one) => one.reference).length,
    issued: total(mine, '261', 'RM-20'),
    received: total(mine, '101', 'FG-1000'),
    receipts: Object.keys(wms.receipts).filter((id) => id.startsWith(orderNo)).length,
    technicallyCompleted: sap.orders.find((one) => one.orderNo.endsWith(orderNo))?.technicallyCompleted,
  };
}

function total(
  documents: { movements: { type: string; item: string; quantity: string }[] }[],
  type: string,
  item: string,
): number {
  const movements = documents.flatMap((one) => one.movements).filter((one) => one.type === type && one.item === item);
  return movements.reduce((sum, one) => sum + Number(one.quantity), 0);
}

const whole = {
  mesChanges: 1,
  confirmations: ['100', '396'],
  confirmationKeys: 2,
  movementReferences: 1,
  issued: 1000,
  received: 496,
  receipts: 2,
  technicallyCompleted: true,
};

const postings: [string, System, FaultRequest][] = [
  ['the staging request', 'wms', { kind: 'commit-then-cut', method: 'PUT', path: '/staging-requests/' }],
  ['the dispatch', 'mes', { kind: 'commit-then-cut', method: 'PUT', path: '/production-orders/' }],
  ['the mark of dispatch', 'sap', { kind: 'commit-then-cut', method: 'POST', path: '/OrderReleasedByMES' }],
  ['the confirmation', 'sap', { kind: 'commit-then-cut', method: 'POST', path: '/ProdnOrdConf2' }],
  ['reported consumption', 'sap', { kind: 'commit-then-cut', method: 'POST', path: '/A_MaterialDocumentHeader' }],
  ['the expected receipt', 'wms', { kind: 'commit-then-cut', method: 'PUT', path: '/production-receipts/' }],
  ['technical completion', 'sap', { kind: 'commit-then-cut', method: 'POST', path: '/TechlyCmpltOrder' }],
];

describe('posts once when the system commits and the reply is lost', () => {
  test.each(postings)('%s', async (_, system, fault) => {
    const orderNo = String(3000000 + postings.findIndex((one) => one[2] === fault));
    await under(system, fault, async () => {
      await untilAccepted(orderNo);
      await make(orderNo);
    });
    expect(ledgerOf(orderNo)).toMatchObject(whole);
  });
});

describe('posts once when the commit lands after we have given up', () => {
  test.each([
    ['the confirmation', 'sap', '/ProdnOrdConf2'],
    ['reported consumption', 'sap', '/A_MaterialDocumentHeader'],
    ['technical completion', 'sap', '/TechlyCmpltOrder'],
  ] as const)('%s', async (_, system, path) => {
    const orderNo = String(3000100 + path.length);
    await untilAccepted(orderNo);
    // We give up after 5 s, it lands a second later: the first look finds nothing, and that proves nothing.
    const cut = floor[system].faults.ask({ kind: 'late-commit', method: 'POST', path, delayMs: 6_000 });
    await make(orderNo);
    expect(cut.struck).toBe(1);
    expect(ledgerOf(orderNo)).toMatchObject(whole);
  });
});

describe('undoes once when the reply to the undo is lost', () => {
  test.each([
    ['taking the order back', 'mes', '/cancel'],
    ['cancelling the staging request', 'wms', '/cancel'],
  ] as const)('%s', async (_, system, path) => {
    const orderNo = system === 'mes' ? '3000200' : '3000201';
    await untilAccepted(orderNo);
    await under(system, { kind: 'commit-then-cut', method: 'POST', path }, async () => {
      await floor.act(floor.production(orderNo), 'cancel');
      expect(await floor.production(orderNo).result()).toMatchObject({ state: 'CANCELLED' });
    });
    expect(floor.mes.ledger().orders[orderNo]?.status).toBe('CANCELLED');
    expect(floor.wms.ledger().stagingRequests[orderNo]?.status).toBe('CANCELLED');
  });

  test.each([
    ['stopping it', 'mes', '/short-close'],
    ['returning what is left', 'wms', '/return-tasks'],
  ] as const)('%s, closed short', async (_, system, path) => {
    const orderNo = system === 'mes' ? '3000202' : '3000203';
    await untilAccepted(orderNo);
    await start(orderNo);
    await floor.report(orderNo, { confirmationId: `${orderNo}-1`, yield: pieces('120') });
    await under(system, { kind: 'commit-then-cut', method: 'POST', path }, async () => {
      const run = floor.production(orderNo);
      await floor.act(run, 'cancel');
      await floor.until(run, (view) => view.state === 'CANCEL_DECISION' && view.condition === 'EXCEPTION');
      await floor.act(run, 'decide', { payload: { choice: 'SHORT_CLOSE' } });
      await floor.until(run, (view) => view.waitingFor?.what === 'the completion of the order');
      await floor.event(orderNo, 'OrderCompleted', { confirmations: 1 });
      expect(await run.result()).toMatchObject({ state: 'CANCELLED_PARTIAL' });
    });
    const tasks = floor.wms.ledger().returnTasks.filter((task) => task.orderNo === orderNo);
    expect(tasks.flatMap((task) => JSON.stringify(task)).length).toBeGreaterThan(0);
    expect(floor.sap.ledger().orders.find((one) => one.orderNo.endsWith(orderNo))?.technicallyCompleted).toBe(true);
  });
});
