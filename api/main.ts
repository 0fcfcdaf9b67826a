import { Client } from '@temporalio/client';
import { pino } from 'pino';
import { discoverConnectors } from '../connectors/discover.js';
import { loadLandscape } from '../landscape/load.js';
import { openStore } from '../store/open.js';
import { lazyConnection, temporalTarget } from '../workers/temporal/connection.js';
import { startApi } from './api.js';

const logger = pino({ name: 'api', level: process.env['LOG_LEVEL'] ?? 'info' });
const PORT = 8080;

/**
 * The API and its forwarder as a process. HEADRACE_LANDSCAPE and HEADRACE_STORE name its files, TEMPORAL_* the
 * server; HEADRACE_HOST and HEADRACE_PORT say where it listens (127.0.0.1:8080), HEADRACE_REQUESTS_PER_MINUTE how
 * often one key may call.
 */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const connectors = await discoverConnectors();
  const landscape = loadLandscape(required(environment, 'HEADRACE_LANDSCAPE'), environment, connectors);
  const store = await openStore(required(environment, 'HEADRACE_STORE'));
  const target = temporalTarget(environment);
  // Comes up while Temporal is down: events are taken all the same.
  const connection = lazyConnection(target);
  const client = new Client({ connection, namespace: target.namespace });
  const { HEADRACE_HOST: host, HEADRACE_REQUESTS_PER_MINUTE: perMinute } = environment;
  const api = await startApi({
    landscape,
    store,
    client,
    connectors,
    logger,
    port: number(environment, 'HEADRACE_PORT') ?? PORT,
    ...(host && { host }),
    ...(perMinute && { requestsPerMinute: number(environment, 'HEADRACE_REQUESTS_PER_MINUTE') ?? 0 }),
  });
  logger.info(`listening on ${api.url}, documentation at ${api.url}/docs`);
  await new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve());
  });
  logger.info('ending: what is under way may finish');
  await api.close();
  await store.close();
  await connection.close();
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function number(environment: NodeJS.ProcessEnv, name: string): number | undefined {
  const value = environment[name];
  if (!value) return undefined;
  if (!/^\d{1,6}$/.test(value) || Number(value) === 0)
    throw new Error(`${name} must be a whole number, not "${value}"`);
  return Number(value);
}

main(process.env).then(
  () => process.exit(0),
  (failure: unknown) => {
    logger.fatal(failure instanceof Error ? failure.message : String(failure));
    process.exit(1);
  },
);
