import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, expect } from 'vitest';
import { type ApiOptions, startApi } from '../../api/api.js';
import type { Reply, Route } from '../../api/http/route.js';
import { discoverConnectors } from '../../connectors/discover.js';
import { PROCESS_QUEUE } from '../../contracts/events.js';
import type { Role } from '../../contracts/roles.js';
import { hashOf } from '../../landscape/access.js';
import type { Landscape } from '../../landscape/landscape.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { TEST_SECRET, testKey, testLandscape } from '../setup/landscape.js';
import type { TestTemporal } from '../setup/temporal.js';

const nowhere = 'http://127.0.0.1:1';

/** What came back, as far as a test looks into it. */
export interface Body {
  [field: string]: unknown;
  runId: string;
  code: string;
  detail: string;
  actionId: string;
  revision: number;
  errors?: { pointer: string; detail: string }[];
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  /** A role of the test landscape, or the name of a further key. */
  as?: string;
  body?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
}

export interface TestApi {
  url: string;
  store: Store;
  landscape: Landscape;
  get(path: string, call?: Call): Promise<Answer>;
  post(path: string, call?: Call): Promise<Answer>;
  /** Signs and sends events as this source does. */
  send(source: string, events: unknown, secret?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Two plants with systems that nobody needs to reach; a planner and a supervisor who answer for P200 only. */
export async function plants(): Promise<Landscape> {
  const urls = { sap: nowhere, mes: nowhere, wms: nowhere, mesP200: nowhere, wmsP200: nowhere };
  const landscape = await testLandscape({ urls });
  const only = (name: string, role: Role) => ({
    name,
    keySha256: hashOf(testKey(name)),
    roles: [role],
    plants: ['P200'],
    companies: ['1000'],
  });
  return {
    ...landscape,
    access: [
      ...landscape.access,
      only('planner-P200', 'planner'),
      only('supervisor-P200', 'supervisor'),
      only('trigger-P200', 'trigger'),
    ],
  };
}

const folder = mkdtempSync(join(tmpdir(), 'headrace-api-'));
let stores = 0;

export async function openTestStore(): Promise<Store> {
  stores += 1;
  return openStore(`file:${join(folder, `${stores}.db`)}`);
}

/** Every reply is compared with the schema that its route tells callers. */
function asDocumented({ replies, path }: Route, { status, body }: Reply): void {
  const shape = replies[status];
  if (!shape) throw new Error(`${path} does not document ${status}`);
  shape.body?.parse(body);
}

export async function startTestApi(client: Client, options: Partial<ApiOptions> = {}): Promise<TestApi> {
  const landscape = options.landscape ?? (await plants());
  const store = options.store ?? (await openTestStore());
  const connectors = options.connectors ?? (await discoverConnectors());
  const logger = pino({ level: process.env['API_LOG'] ?? 'silent' });
  const api = await startApi({ client, connectors, logger, inspect: asDocumented, ...options, landscape, store });
  let open = true;
  const close = async () => {
    if (!open) return;
    open = false;
    await api.close();
    if (!options.store) await store.close();
  };
  afterAll(close);
  const call =
    (method: string) =>
    async (path: string, { as = 'admin', body, raw, headers = {} }: Call = {}) => {
      const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
      const response = await fetch(`${api.url}${path}`, {
        method,
        headers: {
          ...(as && { authorization: `Bearer ${testKey(as)}` }),
          ...(sent !== null && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: sent as string | null,
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Body,
      };
    };
  const post = call('POST');
  return {
    url: api.url,
    store,
    landscape,
    get: call('GET'),
    post,
    send: (_source, events, secret = TEST_SECRET) => {
      const raw = JSON.stringify(events);
      return post('/v1/events', { as: '', raw, headers: signed(raw, secret) });
    },
    close,
  };
}

let sent = 0;

export function signed(raw: string, secret = TEST_SECRET, at = new Date()): Record<string, string> {
  sent += 1;
  const id = `send-${sent}`;
  const signature = new Webhook(secret).sign(id, at, raw);
  return {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  };
}

let events = 0;

/** A CloudEvent as a source of the test landscape sends it. */
export function cloudEvent(source: string, type: string, data: unknown, more: Record<string, unknown> = {}) {
  events += 1;
  return { specversion: '1.0', id: `event-${events}`, source, type, time: '2028-03-10T12:00:00Z', data, ...more };
}

/** A client of a server that does not answer. */
export function absentTemporal(): Client {
  const connection = Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 500 });
  afterAll(() => connection.close());
  return new Client({ connection });
}

/** A client whose first start takes effect, and whose answer is lost. */
export function losingFirstAnswer(client: Client): Client {
  let lost = false;
  const start: Client['workflow']['start'] = async (...args) => {
    const handle = await client.workflow.start(...args);
    if (lost) return handle;
    lost = true;
    throw Object.assign(new Error('deadline exceeded'), { code: 4 });
  };
  const workflow: unknown = Object.create(client.workflow, { start: { value: start } });
  return Object.create(client, { workflow: { value: workflow } }) as Client;
}

/** Runs that take events and actions, and tell what they had. */
export async function startTestWorker({
  connection,
  namespace,
}: Pick<TestTemporal, 'connection' | 'namespace'>): Promise<() => Promise<void>> {
  const workflowsPath = new URL('./workflows/index.ts', import.meta.url).pathname;
  const worker = await Worker.create({ connection, namespace, taskQueue: PROCESS_QUEUE, workflowsPath });
  const running = worker.run();
  const stop = async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  };
  afterAll(stop);
  return stop;
}

/** Waits for what becomes true soon; fails with what was seen last. */
export async function until<T>(look: () => Promise<T>, ready: (seen: T) => boolean, patienceMs = 20_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (ready(seen)) return seen;
    if (Date.now() > deadline) expect.fail(`waited in vain; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));
