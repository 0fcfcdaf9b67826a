import { describe, expect, it } from 'vitest';
import { initialView } from '../../contracts/start.js';
import { testTemporal } from '../setup/temporal.js';
import { absentTemporal, startTestApi, startTestWorker, until } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client);
await startTestWorker(temporal);

const start = async (orderNo: string, plant = 'P100') => {
  const { body } = await api.post('/v1/runs/order-to-production', { body: { company: '1000', plant, orderNo } });
  return body.runId;
};
const act = (id: string, body: Record<string, unknown>, more: { as?: string; key?: string } = {}) =>
  api.post(`/v1/runs/${id}/actions`, {
    as: more.as ?? 'supervisor',
    body: { action: 'hold', reasonCode: 'TEST', text: 'stop', ...body },
    ...(more.key && { headers: { 'idempotency-key': more.key } }),
  });
const outcomes = async (id: string, what: string) =>
  (await api.store.audit.list({ subject: id, limit: 99 })).entries
    .filter((one) => one.what === what)
    .map(({ outcome }) => outcome);

describe('an action', () => {
  it('is answered at once, and its outcome is under it when the run has tried', async () => {
    const id = await start('1');
    const answer = await act(id, {}, { key: 'hold-1' });
    expect(answer).toMatchObject({ status: 202, body: { actionId: 'hold-1', revision: 7 } });
    const address = answer.headers.get('location') ?? '';
    expect(address).toBe(`/v1/runs/${id}/actions/hold-1`);
    expect((await api.get(address)).body).toEqual({ actionId: 'hold-1', state: 'accepted' });
    const waiting = api.get(`${address}?wait=20`);
    const at = new Date().toISOString();
    const view = initialView(
      { process: 'order-to-production', company: '1000', plant: 'P100', key: '1' },
      'RECEIVED',
      at,
    );
    const fact = {
      type: 'action' as const,
      at,
      actionId: 'hold-1',
      action: 'hold',
      actor: 'supervisor',
      outcome: 'done' as const,
      text: 'held',
    };
    await api.store.facts.record({ runId: id, checkpoint: 1, view, facts: [fact] });
    expect((await waiting).body).toEqual({ actionId: 'hold-1', state: 'done', text: 'held', at });
    expect(await outcomes(id, 'action.hold')).toEqual(['done', 'attempted']);
  });

  it('is taken once under its key, and another content under the key is refused', async () => {
    const id = await start('2');
    expect((await act(id, {}, { key: 'k' })).status).toBe(202);
    expect((await act(id, {}, { key: 'k' })).status).toBe(202);
    expect((await act(id, { text: 'other' }, { key: 'k' })).body).toMatchObject({ code: 'KEY_REUSED', status: 409 });
    expect((await act(id, {}, { key: 'k', as: 'planner' })).body).toMatchObject({ code: 'KEY_REUSED', status: 409 });
    expect((await act(await start('2b'), { text: 'other' }, { key: 'k' })).status).toBe(202);
  });

  it.each([
    ['ACTION_NOT_ALLOWED', 409],
    ['ACTION_NOT_PERMITTED', 403],
    ['EXCEPTION_NOT_FOUND', 404],
    ['PAYLOAD_INVALID', 422],
  ])('that the run refuses as %s is told with what is allowed, and audited as refused', async (code, status) => {
    const id = await start(`3-${code.replaceAll('_', '-')}`);
    const answer = await act(id, { text: `refuse ${code}` });
    expect(answer).toMatchObject({ status, body: { code, allowed: ['hold', 'retry'], revision: 7, retryable: false } });
    expect(await outcomes(id, 'action.hold')).toEqual(['refused', 'attempted']);
  });

  it('may be asked again under its key after it was refused', async () => {
    const id = await start('4');
    for (let asked = 0; asked < 2; asked += 1) {
      expect((await act(id, { expectedRevision: 6 }, { key: 'stale' })).body).toMatchObject({
        code: 'STALE_REVISION',
        status: 409,
      });
    }
    expect((await api.get(`/v1/runs/${id}/actions/stale`)).status).toBe(404);
  });

  it('needs a role that may take it, before the run is asked', async () => {
    const id = await start('5');
    expect((await act(id, { action: 'skip' }, { as: 'planner' })).body).toMatchObject({
      code: 'ACTION_NOT_PERMITTED',
      status: 403,
    });
    expect((await act(id, {}, { as: 'viewer' })).body).toMatchObject({ code: 'ROLE_MISSING', status: 403 });
    expect(await outcomes(id, 'action.skip')).toEqual([]);
  });

  it('on a closed run, or on none, is refused', async () => {
    const id = await start('6');
    expect((await act(id, { text: 'close' })).status).toBe(202);
    await temporal.client.workflow.getHandle(id).result();
    expect((await act(id, {})).body).toMatchObject({ code: 'RUN_CLOSED', status: 409 });
    expect((await act('order-to-production/1000/P100/404', {})).body).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect((await api.get('/v1/runs/order-to-production/1000/P100/404/actions/x')).status).toBe(404);
  });

  it('whose outcome is unknown says so, and is audited so', async () => {
    const away = await startTestApi(absentTemporal(), { store: api.store });
    const id = 'order-to-production/1000/P100/7';
    const body = { action: 'hold', reasonCode: 'TEST', text: '' };
    const answer = await away.post(`/v1/runs/${id}/actions`, { body, headers: { 'idempotency-key': 'away' } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'OUTCOME_UNKNOWN', retryable: true } });
    expect(await outcomes(id, 'action.hold')).toEqual(['unknown', 'attempted']);
    expect((await away.get(`/v1/runs/${id}/actions/away`)).status).toBe(503);
  });
});

describe('a cancel', () => {
  it('is planned: what is undone newest first, what is kept, what a person will be asked', async () => {
    const id = await start('10');
    const at = new Date().toISOString();
    const view = initialView(
      { process: 'order-to-production', company: '1000', plant: 'P100', key: '10' },
      'ACKNOWLEDGED',
      at,
    );
    const step = (name: string) => ({ type: 'step' as const, at, step: name, documents: [], attempts: 1 });
    await api.store.facts.record({
      runId: id,
      checkpoint: 1,
      view,
      facts: [step('dispatch'), step('mark dispatched')],
    });
    const { body } = await until(
      () => api.get(`/v1/runs/${id}/cancel-plan`),
      (seen) => (seen.body['undone'] as unknown[]).length > 0,
    );
    expect(body).toEqual({
      runId: id,
      revision: 7,
      state: 'RECEIVED',
      allowed: true,
      undone: [
        { step: 'dispatch', title: 'take the order back from the MES', class: 'U' },
        {
          step: 'stage components',
          title: 'cancel the staging request',
          class: 'U',
          physical: 'what was picked is brought back',
        },
      ],
      kept: [
        {
          step: 'mark dispatched',
          title: 'tell the ERP that the MES has it',
          why: 'the ERP keeps the note that the MES had released the order',
        },
      ],
      decision: expect.objectContaining({ when: 'if execution has started by then' }),
    });
  });

  it('names the plan’s revision, and is refused when the run has moved on', async () => {
    const id = await start('11');
    expect((await act(id, { action: 'cancel', expectedRevision: 6 })).body).toMatchObject({
      code: 'STALE_REVISION',
      revision: 7,
    });
    expect((await act(id, { action: 'cancel', expectedRevision: 7 })).status).toBe(202);
  });
});

describe('without a worker', () => {
  it('an action’s outcome is unknown, and the same key is taken once when a worker comes', async () => {
    const id = await start('20', 'P200');
    const idle = await testTemporal();
    const other = await startTestApi(idle.client);
    const { body: started } = await other.post('/v1/runs/order-to-production', {
      body: { company: '1000', plant: 'P200', orderNo: '20' },
    });
    expect(started.runId).toBe(id);
    const call = { body: { action: 'hold', reasonCode: 'TEST', text: '' }, headers: { 'idempotency-key': 'patient' } };
    expect((await other.post(`/v1/runs/${id}/actions`, call)).body).toMatchObject({
      status: 503,
      code: 'OUTCOME_UNKNOWN',
    });
    await startTestWorker(idle);
    const taken = await until(
      () => other.post(`/v1/runs/${id}/actions`, call),
      ({ status }) => status !== 503,
    );
    expect(taken).toMatchObject({ status: 202, body: { actionId: 'patient' } });
  });
});
