import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { writeWorkflowBundle } from '../../workers/bundle.js';
import { startDevServer } from '../../workers/temporal/dev-server.js';
import { cacheFolder } from '../../workers/temporal/find-binary.js';
import { openPlant, type TestPlant } from '../setup/plant.js';
import { selling, type SalesPlant } from '../setup/sales.js';
import { comparedPlaces } from '../setup/reconciling.js';
import { forgetHistory, historyNames, saveHistory } from './history-file.js';
import { wanted } from './outcomes.js';
import { EVENTS_PER_RUN } from './plays/report-postings.js';
import { billedAtGoodsIssue } from './plays/shipping.js';
import { type Part, playOut } from './play-out.js';

// `npm run histories`: plays all processes to every outcome, and saves their histories for the replay test. With
// names, only those: `npm run histories -- order-to-production.closed`.

const AT_ONCE = 6;
const FIRST_ORDER = 7_000_001;

const named = process.argv.slice(2);
const parts = wanted
  .map((one, index) => ({ ...one, orderNo: String(FIRST_ORDER + index) }))
  .filter(({ name }) => named.length === 0 || named.includes(name));

const bundlePath = join(cacheFolder, `histories-${process.pid}.js`);
const [server] = await Promise.all([startDevServer(), writeWorkflowBundle(bundlePath)]);
const { address } = server;
const namespace = 'default';
const connection = await NativeConnection.connect({ address });
const clientConnection = await Connection.connect({ address });
const client = new Client({ connection: clientConnection, namespace });
const overrides = {
  production: { continueAsNewAfterEvents: EVENTS_PER_RUN, underTolerancePct: '0' },
  // Long enough to save a run that is not late.
  ...comparedPlaces,
  receiving: { orderAnswer: '8s', decisionWithin: '8s' },
  shipping: { revenueTriggers: { [billedAtGoodsIssue]: 'GOODS_ISSUE' as const } },
};
const temporal = { address, namespace, connection, bundlePath, client };
const plant = selling(await openPlant(temporal, { overrides, tms: { cancellationFee: '75.00' } }));
stockUp(plant);
try {
  const failed = await playAll(plant);
  process.stdout.write(`${parts.length - failed} saved, ${failed} failed\n`);
  if (failed > 0) process.exitCode = 1;
  else if (named.length === 0) forgetOthers();
} finally {
  await plant.stop();
  await clientConnection.close();
  await connection.close();
  await server.stop();
  rmSync(bundlePath);
}

/** Enough at the line, in the bulk store and on the shelves for all of them. */
function stockUp({ sap, wms, tms }: TestPlant): void {
  sap.receiveStock('FG-1000', '100000', { location: '0001', batch: 'L-31' });
  wms.stock.open('FG-1000', 'FG', '100000', { lot: 'L-31' });
  // Offers stay open beyond their time: it is we who withdraw them.
  tms.tenders.expiryLagMs = 600_000;
  const needed = { 'RM-10': ['1000000', 'EA'], 'RM-20': ['2000000', 'EA'], 'RM-30': ['750000', 'KG'] } as const;
  for (const [item, [quantity, uom]] of Object.entries(needed)) {
    sap.receiveStock(item, quantity);
    wms.transfer(item, quantity, 'BULK', { uom });
  }
}

/** @returns how many failed */
async function playAll(on: SalesPlant): Promise<number> {
  let failed = 0;
  const save = async (part: Part): Promise<void> => {
    try {
      const history = await playOut(on, part);
      saveHistory(part.name, history);
      process.stdout.write(`${part.name}: ${history.events?.length} events\n`);
    } catch (failure) {
      failed += 1;
      process.stdout.write(`${part.name}: ${(failure as Error).message}\n`);
    }
  };
  const queue = parts.filter(({ outcome }) => !outcome.alone);
  const takeTurns = async (): Promise<void> => {
    for (let part = queue.shift(); part; part = queue.shift()) await save(part);
  };
  // First, while no other run is tried again and again.
  for (const part of parts.filter(({ outcome }) => outcome.alone)) await save(part);
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  return failed;
}

function forgetOthers(): void {
  const names = parts.map(({ name }) => name);
  for (const name of historyNames().filter((one) => !names.includes(one))) forgetHistory(name);
}
