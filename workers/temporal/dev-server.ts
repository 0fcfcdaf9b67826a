import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { type BoundProcess, spawnBound } from './bound-process.js';
import { devServerArguments, type Placement } from './dev-server-arguments.js';
import { cacheFolder, findTemporalBinary } from './find-binary.js';

export interface DevServerOptions {
  /** SQLite; absent: in memory, and a restart begins empty. */
  dbFile?: string;
  /** Beside `default`. */
  namespaces?: string[];
  ui?: boolean;
  /** A free one unless told. */
  port?: number;
}

const READY_MS = 30_000;
const LOGS_KEPT_MS = 86_400_000;

/**
 * Starts Temporal's development server on loopback with the arguments of temporal-dev.yml, and waits until it
 * answers. It ends with this process.
 * @throws TemporalNotFound, or an Error with the place of the log when it does not come up
 */
export async function startDevServer(options: DevServerOptions = {}): Promise<DevServer> {
  const binary = await findTemporalBinary();
  const [anyPort = 0, uiPort = 0] = await freePorts(2);
  const port = options.port ?? anyPort;
  const { dbFile, namespaces = [] } = options;
  const server = new DevServer(binary, {
    port,
    namespaces,
    ...(options.ui && { uiPort }),
    ...(dbFile !== undefined && { dbFile }),
  });
  await server.start();
  return server;
}

export class DevServer {
  readonly address: string;
  readonly uiUrl: string | undefined;
  readonly logFile: string;
  readonly #binary: string;
  readonly #placement: Placement;
  #process: BoundProcess | undefined;

  constructor(binary: string, placement: Placement) {
    this.#binary = binary;
    this.#placement = placement;
    this.address = `127.0.0.1:${placement.port}`;
    this.uiUrl = placement.uiPort === undefined ? undefined : `http://127.0.0.1:${placement.uiPort}`;
    this.logFile = join(cacheFolder, 'logs', `temporal-${placement.port}.log`);
  }

  get process(): ChildProcess | undefined {
    return this.#process?.child;
  }

  async start(): Promise<void> {
    makeLogFolder();
    this.#process = spawnBound(this.#binary, devServerArguments(this.#placement), this.logFile);
    await this.#untilItAnswers(this.#process.child);
  }

  /** In order; what is under way may end. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** As a power cut does it. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** On the same ports and database. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#process?.end(signal);
    this.#process = undefined;
  }

  async #untilItAnswers(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) break;
      if (await answers(this.address)) return;
      await sleep(50);
    }
    await this.kill();
    throw new Error(`the Temporal development server did not come up on ${this.address}; its log: ${this.logFile}`);
  }
}

/** Without the logs of servers that are long gone. */
function makeLogFolder(): void {
  const logs = join(cacheFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  for (const name of readdirSync(logs)) {
    const file = join(logs, name);
    const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > LOGS_KEPT_MS) rmSync(file, { force: true });
  }
}

/** Whether a Temporal server answers there. The bare socket is asked first: gRPC waits a second after a refusal. */
async function answers(address: string): Promise<boolean> {
  try {
    await listens(address);
    const connection = await Connection.connect({ address, connectTimeout: 1_000 });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

async function listens(address: string): Promise<void> {
  const [host = '', port] = address.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect').finally(() => socket.destroy());
}

/** All at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
