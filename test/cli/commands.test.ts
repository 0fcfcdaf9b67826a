import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.js';
import { RUN } from './runs.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url, HEADRACE_KEY: 'key-of-an-operator' };
/** Nobody listens there. */
const nowhere = { HEADRACE_URL: 'http://127.0.0.1:1' };
const demoFile = fileURLToPath(new URL('../../landscape/demo.yml', import.meta.url));

beforeEach(() => api.reset());

describe('every command', () => {
  it('documents its exit codes', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Exit codes:\n +0 +done\n +1 +failed or refused\n +2 +wrong usage\n +3 /);
  });

  it.each([
    ['nonsense'],
    ['act', RUN, 'decide'],
    ['act', RUN, 'explode', '--reason', 'X'],
    ['runs', '--colour'],
    ['demo', '--json'],
  ])('says 2 for wrong usage, and asks nothing: %s %s %s', async (...args) => {
    const { code, stdout, stderr } = await run(args, environment);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toContain('    at ');
    expect(api.received).toEqual([]);
  });

  it('says 3 when the API cannot be reached, and what to do', async () => {
    const { code, stdout, stderr } = await run(['runs', 'list'], nowhere);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('http://127.0.0.1:1 cannot be reached');
    expect(stderr).toContain('headrace doctor');
  });

  it('says 3 when Temporal behind the API cannot', async () => {
    const body = { status: 503, code: 'ENGINE_UNREACHABLE', detail: 'Temporal does not answer', retryable: true };
    api.on('GET', '/v1/systems', { status: 503, body });
    expect((await run(['systems'], environment)).code).toBe(3);
  });

  it('takes its options before the environment, and names the key when it does not fit', async () => {
    api.on('GET', '/v1/runs', {
      status: 401,
      body: { status: 401, code: 'UNAUTHENTICATED', detail: 'Send a valid key.' },
    });
    const { code, stderr } = await run(['--url', api.url, 'runs', '--key', 'another-key'], nowhere);
    expect(code).toBe(1);
    expect(api.received[0]?.authorization).toBe('Bearer another-key');
    expect(stderr).toContain('HEADRACE_KEY');
  });
});

describe('start', () => {
  it('names the run, and tells a run that was there from a new one', async () => {
    const reply = { runId: RUN, state: 'RECEIVED', duplicate: false };
    api.on(
      'POST',
      '/v1/runs/order-to-production',
      { status: 202, body: reply },
      { body: { ...reply, state: 'CLOSED', duplicate: true } },
    );
    const args = ['start', 'order-to-production', '1000/P200/0002000202', '--message-id', 'call-1'];
    expect((await run(args, environment)).stdout).toBe(`${RUN} is started\n`);
    expect((await run(args, environment)).stdout).toBe(`${RUN} was there already, CLOSED\n`);
    expect(api.received[1]).toMatchObject({
      key: 'call-1',
      body: { company: '1000', plant: 'P200', orderNo: '0002000202' },
    });
  });

  it.each([
    ['ship-to-cash', '1000/0000200045', { company: '1000', salesOrderNo: '0000200045' }],
    ['ship-to-cash', '1000/-/200045', { company: '1000', salesOrderNo: '200045' }],
    ['outbound-delivery', '1000/P100/0080001234', { company: '1000', plant: 'P100', deliveryNo: '0080001234' }],
  ])('asks for a run of %s as the API wants it: %s', async (process, order, body) => {
    api.on('POST', `/v1/runs/${process}`, { status: 202, body: { runId: 'r', state: 'OPEN', duplicate: false } });
    expect((await run(['start', process, order], environment)).code).toBe(0);
    expect(api.received[0]?.body).toEqual(body);
  });

  it.each([
    ['order-to-production', '2000202', 'headrace start order-to-production 1000/P100/1000123'],
    ['ship-to-cash', '200045', 'headrace start ship-to-cash 1000/200045'],
    ['ship-to-cash', '1000/P100/200045', 'headrace start ship-to-cash 1000/200045'],
    ['outbound-delivery', '1000/80001234', 'headrace start outbound-delivery 1000/P100/80001234'],
  ])('is wrong usage with %s %s, and shows how it is typed', async (process, order, example) => {
    const { code, stderr } = await run(['start', process, order], environment);
    expect(code).toBe(2);
    expect(stderr).toContain(example);
    expect(api.received).toEqual([]);
  });
});

describe('messages', () => {
  it('shows why a message was not taken', async () => {
    const message = {
      seq: 7,
      source: '/mes/P200',
      type: 'OperationConfirmed',
      plant: 'P200',
      receivedAt: '2026-03-10T12:00:00Z',
      count: 2,
    };
    api.on('GET', '/v1/messages', {
      body: { messages: [{ ...message, status: 'quarantined', reason: 'C-SCHEMA /data/yield must be …' }] },
    });
    const { stdout } = await run(['messages', '--status', 'quarantined'], environment);
    expect(stdout).toMatch(/7 .*quarantined .*OperationConfirmed ×2 .*C-SCHEMA/);
    expect(api.received[0]?.path).toBe('/v1/messages?status=quarantined');
  });

  it('replays by number or by filter, never all, and fails when one was not taken', async () => {
    const reply = { results: [{ seq: 7, result: 'quarantined', reason: 'C-SCHEMA' }], more: false };
    api.on('POST', '/v1/messages/replay', { body: reply });
    expect((await run(['messages', 'replay'], environment)).code).toBe(2);
    expect((await run(['messages', 'replay', '7', '--status', 'dead'], environment)).code).toBe(2);
    expect((await run(['messages', 'replay', 'all'], environment)).code).toBe(2);
    expect(api.received).toEqual([]);
    const { code, stdout } = await run(['messages', 'replay', '7'], environment);
    expect(code).toBe(1);
    expect(stdout).toMatch(/7 +quarantined +C-SCHEMA/);
    expect(api.received[0]?.body).toEqual({ seqs: [7], reasonCode: 'REPLAY' });
  });
});

describe('systems', () => {
  it('holds with a reason, and shows what waits', async () => {
    const system = {
      id: 'SAP',
      capability: 'erp',
      plants: ['P100', 'P200'],
      ratePerSecond: 0,
      backlog: 3,
      backlogAgeMs: 42_000,
      pollers: 1,
    };
    api.on('POST', '/v1/systems/SAP/hold', {
      body: { ...system, held: true, reason: 'MAINTENANCE: patch', by: 'operator' },
    });
    expect((await run(['systems', 'hold', 'SAP'], environment)).code).toBe(2);
    const { stdout, stderr } = await run(
      ['systems', 'hold', 'SAP', '--reason', 'MAINTENANCE', '--text', 'patch'],
      environment,
    );
    expect(stdout).toMatch(/SAP +erp +P100 P200 +HELD +1 +3, oldest 42 s +MAINTENANCE: patch/);
    expect(stderr).toContain('headrace systems release SAP');
    expect(api.received[0]?.body).toEqual({ reasonCode: 'MAINTENANCE', text: 'patch' });
  });
});

describe('key', () => {
  it('makes another key each time, with its SHA-256', async () => {
    const made = [await run(['key', '--json']), await run(['key', '--json'])].map(({ stdout }) => JSON.parse(stdout));
    expect(made[0].key).not.toBe(made[1].key);
    expect(made[0].keySha256).toBe(createHash('sha256').update(made[0].key).digest('hex'));
  });
});

describe('doctor', () => {
  it('has a fix for each thing that is wrong, and fails', async () => {
    const wrong = { HEADRACE_LANDSCAPE: demoFile, TEMPORAL_CLI_PATH: '/nowhere/temporal', HEADRACE_URL: api.url };
    const { code, stdout } = await run(['doctor'], wrong);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ok +Node/m);
    expect(stdout).toMatch(/^WRONG +Landscape[^→]*SAP_URL[^→]*→/m);
    expect(stdout).toMatch(/^WRONG +API +something else listens[^→]*→ .*HEADRACE_PORT/ms);
  });

  it('is content with a machine that has all it needs', async () => {
    api.on('GET', '/readyz', { body: { store: 'ok', temporal: 'ok' } });
    const { code, stdout } = await run(['doctor', '--json'], { HEADRACE_URL: api.url });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ name: 'API', state: 'ok' }));
  });
});

describe('demo', () => {
  it('ends with what was tried when no Temporal server can be had', async () => {
    const { code, stdout, stderr } = await run(['demo', '--once', '--json'], {
      TEMPORAL_CLI_PATH: '/nowhere/temporal',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('TEMPORAL_CLI_PATH: ');
    expect(stderr).toContain('Shortest fix');
  });
});

describe('landscape check', () => {
  it('lists everything that is wrong, each with its fix', async () => {
    const { code, stdout } = await run(['landscape', 'check', demoFile]);
    expect(code).toBe(1);
    expect(stdout).toContain('systems.SAP.config.url: environment variable SAP_URL is not set\n  → set SAP_URL');
  });
});
