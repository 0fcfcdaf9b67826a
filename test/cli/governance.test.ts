import { beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url };

beforeEach(() => api.reset());

const process = {
  process: 'production-to-inventory',
  title: 'Production to inventory',
  owner: 'planner',
  runbook: 'docs/behaviour.md#production-to-inventory',
  version: '1.0',
  slas: [{ name: 'verified', from: 'a report', to: 'its posting', within: '2m', share: 'p95', breach: '15m' }],
  recovery: [{ trouble: 'a report is missing', by: 'poll', how: 'it is fetched from the MES' }],
};
const { version: _, slas: __, recovery: ___, ...ungoverned } = process;
const processes = [process, { ...ungoverned, process: 'procure-to-receive' }];

describe('processes', () => {
  it('are listed with owner, version, runbook and limits', async () => {
    api.on('GET', '/v1/processes', { body: { processes } });
    const { code, stdout } = await run(['processes'], environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/production-to-inventory +planner +1\.0 +docs\S+ +verified 2m \(p95, breach 15m\)\n/);
    expect(stdout).toMatch(/procure-to-receive +planner +- /);
  });

  it('are told one by one with their rules', async () => {
    api.on('GET', '/v1/processes', { body: { processes } });
    const { stdout } = await run(['processes', 'production-to-inventory'], environment);
    expect(stdout).toContain('verified 2m (p95, breach 15m): from a report to its posting');
    expect(stdout).toContain('a report is missing: it is fetched from the MES (poll)');
    expect(stdout).not.toContain('procure-to-receive');
    const json = await run(['processes', 'production-to-inventory', '--json'], environment);
    expect(JSON.parse(json.stdout)).toEqual({ processes: [process] });
  });

  it('that do not exist are refused, with those that do', async () => {
    api.on('GET', '/v1/processes', { body: { processes } });
    const { code, stderr } = await run(['processes', 'cash-to-ship'], environment);
    expect(code).toBe(1);
    expect(stderr).toContain('production-to-inventory, procure-to-receive');
  });
});

describe('interfaces', () => {
  it('are listed by kind of system and direction', async () => {
    const { process: ____, ...about } = process;
    const way = { ...about, title: 'Orders', capability: 'erp', order: 'any', delivery: 'at-least-once', systems: [] };
    const interfaces = [
      { ...way, direction: 'in' },
      { ...way, direction: 'out' },
      { ...way, capability: 'mes', direction: 'in' },
    ];
    api.on('GET', '/v1/interfaces', { body: { interfaces } });
    const { stdout } = await run(['interfaces'], environment);
    expect(stdout.match(/^(erp|mes) (in|out) /gm)).toEqual(['erp in ', 'erp out ', 'mes in ']);
    const one = await run(['interfaces', 'mes'], environment);
    expect(one.stdout).toContain('mes in: Orders');
    expect(one.stdout).not.toContain('erp');
  });
});
