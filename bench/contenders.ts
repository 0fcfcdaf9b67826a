import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { parse, stringify } from 'yaml';
import { type PracticePlant, startPracticePlant } from '../practice/plant.js';
import { writeWorkflowBundle } from '../workers/bundle.js';
import { startDevServer } from '../workers/temporal/dev-server.js';
import { cacheFolder } from '../workers/temporal/find-binary.js';
import { Arrivals } from './arrivals.js';
import { bytesInUse } from './disk.js';
import { cpuSeconds, freePort, startProcess, untilReady } from './processes.js';

export type Name = 'headrace' | 'naive';

export const processes = ['server', 'api', 'worker'] as const;
export type Process = (typeof processes)[number];

/** Server, API and worker of one contender, each a process of its own, over a practice plant in this one. */
export interface Contender {
  plant: PracticePlant;
  arrivals: Arrivals;
  client: Client;
  url: string;
  /** CPU seconds so far, by process. */
  cpu(): Record<Process, number>;
  /** In all databases. */
  bytes(): number;
  workflowId(orderNo: string): string;
  stop(): Promise<void>;
}

const entries: Record<Name, { api: string; worker: string }> = {
  headrace: { api: 'api/main.ts', worker: 'workers/main.ts' },
  naive: { api: 'bench/naive/api.ts', worker: 'bench/naive/worker.ts' },
};

/** On a fresh server with its database on disk, and an empty store. */
export async function startContender(name: Name): Promise<Contender> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, `bench-${name}-`));
  const plant = await startPracticePlant();
  const arrivals = new Arrivals(plant);
  const server = await startDevServer({ dbFile: join(folder, 'temporal.db') });
  const port = await freePort();
  const landscape = join(folder, 'landscape.yml');
  writeFileSync(landscape, fiveCalls());
  const bundle = join(folder, 'workflows.js');
  if (name === 'headrace') await writeWorkflowBundle(bundle);
  const environment = {
    ...process.env,
    ...plant.environment(),
    LOG_LEVEL: 'warn',
    HEADRACE_REQUESTS_PER_MINUTE: '600000',
    TEMPORAL_ADDRESS: server.address,
    HEADRACE_LANDSCAPE: landscape,
    HEADRACE_STORE: `file:${join(folder, 'store.db')}`,
    HEADRACE_PORT: String(port),
    HEADRACE_BUNDLE: bundle,
  };
  const api = startProcess(entries[name].api, join(folder, 'api.log'), environment);
  const worker = startProcess(entries[name].worker, join(folder, 'worker.log'), environment);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(`${url}/readyz`);
  plant.sendEventsTo(`${url}/v1/events`);
  const connection = await Connection.connect({ address: server.address });
  const pids = { server: server.process?.pid ?? 0, api: api.child.pid ?? 0, worker: worker.child.pid ?? 0 };
  return {
    plant,
    arrivals,
    client: new Client({ connection }),
    url,
    cpu: () => ({ server: cpuSeconds(pids.server), api: cpuSeconds(pids.api), worker: cpuSeconds(pids.worker) }),
    bytes: () => bytesInUse(folder),
    workflowId: (orderNo) => (name === 'naive' ? orderNo : `order-to-production/1000/P100/${orderNo}`),
    async stop() {
      arrivals.stop();
      await connection.close();
      await Promise.all([api.end('SIGKILL'), worker.end('SIGKILL')]);
      await server.kill();
      await plant.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The demo's landscape without the note to the ERP: then an order without reports takes five calls and one event. An order may be left open, for none is made. */
function fiveCalls(): string {
  const file = new URL('../landscape/demo.yml', import.meta.url);
  const { defaults, ...rest } = parse(readFileSync(file, 'utf8')) as { defaults: { production: object } };
  return stringify({
    ...rest,
    defaults: { ...defaults, production: { ...defaults.production, markDispatched: false, underTolerancePct: 100 } },
  });
}
