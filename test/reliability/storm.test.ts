import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Fault } from '../../practice/faults.js';
import { reckon } from '../../practice/reckoning.js';
import { startPlant, type TestPlant } from '../setup/plant.js';
import { booksOf, make, type OrderRun, untilAllClosed } from './shop-floor.js';
import { drawStorm, type LostMessage, type StormOrder } from './storm-plan.js';
import type { Strike } from './struck-worker.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const seed = Number(process.env['HEADRACE_SEED'] ?? 20_260_310);
const storm = drawStorm(seed);
const BETWEEN_RELEASES_MS = 250;
const BETWEEN_REPORTS_MS = 400;
const OUTAGE_MAX_MS = 40_000;
/** For what takes some seconds where nothing else keeps the machine busy. */
const WITHIN = { timeout: 240_000, interval: 100 };

const folder = mkdtempSync(join(tmpdir(), 'headrace-storm-'));
let plant: TestPlant;
let over = false;
const living = new Set<WorkerProcess>();
const strikes: Strike[] = [];

beforeAll(async () => {
  // Mailboxes begin anew after every second report, so that kills meet that too.
  const overrides = { production: { continueAsNewAfterEvents: 2 } };
  plant = await startPlant({ withoutWorkers: true, mesAnswersAfterMs: 20, overrides });
});

afterAll(async () => {
  over = true;
  await Promise.all([...living].map((worker) => worker.end()));
  rmSync(folder, { recursive: true, force: true });
});

/** A worker that is started again each time it was killed, as a supervisor does. */
async function superviseWorker(name: string, kills: (typeof storm.kills)[number]): Promise<void> {
  for (const [life, kill] of [...kills, undefined].entries()) {
    if (over) return;
    const file = join(folder, `${name}-${life}`);
    const strike = kill && { ...kill, method: 'POST|PUT', path: '.', marker: `${file}.struck` };
    if (strike) strikes.push(strike);
    const worker = startWorkerProcess(plant.environment, `${file}.log`, ...(strike ? [strike] : []));
    living.add(worker);
    if (!strike) return worker.polling();
    await worker.struckDown();
    living.delete(worker);
  }
}

const countRuns = async (query: string): Promise<number> => (await plant.temporal.client.workflow.count(query)).count;

/** Lasts until runs are seen to wait for the ERP, or it would prove nothing. @returns the most that were seen */
async function outage({ afterConfirmations, forMs }: typeof storm.outage): Promise<number> {
  const { standIn } = plant.sap;
  await vi.waitUntil(() => plant.sap.ledger().confirmations.length >= afterConfirmations, WITHIN);
  await standIn.stop();
  const down = Date.now();
  let most = 0;
  while (Date.now() < down + forMs || (most === 0 && Date.now() < down + OUTAGE_MAX_MS)) {
    most = Math.max(most, await countRuns("BlockedOn = 'SAP' AND ExecutionStatus = 'Running'"));
    await sleep(500);
  }
  await standIn.start();
  return most;
}

async function releaseAll(): Promise<void> {
  const made: Promise<void>[] = [];
  for (const order of storm.orders) {
    plant.order(order.orderNo, order.quantity, { plant: order.plant });
    plant.sap.release(order.orderNo);
    made.push(make(plant, order, BETWEEN_REPORTS_MS));
    await sleep(BETWEEN_RELEASES_MS);
  }
  await Promise.all(made);
}

function lose({ system, order, fault }: LostMessage): Fault {
  const { practice } = plant;
  return (system === 'sap' ? practice.sap : practice[system][order.plant]).faults.ask(fault);
}

test('survives lost replies, killed workers and an ERP that is down: every book is exact', async ({ onTestFailed }) => {
  onTestFailed(() => void process.stdout.write(`the same storm again: HEADRACE_SEED=${seed} npm run storm\n`));
  const started = Date.now();
  const lost = storm.lost.map(lose);
  const [, blocked] = await Promise.all([
    releaseAll(),
    outage(storm.outage),
    ...storm.kills.map((kills, index) => superviseWorker(`worker-${index}`, kills)),
  ]);
  const runs = await untilAllClosed(plant, storm.orders, WITHIN.timeout);
  const kills = strikes.filter(({ marker }) => existsSync(marker));
  const struck = (kind: Fault['kind']): number => lost.filter((one) => one.kind === kind && one.struck > 0).length;
  const counts = {
    'lost replies': struck('commit-then-cut'),
    'lost requests': struck('cut-before'),
    'killed workers': kills.length,
    'runs held up by the ERP': blocked,
    'new beginnings': await countRuns("ExecutionStatus = 'ContinuedAsNew'"),
  };
  const seconds = Math.round((Date.now() - started) / 1_000);
  process.stdout.write(`storm ${seed}: ${JSON.stringify(counts)}, ${storm.orders.length} orders in ${seconds} s\n`);
  for (const [what, count] of Object.entries(counts)) expect(count, `${what} that struck`).toBeGreaterThan(0);
  expect(lost.filter((one) => one.struck !== 1)).toEqual([]);
  expect(kills).toHaveLength(storm.kills.flat().length);
  await checkBooks(runs);
}, 600_000);

async function checkBooks(runs: OrderRun[]): Promise<void> {
  expect(reckon(booksOf(plant, runs)).differences).toEqual([]);
  for (const order of storm.orders) {
    expect(standingOf(order)).toEqual(dueFor(order));
    await checkFacts(order);
  }
  const { pending = 0, orphan = 0, dead = 0, quarantined = 0 } = await plant.store.messages.countByStatus();
  expect({ pending, orphan, dead, quarantined }).toEqual({ pending: 0, orphan: 0, dead: 0, quarantined: 0 });
}

/** What the ledgers should have of an order, from nothing but what was drawn. */
function dueFor({ orderNo, reports }: StormOrder) {
  const ids = reports.map((_, index) => `${orderNo}-${index + 1}`);
  return {
    staged: 1,
    dispatched: 1,
    markedDispatched: true,
    confirmations: reports.map((report, index) => [ids[index], report.yield, report.scrap ?? '0']),
    keys: reports.length,
    consumption: ids.filter((_, index) => reports[index]?.usedOfRm20),
    receipts: ids.map((id, index) => [id, reports[index]?.yield, 'PUT_AWAY']),
    technicallyCompleted: true,
  };
}

function standingOf({ orderNo, plant: name }: StormOrder): ReturnType<typeof dueFor> {
  const sap = plant.sap.ledger();
  const wms = plant.practice.wms[name].ledger();
  const order = sap.orders.find((one) => one.orderNo === orderNo);
  const confirmations = sap.confirmations.filter((one) => one.orderNo === orderNo);
  return {
    staged: wms.stagingRequests[orderNo]?.changes.length ?? 0,
    dispatched: plant.practice.mes[name].ledger().orders[orderNo]?.changes.length ?? 0,
    markedDispatched: order?.releasedByMes ?? false,
    confirmations: confirmations.map((one) => [one.text, one.yield, one.scrap]),
    keys: new Set(confirmations.map((one) => one.externalKey)).size,
    consumption: sap.materialDocuments
      .filter((one) => !one.confirmation && one.movements.some((movement) => movement.orderNo === orderNo))
      .map(({ text }) => text),
    receipts: Object.values(wms.receipts)
      .filter((one) => one.orderNo === orderNo)
      .map((one) => [one.receiptId, one.qty.value, one.status]),
    technicallyCompleted: order?.technicallyCompleted ?? false,
  };
}

/** People look for documents in the facts: each confirmation is there, once. */
async function checkFacts({ orderNo, plant: name }: StormOrder): Promise<void> {
  const recorded = await plant.store.facts.of(`production-to-inventory/1000/${name}/${orderNo}`);
  const documents = recorded.flatMap(({ fact }) =>
    fact.type === 'step' && fact.step === 'post confirmation' ? fact.documents : [],
  );
  const posted = plant.sap.ledger().confirmations.filter((one) => one.orderNo === orderNo);
  const numbers = documents.filter(({ type }) => type === 'CONFIRMATION').map(({ number }) => number);
  expect(numbers).toEqual(posted.map(({ number }) => number));
}
