import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { Faults, type FaultRequest, type RefusalBody } from './faults.js';

export interface StandInOptions {
  /** How the vendor words refusals that a fault asks for. */
  refusal: RefusalBody;
  /** What people and tests compare: documents, stock. */
  ledger: () => unknown;
  routes: (app: Express) => void;
}

const bodies = new WeakMap<IncomingMessage, string>();

/** A request's JSON as it was written: what a signature is over. */
export const bodyText = (request: IncomingMessage): string => bodies.get(request) ?? '';

/** A vendor's system on loopback: its real wire protocol, state and a ledger, and faults on demand. */
export class StandIn {
  readonly faults: Faults;
  readonly #app: Express;
  readonly ledger: () => unknown;
  #server: Server | undefined;
  #port = 0;

  constructor(options: StandInOptions) {
    this.faults = new Faults(options.refusal);
    this.ledger = options.ledger;
    this.#app = express();
    this.#app.disable('x-powered-by');
    this.#app.disable('etag');
    this.#app.use(
      express.json({
        type: ['application/json', 'application/*+json'],
        limit: '1mb',
        verify: (request, _response, bytes) => void bodies.set(request, bytes.toString('utf8')),
      }),
    );
    this.#adminRoutes();
    this.#app.use(this.faults.middleware());
    options.routes(this.#app);
  }

  /** Base URL, once it is up. The port stays the same over outages. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(port = this.#port): Promise<this> {
    const server = createServer(this.#app);
    server.keepAliveTimeout = 60_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Refuses connections from now on; what is under way is cut. `start` ends the outage. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  #adminRoutes(): void {
    this.#app.get('/practice/ledger', (_, response) => void response.json(this.ledger()));
    this.#app.get('/practice/faults', (_, response) => void response.json(this.faults.list()));
    this.#app.post('/practice/faults', (request, response) => {
      response.status(201).json(this.faults.ask(request.body as FaultRequest));
    });
    this.#app.delete('/practice/faults', (_, response) => {
      this.faults.clear();
      response.status(204).end();
    });
    this.#app.post('/practice/outage', (request, response) => {
      const { forMs = 60_000 } = request.body as { forMs?: number };
      response.json({ forMs });
      response.on('finish', () => void this.stop().then(() => setTimeout(() => void this.start(), forMs)));
    });
  }
}
