import { describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { initialView } from '../../contracts/start.js';
import type { Exception, RunView } from '../../contracts/view.js';
import type { Store } from '../../store/store.js';
import { testTemporal } from '../setup/temporal.js';
import { absentTemporal, startTestApi, startTestWorker, until } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client);
const at = '2028-03-10T12:00:00.000Z';

const exception = (id: string): Exception => ({
  id,
  step: 'dispatch',
  code: 'B-MES-REJECTED',
  class: 'B',
  owner: 'planner',
  severity: 'SEV2',
  text: `trouble ${id}`,
  since: at,
  attempts: 1,
  actions: ['retry'],
});

async function remember(
  store: Store,
  plant: string,
  key: string,
  change: Partial<RunView> = {},
  facts: Fact[] = [],
): Promise<string> {
  const parts = { process: 'order-to-production', company: '1000', plant, key };
  const runId = Object.values(parts).join('/');
  await store.facts.record({ runId, checkpoint: 1, view: { ...initialView(parts, 'RECEIVED', at), ...change }, facts });
  return runId;
}

const start = async (orderNo: string, plant = 'P100') => {
  const { body } = await api.post('/v1/runs/order-to-production', { body: { company: '1000', plant, orderNo } });
  return body.runId;
};

describe('the view of a run', () => {
  it('needs no worker, and says that none is there', async () => {
    const id = await start('1');
    expect(await api.get(`/v1/runs/${id}`, { as: 'viewer' })).toMatchObject({
      status: 200,
      body: {
        runId: id,
        state: 'RECEIVED',
        temporalStatus: 'RUNNING',
        freshness: { source: 'temporal', stale: false },
        workers: { processes: 0, note: 'No worker serves the processes: nothing moves until one is started.' },
      },
    });
  });

  it('has all exceptions, documents and the timeline from what is remembered', async () => {
    const id = await start('2');
    const document = { system: 'MES-P100', type: 'MES_ORDER' as const, number: '77' };
    const facts: Fact[] = [
      { type: 'started', at, by: 'ERP' },
      { type: 'step', at, step: 'dispatch', documents: [document, document], attempts: 1 },
    ];
    await remember(api.store, 'P100', '2', { exceptions: [exception('a'), exception('b')], exceptionCount: 2 }, facts);
    const { body } = await api.get(`/v1/runs/${id}`);
    expect(body['exceptions']).toHaveLength(2);
    expect(body['documents']).toEqual([document]);
    expect(body['timeline']).toEqual(facts);
  });

  it('names the other run of a production order, once there is one', async () => {
    const id = await start('21');
    const related = async () => (await api.get(`/v1/runs/${id}`)).body['related'];
    expect(await related()).toEqual([]);
    const other = id.replace('order-to-production', 'production-to-inventory');
    const parts = { process: 'production-to-inventory', company: '1000', plant: 'P100', key: '21' };
    await api.store.facts.record({ runId: other, checkpoint: 1, view: initialView(parts, 'IDLE', at), facts: [] });
    expect(await related()).toEqual([{ runId: other, what: 'production to inventory' }]);
    const { body } = await api.get(`/v1/runs/${other}`);
    expect(body['related']).toEqual([{ runId: id, what: 'order to production' }]);
  });

  it('reads the newest of very many facts, and says that there are more', async () => {
    const fact = (number: number): Fact => {
      const document = { system: 'SAP', type: 'MATERIAL_DOCUMENT' as const, number: String(number) };
      return { type: 'step', at, step: 'post', documents: [document], attempts: 1 };
    };
    const many = (count: number) => Array.from({ length: count }, (_, index) => fact(index));
    const whole = (await api.get(`/v1/runs/${await remember(api.store, 'P100', '22', {}, many(400))}`)).body;
    expect(whole).toMatchObject({ timelineComplete: true, documentsComplete: true });
    const { body } = await api.get(`/v1/runs/${await remember(api.store, 'P100', '23', {}, many(2_100))}`);
    expect(body).toMatchObject({ timelineComplete: false, documentsComplete: false });
    expect(body['timeline']).toHaveLength(500);
    expect((body['timeline'] as Fact[]).at(-1)).toEqual(fact(2_099));
    expect(body['documents']).toHaveLength(2_000);
    expect((body['documents'] as { number: string }[])[0]?.number).toBe('100');
  });

  it('is what is remembered while Temporal is away, and is marked as stale', async () => {
    const id = await remember(api.store, 'P100', '3', { state: 'STAGING' });
    const away = await startTestApi(absentTemporal(), { store: api.store });
    const answer = await away.get(`/v1/runs/${id}`);
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'STAGING', temporalStatus: null, workers: null, freshness: { source: 'store', stale: true } },
    });
    const unknown = await away.get('/v1/runs/order-to-production/1000/P100/999');
    expect(unknown).toMatchObject({ status: 503, body: { code: 'ENGINE_UNREACHABLE' } });
  });

  it('outlives Temporal’s memory of the run', async () => {
    const id = await remember(api.store, 'P100', '4', { state: 'CLOSED', condition: 'DONE' });
    const { body } = await api.get(`/v1/runs/${id}`);
    expect(body).toMatchObject({ state: 'CLOSED', temporalStatus: null, freshness: { source: 'store', stale: false } });
  });

  it('is found under its number as people write it', async () => {
    await start('5');
    expect((await api.get('/v1/runs/order-to-production/1000/p100/0000000005')).status).toBe(200);
    expect((await api.get('/v1/runs/order-to-production/1000/P100/404')).status).toBe(404);
    expect((await api.get('/v1/runs/nothing/1000/P100/5')).status).toBe(404);
  });

  it('counts the workers that are there', async () => {
    const id = await start('6');
    const stop = await startTestWorker(temporal);
    const { body } = await until(
      () => api.get(`/v1/runs/${id}`),
      (seen) => (seen.body['workers'] as { processes: number }).processes > 0,
    );
    expect(body['workers']).not.toHaveProperty('note');
    await stop();
  });
});

describe('another plant', () => {
  it('is not seen: not its runs, not its plans, not in lists', async () => {
    const id = await start('7');
    await remember(api.store, 'P100', '7');
    await remember(api.store, 'P200', '7');
    for (const path of [`/v1/runs/${id}`, `/v1/runs/${id}/cancel-plan`, `/v1/runs/${id}/actions/x`]) {
      const [foreign, absent] = [
        await api.get(path, { as: 'planner-P200' }),
        await api.get('/v1/runs/order-to-production/1000/P200/404', { as: 'planner-P200' }),
      ];
      expect(foreign.status).toBe(404);
      expect(foreign.body).toEqual(absent.body);
    }
    const list = await api.get('/v1/runs?q=7', { as: 'planner-P200' });
    expect((list.body['runs'] as RunView[]).map(({ plant }) => plant)).toEqual(['P200']);
    expect((await api.get('/v1/runs?plant=P100', { as: 'planner-P200' })).body['runs']).toEqual([]);
  });

  it('is not acted on, and not started at', async () => {
    const id = await start('8');
    const action = { action: 'hold', reasonCode: 'X', text: '' };
    expect((await api.post(`/v1/runs/${id}/actions`, { as: 'planner-P200', body: action })).status).toBe(404);
    const order = { company: '1000', plant: 'P100', orderNo: '9' };
    expect((await api.post('/v1/runs/order-to-production', { as: 'trigger-P200', body: order })).status).toBe(404);
    await expect(temporal.client.workflow.getHandle('order-to-production/1000/P100/9').describe()).rejects.toThrow();
  });

  it('shows nothing of itself in messages and audit', async () => {
    const entry = { at, actor: 'x', what: 'action.hold', subject: 's', outcome: 'done' as const };
    for (const plant of ['P100', 'P200']) await api.store.audit.append({ ...entry, plant });
    const { body } = await api.get('/v1/audit', { as: 'supervisor-P200' });
    expect(new Set((body['entries'] as { plant: string }[]).map(({ plant }) => plant))).toEqual(new Set(['P200']));
  });
});

describe('the list of runs', () => {
  it('filters and pages', async () => {
    for (const key of ['91', '92', '93'])
      await remember(api.store, 'P100', key, { state: 'STAGING', exceptions: [exception('a')], exceptionCount: 1 });
    const filter = 'state=STAGING&owner=planner&severity=SEV2&q=9&sort=key&limit=2';
    const first = await api.get(`/v1/runs?${filter}`);
    expect((first.body['runs'] as RunView[]).map(({ key }) => key)).toEqual(['91', '92']);
    const second = await api.get(`/v1/runs?${filter}&cursor=${String(first.body['next'])}`);
    expect((second.body['runs'] as RunView[]).map(({ key }) => key)).toEqual(['93']);
    expect(second.body).not.toHaveProperty('next');
  });
});
