import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { beforeAll, expect, inject, test, vi } from 'vitest';
import { reckon } from '../../practice/reckoning.js';
import { lazyConnection } from '../../workers/temporal/connection.js';
import { type DevServer, startDevServer } from '../../workers/temporal/dev-server.js';
import { atEnd } from '../setup/at-end.js';
import { startPlant, type TestPlant } from '../setup/plant.js';
import { booksOf, untilAllClosed } from './shop-floor.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const OUTAGE_MS = 30_000;
const EVENTS = 50;
const orders = ['4100001', '4100002', '4100003'].map((orderNo) => ({ orderNo, plant: 'P100' as const, reports: [] }));

const folder = mkdtempSync(join(tmpdir(), 'headrace-outage-'));
let server: DevServer;
let plant: TestPlant;
let worker: WorkerProcess;

/** A server of its own, with a database that outlives it. */
beforeAll(async () => {
  server = await startDevServer({ dbFile: join(folder, 'temporal.db') });
  const { address } = server;
  const connection = await NativeConnection.connect({ address });
  const forClient = lazyConnection({ address, namespace: 'default', named: true });
  const client = new Client({ connection: forClient, namespace: 'default' });
  atEnd(async () => {
    await forClient.close();
    await connection.close();
    await server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const temporal = { address, namespace: 'default', client, connection, bundlePath: inject('bundlePath') };
  plant = await startPlant({ temporal, withoutWorkers: true, mesAnswersAfterMs: 20 });
  worker = startWorkerProcess(plant.environment, join(folder, 'worker.log'));
  atEnd(() => worker.end());
  await worker.polling();
});

/** Every answer to the MES's events; 0 where there was none. */
function watchAnswers(): { statuses: number[]; stop(): void } {
  const statuses: number[] = [];
  const isEvent = ({ path }: { path: string }): boolean => path === '/v1/events';
  const answered = (message: unknown): void => {
    const { request, response } = message as { request: { path: string }; response: { statusCode: number } };
    if (isEvent(request)) statuses.push(response.statusCode);
  };
  const failed = (message: unknown): void => {
    if (isEvent((message as { request: { path: string } }).request)) statuses.push(0);
  };
  subscribe('undici:request:headers', answered);
  subscribe('undici:request:error', failed);
  return {
    statuses,
    stop() {
      unsubscribe('undici:request:headers', answered);
      unsubscribe('undici:request:error', failed);
    },
  };
}

test('takes every report while Temporal is down, and posts each once in the order of its key', async () => {
  for (const { orderNo } of orders) {
    plant.order(orderNo, '1000');
    plant.sap.release(orderNo);
  }
  const accepted = () => orders.every(({ orderNo }) => plant.mes.book.orders.get(orderNo)?.status === 'DISPATCHED');
  await vi.waitUntil(accepted, { timeout: 30_000 });
  for (const { orderNo } of orders) plant.mes.start(orderNo);
  for (const { orderNo } of orders) await plant.until('production', orderNo, (view) => view.state === 'IN_EXECUTION');

  await server.kill();
  const down = Date.now();
  const answers = watchAnswers();
  for (let index = 0; index < EVENTS; index += 1) {
    const { orderNo } = orders[index % orders.length] ?? { orderNo: '' };
    // Each of its own quantity, so that the ERP's books show the order in which they came.
    plant.mes.confirm(orderNo, { yield: String(1 + index), lot: 'L-31' });
    await sleep(OUTAGE_MS / EVENTS);
  }
  await plant.mes.events.settled();
  answers.stop();
  await sleep(Math.max(0, down + OUTAGE_MS - Date.now()));
  expect(plant.sap.ledger().confirmations).toEqual([]);
  const kept = await plant.store.messages.countByStatus();
  expect(kept['pending']).toBe(EVENTS);
  await server.start();

  expect(answers.statuses).toEqual(Array.from({ length: EVENTS }, () => 202));
  for (const { orderNo } of orders) {
    plant.mes.confirm(orderNo, { yield: '100', lot: 'L-31', final: true });
    plant.mes.complete(orderNo);
  }
  const runs = await untilAllClosed(plant, orders, 90_000);
  expect(worker.isAlive()).toBe(true);
  for (const { orderNo } of orders) {
    const posted = plant.sap.ledger().confirmations.filter((one) => one.orderNo === orderNo);
    expect(posted.map(({ text }) => text)).toEqual(plant.mes.ledger().orders[orderNo]?.confirmations);
  }
  expect(reckon(booksOf(plant, runs)).differences).toEqual([]);
}, 240_000);
