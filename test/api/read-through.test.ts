import { beforeEach, describe, expect, it } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import { startMesPlant } from '../../connectors/rest-mes/practice/index.js';
import { startTmsPlant } from '../../connectors/rest-tms/practice/index.js';
import { startWmsPlant } from '../../connectors/rest-wms/practice/index.js';
import { pumpOrder, seedItems, startSapPlant } from '../../connectors/sap-s4/practice/index.js';
import { runId } from '../../contracts/ids.js';
import type { Capability, Ports } from '../../contracts/ports.js';
import type { Role } from '../../contracts/roles.js';
import { initialView } from '../../contracts/start.js';
import { hashOf } from '../../landscape/access.js';
import { systemById } from '../../landscape/landscape.js';
import { portOf } from '../../landscape/port-of.js';
import { atEnd } from '../setup/at-end.js';
import { testKey, testLandscape } from '../setup/landscape.js';
import { testTemporal } from '../setup/temporal.js';
import { absentTemporal, openTestStore, startTestApi } from './harness.js';

const [sap, mes, wms, tms, wmsP200] = await Promise.all([
  startSapPlant({ plants: ['P100', 'P200'] }),
  startMesPlant({ definitions: [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['4'] }] }),
  startWmsPlant(),
  startTmsPlant(),
  startWmsPlant({ plant: 'P200' }),
]);
const systems = [sap, mes, wms, tms];
seedItems(sap, { 'FG-1000': '500' });
const urls = { sap: sap.url, mes: mes.url, wms: wms.url, tms: tms.url, mesP200: mes.url, wmsP200: wmsP200.url };
const known = await testLandscape({ urls });
const only = (name: string, role: Role, plant: string) => ({
  name,
  keySha256: hashOf(testKey(name)),
  roles: [role],
  plants: [plant],
  companies: ['1000'],
});
const landscape = {
  ...known,
  access: [...known.access, only('viewer-P100', 'viewer', 'P100'), only('viewer-P200', 'viewer', 'P200')],
};
const store = await openTestStore();
const temporal = await testTemporal();
const api = await startTestApi(temporal.client, { landscape, store });
const connectors = await discoverConnectors();
atEnd(async () => {
  await Promise.all([...systems, wmsP200].map((one) => one.stop()));
  await store.close();
});

const port = <C extends Capability>(id: string, capability: C): Ports[C] => {
  const system = systemById(landscape, id);
  if (!system) throw new Error(`there is no ${id}`);
  return portOf(system, connectors, capability);
};
const context = { key: 'given', signal: new AbortController().signal };

beforeEach(() => {
  for (const { faults } of systems) faults.clear();
});

interface Shown {
  owner: string;
  at: string;
  data?: Record<string, unknown> & { lines?: unknown[] };
  problem?: { code: string; detail: string; retryable: boolean };
}

async function read(path: string, as = 'viewer') {
  const { status, body } = await api.get(path, { as });
  return { status, code: body.code, detail: body.detail, part: (name: string) => body[name] as Shown };
}

const KG = (value: string) => ({ value, uom: 'KG' });
const pieces = (value: string) => ({ value, uom: 'EA' });

/** A delivery that the ERP, the warehouse and the transport system have. */
async function shipment(): Promise<string> {
  const deliveryNo = sap.createDelivery(sap.addSalesOrder({ quantity: '20' }));
  const ref = { plant: 'P100', deliveryNo };
  const line = { line: '10', item: 'FG-1000', quantity: pieces('20') };
  const order = { ...ref, version: '1', shipBy: '2028-03-10T12:00:00Z', shipTo: 'ACME', lines: [line] };
  await port('WMS-RDC1', 'wms').releaseOutbound.send(order, { ...context, key: `wms|${deliveryNo}` });
  const window = {
    place: 'RDC1',
    zone: 'America/Chicago',
    from: '2028-03-11T13:00:00Z',
    until: '2028-03-11T17:00:00Z',
  };
  const plan = { ...ref, weight: KG('250'), pickup: window, delivery: { ...window, place: 'ACME' } };
  await port('TMS', 'transport').planLoad.send(plan, { ...context, key: `tms|${deliveryNo}` });
  return deliveryNo;
}

describe('an item', () => {
  it('is shown as its ERP has it, marked with the owner and the time', async () => {
    const before = new Date().toISOString();
    const { status, part } = await read('/v1/items/RM-20?plant=P100');
    expect(status).toBe(200);
    expect(part('item')).toMatchObject({ owner: 'SAP', data: { baseUom: 'EA', standardCost: { amount: '2.50' } } });
    expect(part('item').at >= before).toBe(true);
  });

  it('that the ERP does not know, or of a plant that is another’s, is not there', async () => {
    expect((await read('/v1/items/NOTHING?plant=P100')).status).toBe(404);
    expect((await read('/v1/items/RM-20?plant=P200', 'viewer-P100')).status).toBe(404);
    expect((await read('/v1/items/RM-20?plant=P900')).status).toBe(404);
    expect((await read('/v1/items/RM-20')).status).toBe(422);
  });

  it('is read anew each time: nothing is kept', async () => {
    sap.addItem({ item: 'RM-99', baseUom: 'EA', standardCost: '1.00', stock: '0' });
    const cost = async () => (await read('/v1/items/RM-99?plant=P100')).part('item').data?.['standardCost'];
    expect(await cost()).toMatchObject({ amount: '1.00' });
    sap.addItem({ item: 'RM-99', baseUom: 'EA', standardCost: '1.10', stock: '0' });
    expect(await cost()).toMatchObject({ amount: '1.10' });
  });
});

describe('inventory', () => {
  it('shows what the books and what the warehouse have, each beside the other', async () => {
    wms.stock.open('FG-1000', '0001', '480');
    const { status, part } = await read('/v1/inventory/FG-1000?plant=P100');
    expect(status).toBe(200);
    expect(part('book')).toMatchObject({
      owner: 'SAP',
      data: {
        balances: [{ location: '0001', quantity: { uom: 'EA' } }],
        value: { amount: '60000.00', currency: 'USD' },
      },
    });
    expect(part('physical')).toMatchObject({
      owner: 'WMS-RDC1',
      data: [{ location: '0001', quantity: pieces('480') }],
    });
  });

  it('is shown without the system that is down, and says which one that is', async () => {
    await wms.standIn.stop();
    const { status, part } = await read('/v1/inventory/FG-1000?plant=P100');
    await wms.standIn.start();
    expect(status).toBe(200);
    expect(part('book').data).toBeDefined();
    expect(part('physical')).toMatchObject({ owner: 'WMS-RDC1', problem: { code: 'T-UNAVAILABLE', retryable: true } });
  });

  it('does not wait for a system that hangs, however many ask', async () => {
    const hang = wms.faults.ask({ kind: 'late-commit', method: 'GET', delayMs: 6_000, times: 60 });
    const asked = await Promise.all(Array.from({ length: 12 }, () => read('/v1/inventory/FG-1000?plant=P100')));
    for (const { status, part } of asked) {
      expect(status).toBe(200);
      expect(part('book').data).toBeDefined();
      expect(part('physical').problem).toMatchObject({ code: 'T-UNAVAILABLE', retryable: true });
    }
    expect(hang.struck).toBeGreaterThan(0);
    wms.faults.clear();
    expect((await read('/v1/inventory/FG-1000?plant=P100')).part('physical').data).toBeDefined();
  });

  it('is not there where all who own it are down, and the reasons are told', async () => {
    await Promise.all([sap.standIn.stop(), wms.standIn.stop()]);
    const { status, code, detail } = await read('/v1/inventory/FG-1000?plant=P100');
    await Promise.all([sap.standIn.start(), wms.standIn.start()]);
    expect([status, code]).toEqual([503, 'SYSTEMS_UNAVAILABLE']);
    expect(detail).toMatch(/T-UNAVAILABLE SAP.*T-UNAVAILABLE WMS-RDC1/);
  });

  it('does not ask a system that is on hold', async () => {
    const why = { reasonCode: 'COUNT', text: 'stock-taking' };
    await api.post('/v1/systems/WMS-RDC1/hold', { as: 'operator', body: why });
    const asked = wms.faults.ask({ kind: 'status', status: 500, method: 'GET', times: 9 });
    const { part } = await read('/v1/inventory/FG-1000?plant=P100');
    await api.post('/v1/systems/WMS-RDC1/release', { as: 'operator', body: why });
    expect(part('physical').problem).toMatchObject({ code: 'SYSTEM_HELD', retryable: true });
    expect(part('physical').problem?.detail).toContain('COUNT: stock-taking');
    expect(asked.struck).toBe(0);
    wms.faults.clear();
    expect((await read('/v1/inventory/FG-1000?plant=P100')).part('physical').data).toBeDefined();
  });

  it('is told while Temporal is away', async () => {
    const away = await startTestApi(absentTemporal(), { landscape, store });
    const { status, body } = await away.get('/v1/inventory/FG-1000?plant=P100', { as: 'viewer' });
    expect([status, (body['book'] as Shown).owner]).toEqual([200, 'SAP']);
  });

  it('shows what a system says when it refuses, and does not call it passing', async () => {
    wms.faults.ask({ kind: 'status', status: 403, method: 'GET', times: 2 });
    const { part } = await read('/v1/inventory/FG-1000?plant=P100');
    expect(part('physical').problem).toMatchObject({ code: 'P-AUTHZ', retryable: false });
  });
});

describe('a production order', () => {
  it('is shown as the ERP wants it and as the MES has it', async () => {
    sap.addOrder(pumpOrder('1000301', '100', { released: true }));
    const before = await read('/v1/orders/1000301?plant=P100');
    expect(before.part('order')).toMatchObject({ owner: 'SAP', data: { status: 'RELEASED', item: 'FG-1000' } });
    expect(before.part('execution')).toMatchObject({ owner: 'MES-P100', data: null });
    const dispatch = {
      ...{ plant: 'P100', orderNo: '1000301', version: '1', item: 'FG-1000', bomRevision: 'B', routingVersion: '4' },
      ...{ quantity: pieces('100'), overTolerancePct: '5', components: [], operations: [] },
      ...{ scheduledStart: '2028-03-10T12:00:00Z', scheduledEnd: '2028-03-12T12:00:00Z' },
    };
    await port('MES-P100', 'mes').dispatch.send(dispatch, { ...context, key: 'mes|1000301' });
    const after = await read('/v1/orders/1000301?plant=P100');
    expect(after.part('execution')).toMatchObject({ owner: 'MES-P100', data: { version: '1' } });
  });

  it('of another plant is not there, whoever asks for it under the wrong one', async () => {
    sap.addOrder(pumpOrder('1000302', '100', { released: true }));
    expect((await read('/v1/orders/1000302?plant=P100', 'viewer-P200')).status).toBe(404);
    expect((await read('/v1/orders/1000302?plant=P200', 'viewer-P200')).status).toBe(404);
    expect((await read('/v1/orders/1999999?plant=P100')).status).toBe(404);
    expect((await read('/v1/orders/1000302')).status).toBe(422);
  });
});

describe('a sales order', () => {
  it('is shown to each plant without the lines of the others', async () => {
    const lines = [
      { line: '10', plant: 'P100', item: 'FG-1000', quantity: '5' },
      { line: '20', plant: 'P200', item: 'FG-1000', quantity: '7' },
    ];
    const number = sap.addSalesOrder({ lines });
    const path = `/v1/orders/${number}?kind=sales&company=1000`;
    expect((await read(path)).part('order')).toMatchObject({ owner: 'SAP', data: { customer: 'C-100' } });
    const plantsShown = async (as: string) =>
      (await read(path, as)).part('order').data?.lines?.map((one) => (one as { plant: string }).plant);
    expect(await plantsShown('viewer')).toEqual(['P100', 'P200']);
    expect(await plantsShown('viewer-P100')).toEqual(['P100']);
    expect(await plantsShown('viewer-P200')).toEqual(['P200']);
  });

  it('of another plant, of another company, or of nobody is not there', async () => {
    const number = sap.addSalesOrder({ quantity: '5' });
    expect((await read(`/v1/orders/${number}?kind=sales&company=1000`, 'viewer-P200')).status).toBe(404);
    expect((await read(`/v1/orders/${number}?kind=sales&company=2000`)).status).toBe(404);
    expect((await read('/v1/orders/9999999?kind=sales&company=1000')).status).toBe(404);
    expect((await read(`/v1/orders/${number}?kind=sales`)).status).toBe(422);
  });
});

describe('a shipment', () => {
  it('is shown by all who have a part in it', async () => {
    const deliveryNo = await shipment();
    const { status, part } = await read(`/v1/shipments/${deliveryNo}?plant=P100`);
    expect(status).toBe(200);
    expect(part('delivery')).toMatchObject({ owner: 'SAP', data: { plant: 'P100' } });
    expect(part('warehouse')).toMatchObject({ owner: 'WMS-RDC1', data: { status: 'RELEASED' } });
    expect(part('transport')).toMatchObject({ owner: 'TMS', data: { load: { status: 'PLANNED' }, tracking: [] } });
  });

  it('is followed by the load that its run knows, and shows nothing of what travels with it', async () => {
    const deliveryNo = await shipment();
    const { loadId } = tms.book.carrying(deliveryNo);
    tms.consolidate(loadId, '80999999', KG('80'));
    const key = { process: 'outbound-delivery', company: '1000', plant: 'P100', key: deliveryNo };
    const view = initialView(key, 'PACKED', '2026-03-10T12:00:00.000Z');
    const knows = { ...view, freight: { state: 'PLANNED' as const, loadId } };
    await store.facts.record({ runId: runId(key), checkpoint: 1, view: knows, facts: [] });
    const search = tms.faults.ask({ kind: 'status', status: 500, path: '/loads\\?' });
    const { part } = await read(`/v1/shipments/${deliveryNo}?plant=P100`);
    expect(search.struck).toBe(0);
    expect(part('transport').data?.['load']).toMatchObject({ loadId, deliveries: [{ deliveryNo }] });
    expect(JSON.stringify(part('transport'))).not.toContain('80999999');
  });

  it('is shown without transport while that is down, and is another plant’s secret', async () => {
    const deliveryNo = await shipment();
    tms.faults.ask({ kind: 'status', status: 503, retryAfterS: 9, times: 3 });
    const { status, part } = await read(`/v1/shipments/${deliveryNo}?plant=P100`, 'viewer-P100');
    expect(status).toBe(200);
    expect(part('transport').problem).toMatchObject({ code: 'T-UNAVAILABLE' });
    expect(part('delivery').data).toBeDefined();
    tms.faults.clear();
    expect((await read(`/v1/shipments/${deliveryNo}?plant=P200`, 'viewer-P200')).status).toBe(404);
    expect((await read('/v1/shipments/80000000?plant=P100')).status).toBe(404);
  });
});
