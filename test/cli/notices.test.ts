import { beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.js';
import { startStubApi } from './stub-api.js';

const api = await startStubApi();
const environment = { HEADRACE_URL: api.url, HEADRACE_KEY: 'key-of-logistics' };
const REPLAY = '/v1/notices/replays/replay-1';
const about = { replayId: 'replay-1', by: 'logistics', at: '2026-03-10T20:05:00Z', notices: 1 };

beforeEach(() => api.reset());

describe('notices', () => {
  it('are listed with what they were about, and where the list goes on', async () => {
    const message = { customer: 'C-100', purpose: 'REPLACEMENT' };
    const notice = { id: 7, at: '2026-03-10T20:05:00Z', plant: 'P100', subject: '80001', sequence: 2, message };
    api.on('GET', '/v1/notices', { body: { notices: [notice], next: 7 } });
    const { stdout, stderr } = await run(['notices', '--subject', '80001'], environment);
    expect(stdout).toMatch(/7 .*P100 +80001 +2 +REPLACEMENT +C-100/);
    expect(stderr).toContain('notices list --after 7');
    expect(api.received[0]?.path).toBe('/v1/notices?subject=80001');
  });

  it('are sent again by number or delivery, never all, under a key of their own', async () => {
    expect((await run(['notices', 'replay'], environment)).code).toBe(2);
    expect((await run(['notices', 'replay', '--plant', 'P100'], environment)).code).toBe(2);
    expect((await run(['notices', 'replay', 'all'], environment)).code).toBe(2);
    expect(api.received).toEqual([]);
    api.on('POST', '/v1/notices/replay', { status: 202, body: { replayId: 'replay-1', notices: 1, next: 9 } });
    const sent = { id: 7, subject: '80001', sequence: 2, result: 'sent' };
    api.on(
      'GET',
      REPLAY,
      { body: { ...about, state: 'RUNNING' } },
      { body: { ...about, state: 'DONE', results: [sent] } },
    );
    const { code, stdout, stderr } = await run(['notices', 'replay', '7'], environment);
    expect(code).toBe(0);
    expect(stdout).toMatch(/7 +80001 +2 +sent/);
    expect(stderr).toContain('--after 9');
    expect(api.received[0]).toMatchObject({ body: { ids: [7], reasonCode: 'REPLAY' }, key: expect.any(String) });
  });

  it('that the customer refused fail the command, and say why', async () => {
    api.on('POST', '/v1/notices/replay', { status: 202, body: { replayId: 'replay-1', notices: 1 } });
    const refused = { id: 7, subject: '80001', sequence: 2, result: 'refused', code: 'B-REJECTED', text: 'gone (410)' };
    api.on('GET', REPLAY, { body: { ...about, state: 'DONE', results: [refused] } });
    const { code, stdout } = await run(['notices', 'replay', '--subject', '80001'], environment);
    expect(code).toBe(1);
    expect(stdout).toMatch(/refused +B-REJECTED gone \(410\)/);
  });

  it('that still wait are shown as such, with how to look again', async () => {
    api.on('GET', REPLAY, { body: { ...about, state: 'RUNNING', note: 'it does not answer' } });
    const { code, stdout, stderr } = await run(['notices', 'show', 'replay-1'], environment);
    expect(code).toBe(1);
    expect(stdout).toContain('it does not answer');
    expect(stderr).toContain('notices show replay-1');
  });
});
