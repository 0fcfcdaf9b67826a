import { beforeAll, describe, expect, test } from 'vitest';
import { asks, hasEnded } from '../setup/desk-words.js';
import { inboundRun } from '../setup/purchasing.js';
import { linesOf, type ReconcilingPlant, startReconciling } from '../setup/reconciling.js';
import { deliveryRun } from '../setup/sales.js';

let plant: ReconcilingPlant;
beforeAll(async () => {
  plant = await startReconciling();
});

describe('S35 a shipment whose goods issue is still being retried at the cut-off', () => {
  test('is no difference: the run that is at it explains it, and nothing is adjusted', async () => {
    plant.sell('200901', '80000901', { quantity: '100' });
    await plant.atWarehouse('80000901');
    await plant.book('80000901');
    const fault = plant.sap.faults.ask({
      kind: 'status',
      status: 503,
      retryAfterS: 1,
      method: 'POST',
      path: 'PostGoodsIssue',
      times: 400,
    });
    plant.load('80000901');
    const run = deliveryRun('80000901');
    await plant.runUntil(run, ({ condition, state }) => condition === 'RETRYING' && state === 'GI_POSTING');
    const { view } = await plant.reconcile();
    expect(fault.struck).toBeGreaterThan(0);
    expect(linesOf(view, 'FG-1000')).toMatchObject([
      {
        state: 'EXPLAINED',
        cause: 'IN_FLIGHT',
        by: [run],
        book: '20000',
        physical: '19900',
        inFlight: '-100',
        difference: '0',
      },
    ]);
    expect(view.state).toBe('REPORTED');
    expect(plant.corrections('FG-1000')).toEqual([]);
    plant.sap.faults.clear();
    await plant.runUntil(run, ({ timeline }) => timeline.some(({ type }) => type === 'shipped'));
  });
});

describe('S36 what is corrected, what is approved, and what is never corrected by itself', () => {
  let accuracy: object | undefined;
  let cases: Record<'c' | 'a' | 'lots', string>;
  beforeAll(async () => {
    const { sap } = plant;
    sap.addItem({ item: 'RM-C', baseUom: 'EA', standardCost: '2.50', abc: 'C' });
    sap.addItem({ item: 'FG-A', baseUom: 'EA', standardCost: '120.00', lotControl: true, abc: 'A' });
    sap.addItem({ item: 'RM-L', baseUom: 'EA', standardCost: '18.00', lotControl: true, abc: 'B' });
    plant.keep('RM-C', { books: '400', warehouse: '397' });
    plant.keep('FG-A', { lot: 'L-31', books: '100', warehouse: '98' });
    plant.keep('RM-L', { lot: 'L1', books: '80', warehouse: '30' });
    plant.keep('RM-L', { lot: 'L2', books: '60', warehouse: '110' });
    const { view } = await plant.reconcile();
    accuracy = view.timeline.find(({ type }) => type === 'accuracy');
    cases = { c: plant.caseOf(view, 'RM-C'), a: plant.caseOf(view, 'FG-A'), lots: plant.caseOf(view, 'RM-L') };
  });

  test('three of a C item are written off, with one document and both sides read again', async () => {
    const view = await plant.runUntil(cases.c, hasEnded);
    expect(view.state).toBe('CORRECTED');
    expect(plant.corrections('RM-C')).toEqual(['702 3']);
    expect(plant.inBooks('RM-C')).toBe('397');
    expect(view.documents).toMatchObject([{ system: 'SAP', type: 'MATERIAL_DOCUMENT' }]);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({
        ...{ type: 'stock-verified', before: { book: '400', physical: '397', difference: '-3' } },
        after: { book: '397', physical: '397', difference: '0' },
      }),
    );
  });

  test('two of an A item are counted by somebody who is not told, and then approved by inventory control', async () => {
    await plant.runUntil(cases.a, (view) => view.state === 'COUNT_REQUESTED' && plant.openCount('FG-A') !== '');
    expect(plant.corrections('FG-A')).toEqual([]);
    const reference = plant.openCount('FG-A');
    expect(plant.wms.ledger().countTasks[reference]).toMatchObject({ blind: true, lot: 'L-31' });
    expect(plant.wms.ledger().countTasks[reference]).not.toHaveProperty('expected');
    plant.wms.count(reference, '98');
    const asked = await plant.runUntil(cases.a, asks('B-REC-APPROVE'));
    expect(asked).toMatchObject({ state: 'AWAITING_APPROVAL' });
    expect(asked.exceptions[0]).toMatchObject({
      ...{ owner: 'inventory', choices: ['APPROVE', 'REJECT', 'RECOUNT'] },
      impact: { inventoryMisstatement: { amount: '240.00', currency: 'USD' } },
    });
    expect(plant.corrections('FG-A')).toEqual([]);
    await plant.decideOn(cases.a, 'APPROVE');
    expect((await plant.runUntil(cases.a, hasEnded)).state).toBe('CORRECTED');
    expect(plant.corrections('FG-A')).toEqual(['702 2']);
    expect(plant.inBooks('FG-A', 'L-31')).toBe('98');
  });

  test('fifty under another lot’s name are never corrected by themselves, and are quality’s', async () => {
    const asked = await plant.runUntil(cases.lots, asks('B-REC-APPROVE-QUALITY'));
    expect(asked.exceptions[0]).toMatchObject({ owner: 'quality' });
    expect(linesOf(asked, 'RM-L')).toMatchObject([
      { cause: 'LOT_SWAP', forbidden: ['LOT_OR_SERIAL_MISMATCH'], owner: 'quality', difference: '-50' },
      { cause: 'LOT_SWAP', difference: '50' },
    ]);
    expect(plant.corrections('RM-L')).toEqual([]);
    await plant.decideOn(cases.lots, 'APPROVE');
    expect((await plant.runUntil(cases.lots, hasEnded)).state).toBe('CORRECTED');
    expect(plant.corrections('RM-L')).toEqual(['309 50']);
    expect([plant.inBooks('RM-L', 'L1'), plant.inBooks('RM-L', 'L2')]).toEqual(['30', '110']);
  });

  test('how many records are right is said of what was compared', () => {
    // The stock of FG-1000 is right, and one of the four lines that differ is in tolerance.
    expect(accuracy).toMatchObject({ keys: 5, withinTolerance: 2, record: '0.400000' });
  });
});

describe('a receipt that is not completed, a count, and the completion', () => {
  const item = 'RM-R';
  const adjust = async (quantity: string, lot: string) => {
    plant.sap.receiveStock(item, quantity, { location: '0001', batch: lot });
    plant.wms.transfer(item, quantity, 'INBOUND', { lot });
  };

  test('raise no alarm while the receipt’s run is open', async () => {
    plant.sap.addItem({ item, baseUom: 'EA', standardCost: '18.00', lotControl: true, abc: 'B' });
    plant.buy('4500009001', { quantity: '10', item });
    const inbound = await plant.announce('4500009001', { packingSlip: 'PS-9', lines: [{ quantity: '10', item }] });
    plant.sap.faults.ask({
      kind: 'status',
      status: 503,
      retryAfterS: 1,
      method: 'POST',
      path: 'A_MaterialDocumentHeader',
      times: 400,
    });
    plant.unload(inbound, { item, line: '000010', quantity: '10', lot: 'L-R' });
    const run = inboundRun(inbound);
    await plant.runUntil(run, ({ condition, state }) => condition === 'RETRYING' && state === 'POSTING_GR');

    const received = await plant.reconcile();
    expect(linesOf(received.view, item)).toMatchObject([
      { state: 'EXPLAINED', book: '0', physical: '10', inFlight: '10', difference: '0', by: [run] },
    ]);

    await adjust('1', 'L-R');
    const counted = await plant.reconcile();
    expect(linesOf(counted.view, item)).toMatchObject([
      { state: 'EXPLAINED', book: '1', physical: '11', inFlight: '10', difference: '0', by: [run] },
    ]);

    plant.sap.faults.clear();
    await plant.runUntil(run, ({ state }) => state === 'PUTAWAY');
    const completed = await plant.reconcile();
    expect(linesOf(completed.view, item)).toEqual([]);
    expect(completed.view.timeline).toContainEqual(expect.objectContaining({ type: 'compared', differences: 0 }));
    expect(plant.inBooks(item, 'L-R')).toBe('11');
    expect(plant.corrections(item)).toEqual([]);
  });

  test('is exactly ten where no run says so', async () => {
    plant.wms.transfer(item, '10', 'INBOUND', { lot: 'L-NOBODY' });
    await adjust('1', 'L-NOBODY');
    const { view } = await plant.reconcile();
    expect(linesOf(view, item).filter(({ key }) => key.lot === 'L-NOBODY')).toMatchObject([
      { book: '1', physical: '11', inFlight: '0', difference: '10', state: 'COUNT_REQUESTED' },
    ]);
    expect(plant.corrections(item)).toEqual([]);
    const [open] = linesOf(view, item).filter(({ key }) => key.lot === 'L-NOBODY');
    const run = `reconciliation-case/1000/P100/${open?.caseNo}`;
    await plant.runUntil(run, () => plant.openCount(item) !== '');
    await plant.callOff(run);
    expect((await plant.runUntil(run, hasEnded)).state).toBe('REJECTED');
    expect(plant.openCount(item)).toBe('');
    expect(plant.corrections(item)).toEqual([]);
  });
});

describe('what a reconciliation is made from', () => {
  test('an incomplete snapshot is no stock of nothing: a person goes on, and nothing is corrected', async () => {
    plant.sap.addItem({ item: 'RM-S', baseUom: 'EA', standardCost: '2.50', abc: 'C' });
    plant.keep('RM-S', { books: '400', warehouse: '397' });
    plant.wms.snapshots.trouble({ lostLines: 1 });
    const runId = await plant.begin();
    const asked = await plant.runUntil(runId, asks('B-REC-SNAPSHOT'));
    expect(asked).toMatchObject({ state: 'SNAPSHOT_INCOMPLETE', exceptions: [{ choices: ['GO_ON', 'ABORT'] }] });
    await plant.decideOn(runId, 'GO_ON');
    const view = await plant.runUntil(runId, hasEnded);
    expect(view.timeline.find(({ type }) => type === 'accuracy')).toBeUndefined();
    expect(view.timeline).toContainEqual(expect.objectContaining({ type: 'compared', pass: 1, lowTrust: ['PARTIAL'] }));
    expect(plant.corrections('RM-S')).toEqual([]);
  });

  test('a snapshot that is not finished is waited for', async () => {
    plant.wms.snapshots.trouble({ incomplete: true });
    const runId = await plant.begin();
    await plant.runUntil(runId, (view) => view.state === 'SNAPSHOT_INCOMPLETE');
    plant.wms.snapshots.finish(plant.wms.ledger().snapshots.at(-1)?.snapshotId ?? '');
    expect((await plant.runUntil(runId, hasEnded)).state).toBe('REPORTED');
  });

  test('a correction whose reply is lost is posted once', async () => {
    plant.sap.addItem({ item: 'RM-D', baseUom: 'EA', standardCost: '2.50', abc: 'C' });
    plant.keep('RM-D', { books: '500', warehouse: '502' });
    const lost = plant.sap.faults.ask({
      kind: 'commit-then-cut',
      method: 'POST',
      path: 'A_MaterialDocumentHeader',
      body: 'RM-D',
    });
    const { view } = await plant.reconcile();
    expect((await plant.runUntil(plant.caseOf(view, 'RM-D'), hasEnded)).state).toBe('CORRECTED');
    expect(lost.struck).toBe(1);
    expect(plant.corrections('RM-D')).toEqual(['701 2']);
    expect(plant.inBooks('RM-D')).toBe('502');
  });

  test('the same cut-off is one run', async () => {
    const runId = await plant.begin();
    const [, company, where, asOf] = runId.split('/');
    const body = { company, plant: where, asOf };
    const again = await plant.call('POST', '/v1/runs/inventory-reconciliation', body, { as: 'planner' });
    expect([again.status, again.body.runId, again.body.duplicate]).toEqual([200, runId, true]);
    await plant.runUntil(runId, hasEnded);
  });
});
