import { describe, expect, it } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import type { InboundEvent } from '../../contracts/events.js';
import type { Fact } from '../../contracts/facts.js';
import type { Role } from '../../contracts/roles.js';
import { initialView } from '../../contracts/start.js';
import type { RunView } from '../../contracts/view.js';
import { hashOf } from '../../landscape/access.js';
import type { Landscape } from '../../landscape/landscape.js';
import { confirmation } from '../setup/floor.js';
import { testKey } from '../setup/landscape.js';
import { testTemporal } from '../setup/temporal.js';
import { cloudEvent, plants, startTestApi, startTestWorker, until } from './harness.js';

const at = '2028-03-10T12:00:00.000Z';

/** The two plants of company 1000, one of company 0200 in leading zeros, and callers who see parts of them. */
async function landscape(): Promise<Landscape> {
  const two = await plants();
  const [first] = two.plants;
  if (!first) throw new Error('no plant');
  const key = (name: string, role: Role, only: string[], companies: string[]) => ({
    ...{ name, keySha256: hashOf(testKey(name)), roles: [role], plants: only, companies },
  });
  return {
    ...two,
    plants: [...two.plants, { ...first, company: '0200', plant: '0300' }],
    access: [
      ...two.access,
      key('planner-both', 'planner', ['P100', 'P200'], ['1000']),
      key('planner-0300', 'planner', ['0300'], ['0200']),
      key('supervisor-0300', 'supervisor', ['0300'], ['0200']),
    ],
  };
}

/** SAP sends our own words here: what it sends otherwise is its connector's concern. */
async function plainSap() {
  const connectors = new Map(await discoverConnectors());
  const { translate: _, ...sap } = connectors.get('sap-s4') ?? expect.fail('no connector for SAP');
  return connectors.set('sap-s4', sap);
}

const temporal = await testTemporal();
const { client } = temporal;
const api = await startTestApi(client, { landscape: await landscape(), connectors: await plainSap() });
await startTestWorker(temporal);

const sap = (type: string, data: unknown, more = {}) => cloudEvent('/sap/S4H', type, data, more);
const order = (number: string, company = '1000') => `ship-to-cash/${company}/-/${number}`;
const start = (salesOrderNo: string, as = 'trigger', company = '1000') =>
  api.post('/v1/runs/ship-to-cash', { as, body: { company, salesOrderNo } });
const inputOf = async (id: string) => {
  const { events } = await client.workflow.getHandle(id).fetchHistory();
  const data = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
  return JSON.parse(Buffer.from(data ?? []).toString()) as Record<string, unknown>;
};
const keysIn = (body: Record<string, unknown>) =>
  (body['runs'] as RunView[]).map(({ plant, key }) => `${plant} ${key}`);
const received = (id: string) =>
  client.workflow
    .getHandle(id)
    .query<InboundEvent[]>('received')
    .catch(() => []);

describe('a sales order', () => {
  it('is started once for its company, and is given all plants that may deliver it', async () => {
    const first = await start('0000200001');
    expect(first).toMatchObject({ status: 202, body: { runId: order('200001'), state: 'OPEN', duplicate: false } });
    expect((await start('200001')).body).toMatchObject({ runId: order('200001'), duplicate: true });
    const { plants: given, policy, ...input } = await inputOf(order('200001'));
    expect(input).toEqual({ company: '1000', salesOrderNo: '0000200001', requestedBy: 'trigger' });
    expect(Object.keys(given as object)).toEqual(['P100', 'P200']);
    expect(policy).toMatchObject({ plant: 'P100', systems: { erp: { id: 'SAP' } } });
    const { searchAttributes } = await client.workflow.getHandle(order('200001')).describe();
    expect(searchAttributes).toMatchObject({
      Process: ['ship-to-cash'],
      Company: ['1000'],
      Plant: ['-'],
      State: ['OPEN'],
    });
    const { entries } = await api.store.audit.list({ subject: order('200001'), limit: 9 });
    expect(entries.map(({ what, plant }) => `${what} ${plant}`)).toEqual(['run.duplicate -', 'run.start -']);
  });

  it('is refused with a plant, for a company that is not there, and under a key of another content', async () => {
    const body = { company: '1000', salesOrderNo: '200002', plant: 'P100' };
    const withPlant = await api.post('/v1/runs/ship-to-cash', { body });
    expect(withPlant).toMatchObject({ status: 422, body: { errors: [{ pointer: '/plant' }] } });
    expect(await start('200002', 'trigger', '999')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/company' }] },
    });
    const headers = { 'idempotency-key': 'one' };
    const keyed = (salesOrderNo: string) =>
      api.post('/v1/runs/ship-to-cash', { headers, body: { company: '1000', salesOrderNo } });
    expect((await keyed('200003')).status).toBe(202);
    expect(await keyed('200004')).toMatchObject({ status: 409, body: { code: 'KEY_REUSED' } });
  });

  it('is told of its newer version where it runs', async () => {
    const version = (sourceVersion: string) =>
      api.post('/v1/runs/ship-to-cash', { body: { company: '1000', salesOrderNo: '200005', sourceVersion } });
    expect((await version('9')).status).toBe(202);
    expect(await version('9')).toMatchObject({ status: 200, body: { sourceVersion: '9' } });
    expect((await inputOf(order('200005')))['sourceVersion']).toBe('9');
    expect(await version('10')).toMatchObject({ status: 200, body: { changed: true } });
    const events = await until(
      () => received(order('200005')),
      (seen) => seen.length === 1,
    );
    const data = { salesOrderNo: '200005', sourceVersion: '10' };
    expect(events).toMatchObject([{ type: 'SalesOrderChanged', data }]);
  });

  it('is found by the events of a system that serves all plants of its company and names none', async () => {
    const both = await startTestApi(client, { connectors: await plainSap() });
    const early = sap('SalesOrderChanged', { salesOrderNo: '200006', sourceVersion: '1' });
    await both.send('/sap/S4H', early);
    await until(
      async () => (await both.store.messages.list({ target: order('200006'), limit: 9 })).messages[0]?.status,
      (status) => status === 'orphan',
    );
    await both.send('/sap/S4H', sap('SalesOrderReleased', { salesOrderNo: '0000200006', sourceVersion: '1' }));
    const events = await until(
      () => received(order('200006')),
      (seen) => seen.length === 1,
    );
    expect(events[0]).toMatchObject({ messageId: early.id, type: 'SalesOrderChanged' });
    const input = await inputOf(order('200006'));
    expect(input).toMatchObject({ salesOrderNo: '0000200006', sourceVersion: '1', company: '1000' });
  });

  it('cannot be told by a system of several companies unless the event names a plant', async () => {
    await api.send('/sap/S4H', sap('SalesOrderReleased', { salesOrderNo: '200007' }));
    await api.send('/sap/S4H', sap('SalesOrderReleased', { salesOrderNo: '200008' }, { plant: '0300' }));
    await until(
      () => received(order('200008', '200')).then(() => client.workflow.getHandle(order('200008', '200')).describe()),
      ({ status }) => status.name === 'RUNNING',
    );
    expect((await inputOf(order('200008', '200')))['plants']).toEqual({ '0300': expect.anything() });
    const { messages } = await api.store.messages.list({ status: 'quarantined', limit: 9 });
    expect(messages[0]?.reason).toContain('serves several companies');
  });
});

describe('a delivery', () => {
  it('is started by callers and by its event, at its plant', async () => {
    const body = { company: '1000', plant: 'P200', deliveryNo: '0080000001' };
    const id = 'outbound-delivery/1000/P200/80000001';
    expect(await api.post('/v1/runs/outbound-delivery', { body })).toMatchObject({
      status: 202,
      body: { runId: id, state: 'CREATED' },
    });
    const { policy, ...input } = await inputOf(id);
    expect(input).toEqual({ company: '1000', plant: 'P200', deliveryNo: '0080000001', requestedBy: 'admin' });
    expect(policy).toMatchObject({ plant: 'P200' });

    await api.send('/sap/S4H', sap('OutboundDeliveryCreated', { deliveryNo: '0080000002' }, { plant: '0300' }));
    const other = 'outbound-delivery/200/300/80000002';
    await until(
      () =>
        received(other).then(() =>
          client.workflow
            .getHandle(other)
            .describe()
            .catch(() => undefined),
        ),
      (run) => run?.status.name === 'RUNNING',
    );
    expect(await inputOf(other)).toMatchObject({ company: '0200', plant: '0300', deliveryNo: '0080000002' });
  });

  it('is not started at the name that stands for all plants', async () => {
    for (const [process, number] of [
      ['outbound-delivery', 'deliveryNo'],
      ['order-to-production', 'orderNo'],
    ] as const) {
      const answer = await api.post(`/v1/runs/${process}`, { body: { company: '1000', plant: '-', [number]: '1' } });
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/plant' }] } });
    }
  });
});

describe('a mailbox', () => {
  it('is found by its plant as the landscape writes it, for what goes to all runs of a plant', async () => {
    const id = 'production-to-inventory/200/300/9000001';
    await api.send(
      '/mes/P100',
      cloudEvent('/mes/P100', 'OperationConfirmed', confirmation('9000001', { confirmationId: 'C-9000001' }), {
        plant: '0300',
      }),
    );
    await until(
      () => received(id),
      (seen) => seen.length === 1,
    );
    const { searchAttributes } = await client.workflow.getHandle(id).describe();
    expect(searchAttributes).toMatchObject({ Company: ['0200'], Plant: ['0300'] });
  });
});

describe('a run that spans plants', () => {
  it('is seen from each plant of its company, and from no other', async () => {
    await start('200010');
    const id = order('200010');
    for (const path of [`/v1/runs/${id}`, `/v1/runs/${id}/cancel-plan`])
      for (const [as, status] of [
        ['planner-P200', 200],
        ['planner-both', 200],
        ['viewer', 200],
        ['planner-0300', 404],
      ] as const)
        expect([path, as, (await api.get(path, { as })).status]).toEqual([path, as, status]);
  });

  it('is in the lists of those who see it, beside the deliveries of their own plants', async () => {
    await start('200011');
    await start('200011', 'admin', '200');
    for (const plant of ['P100', 'P200'])
      await api.post('/v1/runs/outbound-delivery', { body: { company: '1000', plant, deliveryNo: '200011' } });
    const list = async (as: string) => keysIn((await api.get('/v1/runs?q=200011&sort=key', { as })).body).sort();
    expect(await list('planner-P200')).toEqual(['- 200011', 'P200 200011']);
    expect(await list('planner-both')).toEqual(['- 200011', 'P100 200011', 'P200 200011']);
    const { body } = await api.get('/v1/runs?q=200011', { as: 'planner-0300' });
    expect((body['runs'] as { runId: string }[]).map(({ runId }) => runId)).toEqual([order('200011', '200')]);
    expect(keysIn((await api.get('/v1/runs?plant=-&q=200011', { as: 'planner-P200' })).body)).toEqual(['- 200011']);
  });

  it('shows its messages and its audit to its company alone', async () => {
    const headers = { 'idempotency-key': 'of-200012' };
    await api.post('/v1/runs/ship-to-cash', { headers, body: { company: '1000', salesOrderNo: '200012' } });
    const messages = async (as: string) => (await api.get(`/v1/messages?target=${order('200012')}`, { as })).body;
    expect((await messages('planner-0300'))['messages']).toEqual([]);
    const [seen] = (await messages('planner-P200'))['messages'] as { seq: number }[];
    expect((await api.get(`/v1/messages/${seen?.seq}`, { as: 'planner-P200' })).status).toBe(200);
    expect((await api.get(`/v1/messages/${seen?.seq}`, { as: 'planner-0300' })).status).toBe(404);
    const audit = async (as: string) => (await api.get(`/v1/audit?subject=${order('200012')}`, { as })).body['entries'];
    expect(await audit('supervisor-P200')).toHaveLength(1);
    expect(await audit('supervisor-0300')).toEqual([]);
  });

  it('is started and changed only by those who answer for all of its plants', async () => {
    expect((await start('200013', 'trigger-P200')).status).toBe(404);
    await expect(client.workflow.getHandle(order('200013')).describe()).rejects.toThrow();
    expect((await start('200013', 'planner-both')).status).toBe(202);
    const hold = (as: string) =>
      api.post(`/v1/runs/${order('200013')}/actions`, { as, body: { action: 'hold', reasonCode: 'X', text: '' } });
    const refused = await hold('planner-P200');
    expect(refused).toMatchObject({ status: 403, body: { code: 'ACTION_NOT_PERMITTED' } });
    expect(refused.body.detail).toContain('all plants of company 1000');
    expect((await hold('planner-0300')).status).toBe(404);
    expect((await hold('planner-both')).status).toBe(202);
  });
});

describe('the numbers of a shipment', () => {
  it('find the order and the delivery', async () => {
    const remember = (process: string, plant: string, key: string, facts: Fact[]) => {
      const parts = { process, company: '1000', plant, key };
      const runId = Object.values(parts).join('/');
      const view = initialView(parts, 'X', at);
      return api.store.facts.record({ runId, checkpoint: 1, view, facts }).then(() => runId);
    };
    const delivery = 'outbound-delivery/1000/P100/80000020';
    const salesOrder = await remember('ship-to-cash', '-', '200020', [
      { type: 'related', at, runId: delivery, what: 'delivery' },
    ]);
    const billed = { system: 'SAP', type: 'BILLING_DOCUMENT' as const, number: '0090000020' };
    await remember('outbound-delivery', 'P100', '80000020', [
      { type: 'related', at, runId: salesOrder, what: 'sales order' },
      { type: 'freight', at, freight: { state: 'PLANNED', loadId: 'L-20' } },
      { type: 'step', at, step: 'bill', documents: [billed], attempts: 1 },
    ]);
    const found = async (q: string) => keysIn((await api.get(`/v1/runs?sort=key&q=${q}`)).body);
    for (const q of ['0000200020', '0080000020']) expect(await found(q)).toEqual(['- 200020', 'P100 80000020']);
    for (const q of ['l-20', '90000020']) expect(await found(q)).toEqual(['P100 80000020']);
    expect((await api.get(`/v1/runs/${delivery}`)).body).toMatchObject({
      documents: [billed],
      related: [{ runId: salesOrder, what: 'sales order' }],
    });
    const related = async (as: string) => (await api.get(`/v1/runs/${salesOrder}`, { as })).body['related'];
    expect(await related('planner')).toEqual([{ runId: delivery, what: 'delivery' }]);
    expect(await related('planner-P200')).toEqual([]);
  });
});
