import { Runtime } from '@temporalio/worker';
import { discoverConnectors } from '../connectors/discover.js';
import { loadLandscape } from '../landscape/load.js';
import { openStore } from '../store/open.js';
import { startWorkers } from './host.js';
import { temporalTarget, workerConnection } from './temporal/connection.js';
import { log } from './temporal/log.js';

/**
 * A worker process. HEADRACE_LANDSCAPE and HEADRACE_STORE name its files, TEMPORAL_* the server; HEADRACE_QUEUES,
 * comma-separated, restricts it to a plant's queues; HEADRACE_BUNDLE is a workflow bundle that was built before.
 */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const connectors = await discoverConnectors();
  const landscape = loadLandscape(required(environment, 'HEADRACE_LANDSCAPE'), environment, connectors);
  const store = await openStore(required(environment, 'HEADRACE_STORE'));
  // SIGTERM and SIGINT are ours: the workers end first, then what they write to.
  Runtime.install({ shutdownSignals: [] });
  const target = temporalTarget(environment);
  const { HEADRACE_BUNDLE: bundlePath, HEADRACE_QUEUES: queues } = environment;
  const host = await startWorkers({
    connection: await workerConnection(target),
    namespace: target.namespace,
    landscape,
    connectors,
    store,
    ...(bundlePath && { bundlePath }),
    ...(queues && { queues: queues.split(',').map((queue) => queue.trim()) }),
  });
  log.info(`polling ${host.queues.join(', ')}`);
  const signal = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve());
  });
  await Promise.race([signal, host.ended]);
  await host.shutdown();
  await store.close();
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

main(process.env).then(
  () => process.exit(0),
  (failure: unknown) => {
    log.warn(failure instanceof Error ? failure.message : String(failure));
    process.exit(1);
  },
);
