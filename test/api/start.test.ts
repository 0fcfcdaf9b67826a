import { describe, expect, it } from 'vitest';
import { testTemporal } from '../setup/temporal.js';
import { absentTemporal, cloudEvent, losingFirstAnswer, startTestApi, startTestWorker, until } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client);
const start = (body: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  api.post('/v1/runs/order-to-production', {
    as: 'trigger',
    body: { company: '1000', plant: 'P100', ...body },
    ...more,
  });
const auditOf = async (id: string) =>
  (await api.store.audit.list({ subject: id, limit: 50 })).entries.map(({ what, outcome }) => `${what} ${outcome}`);

describe('starting a run', () => {
  it('begins one run for an order, however often and however padded its number is sent', async () => {
    const first = await start({ orderNo: '000001000123' });
    expect(first.status).toBe(202);
    expect(first.headers.get('location')).toBe('/v1/runs/order-to-production/1000/P100/1000123');
    expect(first.body).toMatchObject({
      runId: 'order-to-production/1000/P100/1000123',
      state: 'RECEIVED',
      duplicate: false,
    });
    const again = await start({ orderNo: '1000123' });
    expect(again.status).toBe(200);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toMatchObject({ runId: first.body.runId, duplicate: true });
    expect(await auditOf(first.body.runId)).toEqual(['run.duplicate done', 'run.start done']);
  });

  it('suppresses two of three releases of one order, by call and by event, and counts them', async () => {
    const headers = { 'idempotency-key': 'release-1000124' };
    await start({ orderNo: '1000124' }, { headers });
    await start({ orderNo: '1000124' }, { headers });
    const released = cloudEvent('/sap/S4H', 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1', {
      ManufacturingOrder: '1000124',
      ProductionPlant: 'P100',
    });
    expect((await api.send('/sap/S4H', released)).status).toBe(202);
    const id = 'order-to-production/1000/P100/1000124';
    await until(
      () => auditOf(id),
      (entries) => entries.length === 3,
    );
    expect(await auditOf(id)).toEqual(['run.duplicate done', 'run.duplicate done', 'run.start done']);
  });

  it('begins one run of many starts at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => start({ orderNo: '1000125' })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(11);
  });

  it('never begins a closed run again', async () => {
    const { body } = await start({ orderNo: '1000126' });
    await temporal.client.workflow.getHandle(body.runId).terminate();
    const again = await start({ orderNo: '1000126' });
    expect(again).toMatchObject({ status: 200, body: { runId: body.runId, state: 'RECEIVED', duplicate: true } });
  });

  it('tells a run of a newer version of its order, once and on disk, and none of the same or an older one', async () => {
    const { body } = await start({ orderNo: '1000127', sourceVersion: '9' });
    expect((await start({ orderNo: '1000127', sourceVersion: '9' })).body).not.toHaveProperty('changed');
    expect((await start({ orderNo: '1000127', sourceVersion: '8' })).body).not.toHaveProperty('changed');
    const newer = await start({ orderNo: '1000127', sourceVersion: '10' });
    expect(newer).toMatchObject({ status: 200, body: { runId: body.runId, changed: true, sourceVersion: '9' } });
    expect(await start({ orderNo: '1000127', sourceVersion: '10' })).toMatchObject({ body: { changed: true } });
    const changesTold = async () => {
      const { messages } = await api.store.messages.list({ target: body.runId, limit: 9 });
      return messages.filter(({ type }) => type === 'ProductionOrderChanged').map(({ status }) => status);
    };
    await until(changesTold, (statuses) => statuses[0] === 'forwarded');
    expect(await changesTold()).toHaveLength(1);
    const { events } = await temporal.client.workflow.getHandle(body.runId).fetchHistory();
    const signals = events?.filter((event) => event.workflowExecutionSignaledEventAttributes);
    expect(signals).toHaveLength(1);
  });

  it('refuses a newer version of an order whose run has ended', async () => {
    const { body } = await start({ orderNo: '1000199', sourceVersion: '9' });
    await temporal.client.workflow.getHandle(body.runId).terminate();
    const newer = await start({ orderNo: '1000199', sourceVersion: '10' });
    expect(newer).toMatchObject({ status: 409, body: { code: 'SOURCE_VERSION_NEWER', retryable: false } });
    expect(newer.body.detail).toContain('version 9');
  });

  it('leaves the starting of production-to-inventory to its events', async () => {
    const answer = await api.post('/v1/runs/production-to-inventory', {
      body: { company: '1000', plant: 'P100', orderNo: '1' },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'STARTED_BY_EVENTS' } });
    expect(
      (await api.post('/v1/runs/nothing', { body: { company: '1000', plant: 'P100', orderNo: '1' } })).status,
    ).toBe(404);
  });

  it('finds a run by its number from the moment the start is answered, before any worker', async () => {
    const { body } = await start({ orderNo: '000001000129' });
    const listed = await api.get('/v1/runs?q=1000129');
    expect(listed.body).toMatchObject({ runs: [{ runId: body.runId, state: 'RECEIVED', condition: 'RUNNING' }] });
  });

  it('tells the search attributes and the first view with the start, before any worker', async () => {
    const { body } = await start({ orderNo: '1000128' });
    const { memo, searchAttributes } = await temporal.client.workflow.getHandle(body.runId).describe();
    expect(memo?.['view']).toMatchObject({ state: 'RECEIVED', condition: 'RUNNING', key: '1000128' });
    expect(searchAttributes).toMatchObject({
      State: ['RECEIVED'],
      RunCondition: ['RUNNING'],
      Process: ['order-to-production'],
      Company: ['1000'],
      Plant: ['P100'],
    });
  });
});

describe('a key', () => {
  it('refuses another content, whether it came as a header or in the body', async () => {
    expect((await start({ orderNo: '1000130', messageId: 'm-1' })).status).toBe(202);
    expect((await start({ orderNo: '1000130', messageId: 'm-1' })).status).toBe(200);
    const reused = await start({ orderNo: '1000131' }, { headers: { 'idempotency-key': 'm-1' } });
    expect(reused).toMatchObject({ status: 409, body: { code: 'KEY_REUSED' } });
    await expect(
      temporal.client.workflow.getHandle('order-to-production/1000/P100/1000131').describe(),
    ).rejects.toThrow();
    const { messages } = await api.store.messages.list({ status: 'conflict', limit: 9 });
    expect(messages).toEqual([expect.objectContaining({ source: 'caller:trigger', messageId: 'm-1' })]);
  });

  it('of another caller is another key', async () => {
    const headers = { 'idempotency-key': 'shared' };
    expect((await start({ orderNo: '1000132' }, { headers })).status).toBe(202);
    expect((await start({ orderNo: '1000133' }, { headers, as: 'planner' })).status).toBe(202);
  });
});

describe('with Temporal away', () => {
  it('says that the outcome is unknown, and the same key succeeds later', async () => {
    const away = await startTestApi(absentTemporal(), { store: api.store });
    const call = {
      as: 'trigger',
      body: { company: '1000', plant: 'P100', orderNo: '1000134' },
      headers: { 'idempotency-key': 'later' },
    };
    const answer = await away.post('/v1/runs/order-to-production', call);
    expect(answer).toMatchObject({ status: 503, body: { code: 'OUTCOME_UNKNOWN', retryable: true } });
    expect(answer.headers.get('retry-after')).toBe('2');
    expect((await api.post('/v1/runs/order-to-production', call)).status).toBe(202);
    expect(await auditOf('order-to-production/1000/P100/1000134')).toEqual(['run.start done', 'run.start unknown']);
  });

  it('tells a run that a release has begun from one that it found, though the answer was lost', async () => {
    const lossy = await startTestApi(losingFirstAnswer(temporal.client));
    const released = cloudEvent('/sap/S4H', 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1', {
      ManufacturingOrder: '1000135',
      ProductionPlant: 'P100',
    });
    await lossy.send('/sap/S4H', released);
    const entries = () => lossy.store.audit.list({ subject: 'order-to-production/1000/P100/1000135', limit: 9 });
    const { entries: seen } = await until(entries, (found) => found.entries.length > 0);
    expect(seen.map(({ what, outcome }) => `${what} ${outcome}`)).toEqual(['run.start done']);
  });

  it('answers a caller whose first answer was lost with the run that it has begun', async () => {
    const lossy = await startTestApi(losingFirstAnswer(temporal.client));
    const order = { company: '1000', plant: 'P100', orderNo: '1000136', messageId: 'lost' };
    const ask = () => lossy.post('/v1/runs/order-to-production', { body: order });
    expect((await ask()).body).toMatchObject({ status: 503, code: 'OUTCOME_UNKNOWN' });
    expect(await ask()).toMatchObject({ status: 200, body: { runId: 'order-to-production/1000/P100/1000136' } });
  });
});

describe('a store that is younger than the run', () => {
  it('is not told by a repeated start that a run under way has only begun', async () => {
    const order = { company: '1000', plant: 'P100', orderNo: '1000137', messageId: 'restored' };
    const { body } = await api.post('/v1/runs/order-to-production', { body: order });
    const stop = await startTestWorker(temporal);
    await api.post(`/v1/runs/${body.runId}/actions`, {
      body: { action: 'hold', reasonCode: 'R', text: 'state STAGING' },
    });
    const restored = await startTestApi(temporal.client);
    await restored.post('/v1/runs/order-to-production', { body: order });
    const { runs } = (await restored.get('/v1/runs?q=1000137')).body;
    expect(runs).toMatchObject([{ runId: body.runId, state: 'STAGING' }]);
    await stop();
  });
});
