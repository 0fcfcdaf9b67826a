import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../contracts/events.js';
import { operations } from '../../contracts/ports.js';
import { absentTemporal, startTestApi } from './harness.js';

const api = await startTestApi(absentTemporal());

const interfaces = z.object({
  interfaces: z.array(
    z.looseObject({
      capability: z.string(),
      direction: z.enum(['in', 'out']),
      order: z.string(),
      events: z.array(z.object({ type: z.string(), order: z.string(), process: z.string() })).optional(),
      operations: z.record(z.string(), z.string()).optional(),
      systems: z.array(z.object({ id: z.string(), plants: z.array(z.string()) })),
    }),
  ),
});

const interfacesSeenBy = async (as: string) =>
  interfaces.parse((await api.get('/v1/interfaces', { as })).body).interfaces;

describe('the processes', () => {
  it('say who answers for them, how soon things are to happen, and what brings them back', async () => {
    const { body } = await api.get('/v1/processes', { as: 'viewer' });
    const { processes } = z
      .object({ processes: z.array(z.looseObject({ process: z.string(), owner: z.string(), runbook: z.string() })) })
      .parse(body);
    const found = (process: string) => processes.find((one) => one.process === process);
    expect(found('production-to-inventory')).toMatchObject({
      owner: 'planner',
      runbook: 'docs/behaviour.md#production-to-inventory',
      version: expect.stringMatching(/^\d+\.\d+$/),
      slas: [{ name: 'verified', within: '2m', share: 'p95', breach: '15m' }],
    });
    const limits = (process: string) =>
      (found(process)?.slas as { name: string; within: string }[]).map(({ name, within }) => `${name} ${within}`);
    expect(limits('order-to-production')).toEqual(['acknowledged 5m', 'started 5m', 'closed 1d']);
    expect(limits('outbound-delivery')).toEqual([
      'goods issue 15m',
      'ship notice 30m',
      'freight accrual 1h',
      'invoice 1d',
    ]);
    expect(limits('ship-to-cash')).toEqual(['billed 1d']);
    for (const process of ['order-to-production', 'production-to-inventory', 'ship-to-cash', 'outbound-delivery'])
      expect(found(process)?.recovery).not.toEqual([]);
  });
});

describe('the interfaces', () => {
  it('name every event once, by who sends it, and every operation by who is called', async () => {
    const all = await interfacesSeenBy('viewer');
    const events = all.flatMap((one) => one.events ?? []);
    expect(events.map(({ type }) => type).sort()).toEqual(Object.keys(routes).sort());
    const called = all.flatMap((one) => (one.operations ? [[one.capability, one.operations]] : []));
    expect(Object.fromEntries(called)).toEqual(operations);
  });

  it('say what is strictly in order', async () => {
    const strict = (await interfacesSeenBy('viewer')).flatMap(({ events = [] }) =>
      events.filter(({ order }) => order === 'strict').map(({ type }) => type),
    );
    expect(strict).toEqual(['OperationConfirmed', 'ConfirmationReversed']);
  });

  it('show a plant the systems that serve it, and no others', async () => {
    const systemsSeenBy = async (as: string, capability: string) =>
      (await interfacesSeenBy(as)).find((one) => one.capability === capability)?.systems;
    expect(await systemsSeenBy('admin', 'mes')).toEqual([
      { id: 'MES-P100', plants: ['P100'] },
      { id: 'MES-P200', plants: ['P200'] },
    ]);
    expect(await systemsSeenBy('planner-P200', 'mes')).toEqual([{ id: 'MES-P200', plants: ['P200'] }]);
    expect(await systemsSeenBy('planner-P200', 'erp')).toEqual([{ id: 'SAP', plants: ['P200'] }]);
    expect(await systemsSeenBy('admin', 'supplier')).toEqual([]);
  });
});
