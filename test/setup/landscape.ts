import { roles } from '../../contracts/roles.js';
import { discoverConnectors } from '../../connectors/discover.js';
import type { Connector } from '../../connectors/connector.js';
import type { Landscape } from '../../landscape/landscape.js';
import { loadLandscape } from '../../landscape/load.js';
import type { Settings } from '../../landscape/settings.js';
import { PRACTICE_SECRET } from '../../connectors/partner-webhook/practice/index.js';

/** Base URLs of the systems behind the test's plants. P200 is left out unless its MES and WMS are there. */
export interface TestUrls {
  sap: string;
  mes: string;
  wms: string;
  /** Of all plants; without it, nobody serves transport. */
  tms?: string;
  mesP200?: string;
  wmsP200?: string;
  /** Where all customers take their ship notices; without it, nobody serves partners. */
  customers?: string;
  /** Of all suppliers, and of quality management; without them, orders are not sent, and people decide about stock. */
  suppliers?: string;
  quality?: string;
}

export interface TestLandscape {
  urls: TestUrls;
  /** Laid over the short test settings, for all plants. */
  overrides?: DeepPartial<Settings>;
  /** Beside those found in connectors/. */
  connectors?: ReadonlyMap<string, Connector>;
}

type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;

/** Signs every system's events in tests. */
export const TEST_SECRET = `whsec_${Buffer.from('headrace tests sign with this one').toString('base64')}`;

/** One key a role, all plants: `test-key-planner-0001`. */
export const testKey = (role: string): string => `test-key-${role}-0001`;

/** What the practice plant's stand-ins take unless told otherwise. */
const TOKEN = 'practice';

const soon = { initial: '100ms', factor: 2, max: '500ms' };

/** Short enough for a test to wait for, long enough not to strike a healthy call on a busy machine. */
const testSettings: DeepPartial<Settings> = {
  calls: { scheduleToStart: '2s', heartbeat: '2s', read: '5s', keyed: '5s', unkeyed: '5s', absentGap: '1500ms' },
  retry: { read: soon, keyed: soon, lock: { ...soon, attempts: 4 }, outage: soon },
  production: {
    // What is not about quantities is told with few of them.
    underTolerancePct: '100',
    markDispatched: true,
    answerProbeAfter: '1500ms',
    answerEscalateAfter: '4s',
    masterRecheck: '1s',
    drainEscalateAfter: '5s',
    orphanWindow: '3s',
    orphanRecheck: '500ms',
    parkedRecheck: '1s',
    sequenceGapFetchAfter: '1s',
    sequenceGapEscalateAfter: '3s',
    lateLinger: '1s',
  },
  shipping: {
    holdRecheck: '1s',
    warehouseProbe: '2s',
    tenderAnswer: '4s',
    tenderProbe: '1s',
    trackingPoll: '1s',
    billingWithin: '5s',
    billingRecheck: '500ms',
  },
  reconciliation: {
    settle: '1s',
    probe: '500ms',
    snapshotWithin: '3s',
    rules: { periodEnd: { lastWorkingDays: 0, firstWorkingDays: 0 } },
  },
  receiving: { orderRecheck: '2s', receiptProbe: '2s', decisionProbe: '2s' },
  // Tests that are not about the notice start their changes within seconds.
  changes: { notice: '1ms', ownerRecheck: '2s', useUpRecheck: '1s', holdRecheck: '1s', firstLotRecheck: '2s' },
};

/** A landscape like the demo's, checked as every other, with durations for tests. */
export async function testLandscape(options: TestLandscape): Promise<Landscape> {
  const known = new Map([...(await discoverConnectors()), ...(options.connectors ?? [])]);
  return loadLandscape(testLandscapeFile(options), {}, known);
}

/** What its file would say; processes of their own read it from one. */
export function testLandscapeFile({ urls, overrides = {} }: TestLandscape): object {
  const sapUser = {
    user: 'HEADRACE',
    password: TOKEN,
    companyCode: '1000',
    zone: 'America/Chicago',
    zones: { P200: 'Europe/Berlin' },
    invoiceModes: { 'C-300': 'CONSOLIDATED' },
  };
  const rest = (connector: string, url: string, source: string) => ({
    connector,
    config: { url, token: TOKEN },
    events: { source, secrets: [TEST_SECRET] },
  });
  const { mesP200, wmsP200, tms, customers, suppliers, quality } = urls;
  const transport = tms === undefined ? {} : { transport: 'TMS' };
  const partner = customers === undefined ? {} : { partner: 'CUSTOMERS' };
  const central = {
    ...transport,
    ...partner,
    ...(suppliers !== undefined && { supplier: 'SUPPLIERS' }),
    ...(quality !== undefined && { quality: 'QUALITY' }),
  };
  const both = mesP200 !== undefined && wmsP200 !== undefined;
  return {
    name: 'test',
    systems: {
      SAP: {
        connector: 'sap-s4',
        config: { url: urls.sap, ...sapUser },
        events: { source: '/sap/S4H', secrets: [TEST_SECRET] },
      },
      'MES-P100': rest('rest-mes', urls.mes, '/mes/P100'),
      'WMS-RDC1': rest('rest-wms', urls.wms, '/wms/RDC1'),
      ...(tms !== undefined && { TMS: rest('rest-tms', tms, '/tms') }),
      ...(both && {
        'MES-P200': rest('rest-mes', mesP200, '/mes/P200'),
        'WMS-RDC2': rest('rest-wms', wmsP200, '/wms/RDC2'),
      }),
      ...(quality !== undefined && { QUALITY: rest('rest-quality', quality, '/quality') }),
      ...(suppliers !== undefined && {
        SUPPLIERS: {
          connector: 'supplier-webhook',
          config: { otherwise: { url: suppliers, secrets: [PRACTICE_SECRET] } },
          events: { source: '/suppliers', secrets: [TEST_SECRET] },
        },
      }),
      ...(customers !== undefined && {
        CUSTOMERS: {
          connector: 'partner-webhook',
          config: { otherwise: { url: customers, secrets: [PRACTICE_SECRET] } },
        },
      }),
    },
    plants: {
      P100: {
        company: '1000',
        zone: 'America/Chicago',
        systems: { erp: 'SAP', mes: 'MES-P100', wms: 'WMS-RDC1', ...central },
      },
      ...(both && {
        P200: {
          company: '1000',
          zone: 'Europe/Berlin',
          systems: { erp: 'SAP', mes: 'MES-P200', wms: 'WMS-RDC2', ...central },
        },
      }),
    },
    defaults: layered(testSettings, overrides),
    access: roles.map((role) => ({ name: role, key: testKey(role), roles: [role], plants: ['*'], companies: ['*'] })),
  };
}

function layered(below: object, above: object): object {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = result[key];
    const both = typeof under === 'object' && under !== null && typeof value === 'object' && value !== null;
    result[key] = both ? layered(under, value as object) : value;
  }
  return result;
}
