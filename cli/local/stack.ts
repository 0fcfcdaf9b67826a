import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writePracticeLandscape } from '../../practice/landscape.js';
import { type PracticePlant, startPracticePlant } from '../../practice/plant.js';
import { cacheFolder } from '../../workers/temporal/find-binary.js';
import { Child } from './child.js';
import { type Engine, isPolled, startEngine } from './engine.js';

export interface StackOptions {
  /** What happens, in a sentence. */
  tell(happening: string): void;
  /** The MES accept orders by themselves after this time; without it they wait. */
  mesAnswersAfterMs?: number;
  /** Finished goods lie on the shelves, to be sold. */
  stocked?: true;
  /** For people the API's usual port, if nobody has it; else any that is free. */
  forPeople: boolean;
  signal: AbortSignal;
}

/** Temporal, the practice plant in this process, and API and worker as children, on free ports of this machine. */
export interface Stack {
  plant: PracticePlant;
  apiUrl: string;
  temporal: Engine;
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

/** @throws Error with the end of a log when something does not come up; what was started has ended then, its logs stay */
export async function startStack(options: StackOptions): Promise<Stack> {
  const startedAt = Date.now();
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'practice-'));
  const ends: (() => Promise<void>)[] = [];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one().catch(() => undefined);
  };
  try {
    const plant = await startPracticePlant({ ...options, environment: process.env });
    ends.push(() => plant.stop());
    const temporal = await startEngine(folder, options.tell);
    ends.push(() => temporal.stop());
    const port = await freePort(options.forPeople);
    const apiUrl = `http://127.0.0.1:${port}`;
    const environment = environmentOf({ folder, plant, port, temporal });
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
      until('the worker', () => isPolled(temporal.target)),
    ]);
    plant.sendEventsTo(`${apiUrl}/v1/events`);
    const stop = async (): Promise<void> => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    };
    return { plant, apiUrl, temporal, worker, readyMs: Date.now() - startedAt, failure, stop };
  } catch (failure) {
    await end();
    const hasLogs = readdirSync(folder).some((file) => file.endsWith('.log'));
    if (options.signal.aborted || !hasLogs) rmSync(folder, { recursive: true, force: true });
    throw failure;
  }
}

interface Parts {
  folder: string;
  plant: PracticePlant;
  port: number;
  temporal: Engine;
}

/** No landscape or store that is set up on this machine reaches the practice. */
function environmentOf({ folder, plant, port, temporal }: Parts): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|HEADRACE)_/.test(name));
  const landscape = join(folder, 'landscape.yml');
  writePracticeLandscape(landscape);
  return {
    ...Object.fromEntries(others),
    LOG_LEVEL: 'info',
    ...plant.environment(),
    HEADRACE_LANDSCAPE: landscape,
    HEADRACE_STORE: `file:${join(folder, 'headrace.db')}`,
    HEADRACE_PORT: String(port),
    ...temporal.environment,
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

async function freePort(usual: boolean): Promise<number> {
  const port = (usual ? await tryPort(PORT) : undefined) ?? (await tryPort(0));
  if (port === undefined) throw new Error('no port is free on 127.0.0.1');
  return port;
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
