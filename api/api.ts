import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Client } from '@temporalio/client';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Connector } from '../connectors/connector.js';
import type { Landscape } from '../landscape/landscape.js';
import type { Store } from '../store/store.js';
import type { ApiContext } from './context.js';
import { Forwarder } from './forwarder/forwarder.js';
import { mount, type MountOptions } from './http/mount.js';
import { allRoutes } from './routes/index.js';
import { keepSchedules } from './schedules.js';
import { Systems } from './systems/systems.js';
import { Temporal } from './temporal.js';

export interface ApiOptions {
  landscape: Landscape;
  store: Store;
  /** Its namespace is the one that runs are started in. */
  client: Client;
  /** By folder name, as `discoverConnectors` finds them. */
  connectors: ReadonlyMap<string, Connector>;
  logger: Logger;
  /** Of one access key, or of one address without a key. */
  requestsPerMinute?: number;
  inspect?: MountOptions['inspect'];
}

export interface Api {
  app: Express;
  forwarder: Forwarder;
  temporal: Temporal;
}

const REQUESTS_PER_MINUTE = 6_000;

/** @throws Error when the landscape has no access keys: nobody could call it, or worse, anybody */
export function createApi(options: ApiOptions): Api {
  const { landscape, store, client, connectors, logger, requestsPerMinute = REQUESTS_PER_MINUTE, inspect } = options;
  if (landscape.access.length === 0) {
    throw new Error('The landscape has no access keys: add at least one under `access`, then start again.');
  }
  const temporal = new Temporal(client);
  const context: ApiContext = {
    landscape,
    store,
    temporal,
    connectors,
    systems: new Systems({ landscape, connectors, temporal, logger }),
    logger,
    wake: () => forwarder.wake(),
  };
  const forwarder = new Forwarder(context);
  const app = mount(allRoutes(context), {
    access: landscape.access,
    logger,
    requestsPerMinute,
    ...(inspect && { inspect }),
  });
  return { app, forwarder, temporal };
}

export interface RunningApi {
  url: string;
  /** Ends what is under way, then the forwarder. The store and the connection stay open: they are the caller's. */
  close(): Promise<void>;
}

/** On loopback and a free port unless told. */
export async function startApi(options: ApiOptions & { port?: number; host?: string }): Promise<RunningApi> {
  const { port = 0, host = '127.0.0.1' } = options;
  const { app, forwarder, temporal } = createApi(options);
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 }, app);
  server.maxConnections = 1_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  forwarder.start();
  const stopKeeping = keepSchedules(options.landscape, temporal, options.logger);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), 5_000);
      await closed;
      clearTimeout(cut);
      stopKeeping();
      await forwarder.stop();
    },
  };
}
