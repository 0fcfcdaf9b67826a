import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connector } from '../../connectors/connector.js';
import type { Capability, Ports } from '../../contracts/ports.js';
import { hashOf } from '../../landscape/access.js';
import { companyPolicy, plantPolicy, plantsOf } from '../../landscape/landscape.js';
import { loadLandscape } from '../../landscape/load.js';
import { portOf } from '../../landscape/port-of.js';
import { LandscapeError } from '../../landscape/problems.js';

const connector = (capability: Capability): Connector => ({
  capability,
  config: z.strictObject({ url: z.url(), token: z.string().default('none') }),
  create: () => ({}) as Ports[Capability],
});
const connectors = new Map([
  ['an-erp', connector('erp')],
  ['a-mes', connector('mes')],
  ['a-wms', connector('wms')],
  ['a-tms', connector('transport')],
  ['an-edi', connector('partner')],
]);
const environment = { URL: 'http://127.0.0.1:9', PLANNER_KEY: 'a-key-of-some-length' };

const system = (name: string) => ({ connector: name, config: { url: '${URL}' } });

const good = () => ({
  name: 'test',
  systems: { SAP: system('an-erp'), 'MES-P100': system('a-mes'), 'WMS-RDC1': system('a-wms') } as Record<
    string,
    object
  >,
  plants: {
    P100: { company: '0100', zone: 'America/Chicago', systems: { erp: 'SAP', mes: 'MES-P100', wms: 'WMS-RDC1' } },
  } as Record<string, object>,
  defaults: {} as object,
  access: [
    { name: 'planner', key: '${PLANNER_KEY}', roles: ['planner'], plants: ['P100'], companies: ['0100'] },
  ] as object[],
});

const load = (file: object) => loadLandscape(file, environment, connectors);

function problemsIn(file: object, variables: NodeJS.ProcessEnv = environment): Record<string, string> {
  try {
    loadLandscape(file, variables, connectors);
  } catch (error) {
    if (!(error instanceof LandscapeError)) throw error;
    for (const { fix } of error.problems) expect(fix).not.toBe('');
    return Object.fromEntries(error.problems.map(({ path, problem }) => [path, problem]));
  }
  return {};
}

describe('a landscape', () => {
  it('completes a plant with the defaults of the domain', () => {
    const policy = plantPolicy(load(good()), 'P100');
    expect(policy).toMatchObject({
      company: '0100',
      plant: 'P100',
      systems: { erp: { id: 'SAP', queue: 'system.SAP' }, mes: { id: 'MES-P100', queue: 'system.MES-P100' } },
      calls: { scheduleToStartMs: 30_000, unkeyedMs: 60_000, absentGapMs: 120_000 },
      retry: { lock: { initialMs: 5_000, factor: 1.5, maxMs: 60_000, attempts: 20 }, outage: { maxMs: 900_000 } },
      production: { parkLimit: { lines: 20, value: '25000' }, drainEscalateAfterMs: 28_800_000, overTolerancePct: '5' },
      responseMs: { planner: 1_800_000, 'master-data': 14_400_000 },
    });
  });

  it('lets a plant override the defaults of the file, and these the defaults of the product', () => {
    const file = good();
    file.defaults = { calls: { read: '3s', keyed: '4s' }, production: { overTolerancePct: 2.5 } };
    file.plants.P100 = { ...file.plants.P100, calls: { keyed: '500ms' }, owners: { 'B-QTY-OVER': 'planner' } };
    expect(plantPolicy(load(file), 'P100')).toMatchObject({
      calls: { readMs: 3_000, keyedMs: 500, unkeyedMs: 60_000 },
      production: { overTolerancePct: '2.5', plausibilityPct: '5' },
      owners: { 'B-QTY-OVER': 'planner' },
    });
  });

  it('fills in the environment, and keeps keys only as hashes', () => {
    const landscape = load(good());
    expect(landscape.systems[0]?.config).toEqual({ url: environment.URL, token: 'none' });
    expect(landscape.access[0]?.keySha256).toBe(hashOf(environment.PLANNER_KEY));
    expect(JSON.stringify(landscape)).not.toContain(environment.PLANNER_KEY);
  });

  it('reports everything that is wrong at once, each with its place', () => {
    const file = good();
    file.systems['MES-P100'] = { connector: 'a-mess', config: {} };
    file.systems['WMS-RDC1'] = {
      connector: 'a-wms',
      config: { url: 'no address', colour: 'red' },
      events: { source: 's', secrets: ['short'] },
    };
    file.systems['OLD'] = system('a-mes');
    file.plants.P100 = {
      company: 100,
      zone: 'Chicago',
      systems: { erp: 'SAP', mes: 'MES-P1', wms: 'SAP' },
      calls: { read: 'soon' },
      clals: {},
    };
    file.plants.P200 = {
      company: '200',
      zone: 'Europe/Berlin',
      systems: { erp: 'SAPP', mes: 'SAP', wms: 'WMS-RDC1' },
      owners: { 'B-X': 'planner' },
    };
    file.access.push({ name: 'x', key: 'too short', roles: ['king'], plants: ['P300'], companies: ['*'] });
    expect(Object.keys(problemsIn(file)).sort()).toEqual(
      [
        'systems.MES-P100',
        'systems.MES-P100.connector',
        'systems.WMS-RDC1.config.url',
        'systems.WMS-RDC1.config.colour',
        'systems.WMS-RDC1.events.secrets.0',
        'systems.OLD',
        'plants.P100.company',
        'plants.P100.zone',
        'plants.P100.calls.read',
        'plants.P100.clals',
        'plants.P100.systems.mes',
        'plants.P100.systems.wms',
        'plants.P200.systems.erp',
        'plants.P200.systems.mes',
        'plants.P200.owners.B-X',
        'access.0.companies',
        'access.1.key',
        'access.1.roles.0',
      ].sort(),
    );
  });

  it('checks what refers to something else', () => {
    const file = good();
    file.plants.P200 = { company: '200', zone: 'Europe/Berlin', systems: { erp: 'SAPP', mes: 'SAP', wms: 'WMS-RDC1' } };
    file.plants['00P200'] = { company: '200', zone: 'UTC', systems: { erp: 'SAP', mes: 'MES-P100', wms: 'WMS-RDC1' } };
    file.access.push({
      name: 'planner',
      key: 'another-key-0123456789',
      roles: ['planner'],
      plants: ['P300'],
      companies: ['300'],
    });
    expect(problemsIn(file)).toEqual({
      'plants.P200.systems.erp': 'there is no system SAPP',
      'plants.P200.systems.mes': 'SAP is an ERP',
      'plants.00P200': 'the same as P200 in ids',
      'access.1.plants': 'there is no plant P300',
      'access.1.companies': 'there is no company 300',
      'access.1': 'its name or key is that of planner too',
    });
  });

  it('keeps the orders of a company in one ERP', () => {
    const file = good();
    file.systems['SAP2'] = system('an-erp');
    const at = (company: string, erp: string) => ({
      ...file.plants.P100,
      company,
      systems: { erp, mes: 'MES-P100', wms: 'WMS-RDC1' },
    });
    Object.assign(file.plants, { P200: at('100', 'SAP2'), P300: at('300', 'SAP2') });
    expect(problemsIn(file)).toEqual({
      'plants.P200.systems.erp': 'SAP2 has orders of company 100, and so has SAP at P100',
    });
  });

  it('bounds how many plants a sales order may carry', () => {
    const file = good();
    for (let one = 1; one <= 200; one += 1) file.plants[`Q${one}`] = { ...file.plants.P100 };
    expect(problemsIn(file)).toEqual({ 'plants.Q200': expect.stringContaining('company 100 has 201 plants') });
    delete file.plants['Q200'];
    const whole = plantsOf(load(file), '100');
    expect(whole).toHaveLength(200);
    // Temporal takes 2 MB, and warns from 512 KB.
    expect(Buffer.byteLength(JSON.stringify(whole))).toBeLessThan(512 * 1024);
  });

  it('has no plant by the name that stands for all of them', () => {
    const file = good();
    file.plants['-'] = { ...file.plants.P100 };
    expect(problemsIn(file)).toEqual({ 'plants.-': 'stands for all plants in ids' });
  });

  it('takes plants with and without a transport system and partners', () => {
    const file = good();
    file.systems['TMS'] = system('a-tms');
    file.systems['EDI'] = system('an-edi');
    const systems = { erp: 'SAP', mes: 'MES-P100', wms: 'WMS-RDC1', transport: 'TMS', partner: 'EDI' };
    file.plants.P200 = { company: '0100', zone: 'Europe/Berlin', systems };
    const landscape = load(file);
    expect(plantPolicy(landscape, 'P200')?.systems.transport).toEqual({ id: 'TMS', queue: 'system.TMS' });
    expect(plantPolicy(landscape, 'P100')?.systems).not.toHaveProperty('transport');
    expect(plantPolicy(landscape, 'P100')?.shipping).toMatchObject({
      tenderAnswerMs: 7_200_000,
      freightTolerancePct: '15',
    });
  });

  it('finds plants and companies as they are written in the file and in ids', () => {
    const file = good();
    file.plants['0200'] = { ...file.plants.P100 };
    const landscape = load(file);
    for (const company of ['0100', '100']) {
      expect(plantsOf(landscape, company).map(({ plant }) => plant)).toEqual(['P100', '0200']);
      expect(companyPolicy(landscape, company)?.plant).toBe('P100');
    }
    expect(plantPolicy(landscape, '200')?.plant).toBe('0200');
    expect(companyPolicy(landscape, '999')).toBeUndefined();
  });

  it('makes the port of a system by its connector, and of no other', () => {
    const [sap] = load(good()).systems;
    if (!sap) throw new Error('no system');
    expect(portOf(sap, connectors, 'erp')).toEqual({});
    expect(() => portOf(sap, connectors, 'mes')).toThrow('SAP is for erp, not for mes');
    expect(() => portOf(sap, new Map(), 'erp')).toThrow('there is no connector an-erp');
  });

  it('names a variable that is not set once, and not as a wrong value too', () => {
    expect(problemsIn(good(), { URL: environment.URL })).toEqual({
      'access.0.key': 'environment variable PLANNER_KEY is not set',
    });
    expect(Object.values(problemsIn(good(), { PLANNER_KEY: environment.PLANNER_KEY }))).toEqual(
      Array(3).fill('environment variable URL is not set'),
    );
  });

  it('goes on checking when a whole part is missing', () => {
    const { systems, plants } = good();
    const found = problemsIn({ systems, plants: { P100: { ...plants.P100, zone: 'x' } }, acess: [] });
    expect(Object.keys(found).sort()).toEqual(['acess', 'name', 'plants.P100.zone']);
  });

  it('refuses events of two systems under one source', () => {
    const file = good();
    const events = { source: '/same', secrets: [`whsec_${Buffer.alloc(32, 7).toString('base64')}`] };
    for (const id of ['MES-P100', 'WMS-RDC1']) file.systems[id] = { ...file.systems[id], events };
    expect(problemsIn(file)).toEqual({ 'systems.WMS-RDC1.events.source': 'MES-P100 sends events under /same too' });
  });

  it('says on which line the YAML is broken', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'landscape-')), 'broken.yml');
    writeFileSync(path, 'name: x\nsystems: {\nplants: [');
    expect(() => loadLandscape(path, {}, connectors)).toThrow(/line \d/);
    expect(() => loadLandscape(`${path}.not`, {}, connectors)).toThrow(LandscapeError);
  });
});
