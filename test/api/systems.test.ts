import { describe, expect, it } from 'vitest';
import { testTemporal } from '../setup/temporal.js';
import { absentTemporal, startTestApi, until } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client);

interface Shown {
  id: string;
  held: boolean;
  ratePerSecond: number | null;
  plants: string[];
  pollers: number;
}

const shown = async (as: string, id: string) => {
  const { body } = await api.get('/v1/systems', { as });
  return (body['systems'] as Shown[]).find((one) => one.id === id);
};
const why = { reasonCode: 'ERP_DOWN', text: 'month-end close' };

describe('a system', () => {
  it('is held and released for all to see, with who and why', async () => {
    expect(await shown('viewer', 'SAP')).toMatchObject({
      held: false,
      ratePerSecond: null,
      plants: ['P100', 'P200'],
      pollers: 0,
      backlog: 0,
    });
    const held = await api.post('/v1/systems/SAP/hold', { as: 'operator', body: why });
    expect(held).toMatchObject({
      status: 200,
      body: { held: true, ratePerSecond: 0, reason: 'ERP_DOWN: month-end close', by: 'operator' },
    });
    expect(await shown('viewer', 'SAP')).toMatchObject({ held: true });
    expect(await shown('viewer', 'MES-P100')).toMatchObject({ held: false });

    const ramped = await api.post('/v1/systems/SAP/release', { as: 'operator', body: { ...why, ratePerSecond: 5 } });
    expect(ramped.body).toMatchObject({ held: false, ratePerSecond: 5 });
    const released = await api.post('/v1/systems/SAP/release', { as: 'operator', body: why });
    expect(released.body).toMatchObject({ held: false, ratePerSecond: null });
    expect(released.body).not.toHaveProperty('reason');

    const { entries } = await api.store.audit.list({ subject: 'system/SAP', limit: 9 });
    expect(entries.map(({ what, outcome, actor }) => `${what} ${outcome} ${actor}`).toReversed()).toEqual([
      'system.hold attempted operator',
      'system.hold done operator',
      'system.release attempted operator',
      'system.release done operator',
      'system.release attempted operator',
      'system.release done operator',
    ]);
  });

  it('that serves other plants too is not held by one who answers for a single plant', async () => {
    expect((await api.post('/v1/systems/SAP/hold', { as: 'supervisor-P200', body: why })).body).toMatchObject({
      status: 403,
      code: 'ROLE_MISSING',
    });
    expect((await api.post('/v1/systems/MES-P100/hold', { as: 'supervisor-P200', body: why })).status).toBe(404);
    expect((await api.post('/v1/systems/nothing/hold', { body: why })).status).toBe(404);
    expect((await api.post('/v1/systems/MES-P200/hold', { as: 'supervisor-P200', body: why })).status).toBe(200);
    expect(await shown('planner-P200', 'MES-P100')).toBeUndefined();
    expect(await shown('planner-P200', 'SAP')).toBeDefined();
  });

  it('says that a hold’s outcome is unknown while Temporal is away', async () => {
    const away = await startTestApi(absentTemporal(), { store: api.store });
    expect((await away.post('/v1/systems/WMS-RDC1/hold', { body: why })).body).toMatchObject({
      status: 503,
      code: 'OUTCOME_UNKNOWN',
    });
    expect((await away.get('/v1/systems')).body).toMatchObject({ status: 503, code: 'ENGINE_UNREACHABLE' });
    const { entries } = await api.store.audit.list({ subject: 'system/WMS-RDC1', limit: 9 });
    expect(entries.map(({ outcome }) => outcome)).toEqual(['unknown', 'attempted']);
  });

  it('shows what waits for it', async () => {
    const { workflowService } = temporal.client;
    const { namespace } = temporal;
    await workflowService.startActivityExecution({
      namespace,
      activityId: 'waits',
      requestId: 'waits',
      activityType: { name: 'mes.readOrder' },
      taskQueue: { name: 'system.MES-P100' },
      startToCloseTimeout: { seconds: 60 as never },
    });
    const seen = await until(
      () => shown('viewer', 'MES-P100'),
      (one) => (one as unknown as { backlog: number }).backlog > 0,
    );
    expect(seen).toMatchObject({ backlog: 1, pollers: 0 });
  });
});
