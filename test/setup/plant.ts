import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal } from 'decimal.js';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { type RunningApi, startApi } from '../../api/api.js';
import type { Connector } from '../../connectors/connector.js';
import { discoverConnectors } from '../../connectors/discover.js';
import type { MesPlant } from '../../connectors/rest-mes/practice/index.js';
import { type Customer, PRACTICE_SECRET } from '../../connectors/partner-webhook/practice/index.js';
import type { TmsPlant, TmsPlantOptions } from '../../connectors/rest-tms/practice/index.js';
import type { WmsPlant } from '../../connectors/rest-wms/practice/index.js';
import { type NewOrder, type SapPlant } from '../../connectors/sap-s4/practice/index.js';
import type { QualityPlant } from '../../connectors/rest-quality/practice/index.js';
import type { Suppliers } from '../../connectors/supplier-webhook/practice/index.js';
import { type PracticePlant, startPracticePlant } from '../../practice/plant.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { Fact } from '../../contracts/facts.js';
import type { RunView } from '../../contracts/view.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { farAhead } from './far-ahead.js';
import { testWorkers, type TestWorkers } from './test-workers.js';
import { atEnd } from './at-end.js';
import { TEST_SECRET, testKey, testLandscape, type TestLandscape, testLandscapeFile } from './landscape.js';
import { testTemporal, type TestTemporal } from './temporal.js';

/** What came back, as far as tests look into it. */
export interface Body extends RunView {
  runId: string;
  documents: DocumentRef[];
  timeline: Fact[];
  related: { runId: string; what: string }[];
  duplicate: boolean;
  actionId: string;
  code: string;
  detail: string;
  allowed: string[];
  entries: { what: string; subject: string }[];
  runs: (RunView & { runId: string })[];
  messages: { seq: number; status: string; type: string; reason?: string }[];
  workers: { processes: number; note?: string } | null;
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** The whole path: systems over HTTP, the API, Temporal, and workers; asserted on from outside. */
export interface TestPlant extends TestWorkers {
  temporal: TestTemporal;
  practice: PracticePlant;
  sap: SapPlant;
  mes: MesPlant;
  wms: WmsPlant;
  tms: TmsPlant;
  customer: Customer;
  suppliers: Suppliers;
  quality: QualityPlant;
  store: Store;
  url: string;
  /** What a worker process of its own needs to work for this plant. */
  environment: Record<string, string>;
  /** Adds an order for pumps to the ERP, not released, scheduled far ahead. */
  order(orderNo: string, quantity?: string, differing?: Partial<NewOrder>): void;
  call(method: string, path: string, body?: unknown, options?: { as?: string; key?: string }): Promise<Answer>;
  /** As the ERP releases an order through the API. */
  release(orderNo: string, more?: object, key?: string): Promise<Answer>;
  production(orderNo: string): Promise<Body>;
  inventory(orderNo: string): Promise<Body>;
  /** Asks the API until the run's view is `ready`; fails with the last one. */
  until(run: 'production' | 'inventory', orderNo: string, ready: (view: Body) => boolean): Promise<Body>;
  /** What the stand-ins' ledgers have of one order. */
  postedTo(orderNo: string): Posted;
  /** Acts as a supervisor through the API, and waits for the verified outcome. */
  act(run: 'production' | 'inventory', orderNo: string, action: string, more?: object): Promise<Body>;
  stop(): Promise<void>;
}

export interface Posted {
  confirmations: { yield: string; scrap: string; externalKey: string }[];
  /** By type and item, in base units: `261 RM-20` → `208`. */
  moved: Record<string, string>;
  /** References of documents that were not posted with a confirmation. */
  references: string[];
  technicallyCompleted: boolean;
}

const PATIENCE_MS = 30_000;
const processOf = { production: 'order-to-production', inventory: 'production-to-inventory' };

export interface PlantOptions {
  overrides?: TestLandscape['overrides'];
  /** The MES accepts by itself; else it waits for the test's word. */
  mesAnswersAfterMs?: number;
  /** Carriers and trucks wait for the test's word unless told. */
  tms?: TmsPlantOptions;
  /** The run's own server unless told. */
  temporal?: TestTemporal;
  /** No plant has a quality system: people say what received goods may be used for. */
  withoutQuality?: true;
  /** The test starts them itself, here or as processes. */
  withoutWorkers?: true;
  /** What workers in this process call instead of the connectors, each in its place. */
  wrap?: (connectors: Map<string, Connector>) => Map<string, Connector>;
}

/** It stops after the file's last test. */
export async function startPlant(options: PlantOptions = {}): Promise<TestPlant> {
  const plant = await openPlant(options.temporal ?? (await testTemporal()), options);
  atEnd(() => plant.stop());
  return plant;
}

/** Outside of tests too. */
export async function openPlant(temporal: TestTemporal, options: PlantOptions = {}): Promise<TestPlant> {
  const secrets = Object.fromEntries(
    ['SAP', 'TMS', 'SUPPLIERS', 'QUALITY', 'MES_P100', 'MES_P200', 'WMS_RDC1', 'WMS_RDC2'].map((one) => [
      `${one}_EVENT_SECRET`,
      TEST_SECRET,
    ]),
  );
  const { mesAnswersAfterMs, overrides, tms: transport, wrap = (found) => found } = options;
  const practice = await startPracticePlant({
    environment: { ...secrets, CUSTOMERS_SECRET: PRACTICE_SECRET, SUPPLIERS_SECRET: PRACTICE_SECRET },
    ...(mesAnswersAfterMs !== undefined && { mesAnswersAfterMs }),
    ...(transport && { tms: transport }),
  });
  const { sap, mes, wms, tms, customer, suppliers, quality } = practice;
  const urls = {
    sap: sap.url,
    mes: mes.P100.url,
    wms: wms.P100.url,
    tms: tms.url,
    customers: customer.url,
    suppliers: suppliers.url,
    ...(!options.withoutQuality && { quality: quality.url }),
    mesP200: mes.P200.url,
    wmsP200: wms.P200.url,
  };
  const settings = { urls, ...(overrides && { overrides }) };
  const landscape = await testLandscape(settings);
  const folder = mkdtempSync(join(tmpdir(), 'headrace-plant-'));
  const landscapeFile = join(folder, 'landscape.yml');
  writeFileSync(landscapeFile, stringify(testLandscapeFile(settings)));
  const storeUrl = `file:${join(folder, 'store.db')}`;
  const store = await openStore(storeUrl);
  const connectors = await discoverConnectors();
  const logger = pino({ level: process.env['API_LOG'] ?? 'silent' });
  const api: RunningApi = await startApi({ client: temporal.client, connectors, logger, landscape, store });
  practice.sendEventsTo(`${api.url}/v1/events`);
  const { connection, namespace, bundlePath } = temporal;

  const plant: TestPlant = {
    temporal,
    practice,
    sap,
    mes: mes.P100,
    wms: wms.P100,
    tms,
    customer,
    suppliers,
    quality,
    store,
    url: api.url,
    environment: {
      HEADRACE_LANDSCAPE: landscapeFile,
      HEADRACE_STORE: storeUrl,
      HEADRACE_BUNDLE: bundlePath,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: namespace,
    },
    ...testWorkers({ connection, namespace, landscape, connectors: wrap(connectors), store, bundlePath }),
    order: (orderNo, quantity, differing) => sap.addOrder(farAhead(orderNo, quantity, differing)),
    async call(method, path, body, { as = 'admin', key } = {}) {
      const response = await fetch(`${api.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${testKey(as)}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
    },
    release: (orderNo, more = {}, key) =>
      plant.call(
        'POST',
        '/v1/runs/order-to-production',
        { company: '1000', plant: 'P100', orderNo, ...more },
        { as: 'trigger', ...(key && { key }) },
      ),
    production: async (orderNo) => (await plant.call('GET', pathOf('production', orderNo))).body,
    inventory: async (orderNo) => (await plant.call('GET', pathOf('inventory', orderNo))).body,
    async until(run, orderNo, ready) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const { status, body } = await plant.call('GET', pathOf(run, orderNo));
        if (status === 200 && ready(body)) return body;
        if (Date.now() > deadline)
          throw new Error(
            `waited in vain for ${run} ${orderNo}; the API answers ${status} ${JSON.stringify(body).slice(0, 900)}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    },
    postedTo(orderNo) {
      const { confirmations, materialDocuments, orders } = sap.ledger();
      const moved: Record<string, string> = {};
      const references: string[] = [];
      for (const { confirmation, reference, movements } of materialDocuments) {
        const mine = movements.filter((one) => one.orderNo === orderNo);
        if (mine.length > 0 && !confirmation) references.push(reference);
        for (const { type, item, quantity } of mine) {
          const name = `${type} ${item}`;
          moved[name] = new Decimal(moved[name] ?? 0).plus(quantity).toFixed();
        }
      }
      const mine = confirmations.filter((one) => one.orderNo === orderNo);
      const technicallyCompleted = orders.find((one) => one.orderNo === orderNo)?.technicallyCompleted ?? false;
      return { confirmations: mine, moved, references, technicallyCompleted };
    },
    async act(run, orderNo, action, more = {}) {
      const asked = await plant.call(
        'POST',
        `${pathOf(run, orderNo)}/actions`,
        { action, reasonCode: 'TEST', text: 'as the scenario says', ...more },
        { as: 'supervisor' },
      );
      if (asked.status !== 202) throw new Error(`${action} was refused: ${asked.status} ${JSON.stringify(asked.body)}`);
      const { actionId } = asked.body;
      return (await plant.call('GET', `${pathOf(run, orderNo)}/actions/${actionId}?wait=20`)).body;
    },
    async stop() {
      await practice.stop();
      await plant.stopWorkers();
      await api.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (!options.withoutWorkers) await plant.startWorkers();
  return plant;
}

const pathOf = (run: 'production' | 'inventory', orderNo: string): string =>
  `/v1/runs/${processOf[run]}/1000/P100/${orderNo}`;
