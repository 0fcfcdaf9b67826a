import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { PROCESS_QUEUE } from '../../contracts/events.js';
import { writePracticeLandscape } from '../../practice/landscape.js';
import { type PracticePlant, startPracticePlant } from '../../practice/plant.js';
import { type DevServer, startDevServer } from '../../workers/temporal/dev-server.js';
import { cacheFolder } from '../../workers/temporal/find-binary.js';
import { Child } from './child.js';

export interface StackOptions {
  /** What happens, in a sentence. */
  tell(happening: string): void;
  /** The MES accept orders by themselves after this time; without it they wait. */
  mesAnswersAfterMs?: number;
  signal: AbortSignal;
}

/** Temporal, the practice plant in this process, and API and worker as children, on free ports of this machine. */
export interface Stack {
  plant: PracticePlant;
  apiUrl: string;
  temporal: DevServer;
  worker: Child;
  /** From the start until the API answers and the worker polls. */
  readyMs: number;
  /** Why it cannot go on, if so. */
  failure(): Error | undefined;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const LOOK_MS = 100;
const PORT = 8080;
const NAMESPACE = 'default';

/** @throws Error with the end of a log when something does not come up; what was started has ended then */
export async function startStack(options: StackOptions): Promise<Stack> {
  const startedAt = Date.now();
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'practice-'));
  const ends: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one().catch(() => undefined);
  };
  try {
    const [temporal, plant, port] = await Promise.all([
      startDevServer({ dbFile: join(folder, 'temporal.db'), ui: true }),
      startPracticePlant({ ...options, environment: process.env }),
      freePort(),
    ]);
    ends.push(
      () => temporal.stop(),
      () => plant.stop(),
    );
    const apiUrl = `http://127.0.0.1:${port}`;
    const environment = environmentOf({ folder, plant, port, address: temporal.address });
    const { tell } = options;
    const child = (name: string, entry: string): Child => {
      const logFile = join(folder, `${name}.log`);
      const started = new Child({ name: `the ${name}`, entry, environment, logFile, tell });
      ends.push(() => started.stop());
      return started;
    };
    const worker = child('worker', 'workers/main.ts');
    const api = child('api', 'api/main.ts');
    const failure = (): Error | undefined => api.failure ?? worker.failure;
    const until = (what: string, ready: () => Promise<boolean>) => untilReady(what, ready, failure, options.signal);
    await Promise.all([
      until('the API', () => answers(`${apiUrl}/readyz`)),
      until('the worker', () => isPolled(temporal.address)),
    ]);
    plant.sendEventsTo(`${apiUrl}/v1/events`);
    const stop = async (): Promise<void> => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    };
    return { plant, apiUrl, temporal, worker, readyMs: Date.now() - startedAt, failure, stop };
  } catch (failure) {
    await end();
    // Else it stays: it has the logs.
    if (options.signal.aborted) rmSync(folder, { recursive: true, force: true });
    throw failure;
  }
}

interface Parts {
  folder: string;
  plant: PracticePlant;
  port: number;
  address: string;
}

/** Nothing of a server or landscape that is set up on this machine reaches the practice. */
function environmentOf({ folder, plant, port, address }: Parts): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|HEADRACE)_/.test(name));
  const landscape = join(folder, 'landscape.yml');
  const noProfile = join(folder, 'temporal.toml');
  writePracticeLandscape(landscape);
  writeFileSync(noProfile, '[profile.default]\n');
  return {
    ...Object.fromEntries(others),
    LOG_LEVEL: 'info',
    ...plant.environment(),
    HEADRACE_LANDSCAPE: landscape,
    HEADRACE_STORE: `file:${join(folder, 'headrace.db')}`,
    HEADRACE_PORT: String(port),
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    TEMPORAL_CONFIG_FILE: noProfile,
  };
}

async function untilReady(
  what: string,
  ready: () => Promise<boolean>,
  failure: () => Error | undefined,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await ready())) {
    const failed = failure();
    if (failed) throw failed;
    if (Date.now() > deadline) throw new Error(`${what} is not ready after ${READY_WITHIN_MS / 1_000} s`);
    await sleep(LOOK_MS, undefined, { signal });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** Whether a worker asks for the processes' tasks. It starts on all queues at once. */
async function isPolled(address: string): Promise<boolean> {
  const connection = await Connection.connect({ address });
  try {
    const taskQueue = { name: PROCESS_QUEUE };
    const { pollers } = await connection.workflowService.describeTaskQueue({ namespace: NAMESPACE, taskQueue });
    return pollers.length > 0;
  } finally {
    await connection.close();
  }
}

/** The usual port if nobody has it. */
async function freePort(): Promise<number> {
  return (await tryPort(PORT)) ?? (await tryPort(0)) ?? PORT;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address() as AddressInfo;
      server.close(() => resolve(found));
    });
  });
}
