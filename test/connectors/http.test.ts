import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpClient, type HttpReply } from '../../connectors/http.js';
import { retryAfter, statusTrouble } from '../../connectors/http-trouble.js';
import type { ConnectorError, Trouble } from '../../contracts/errors.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function clientOf(listener: RequestListener, replyMs = 2000): Promise<HttpClient> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return new HttpClient({ system: 'SAP', baseUrl: `http://127.0.0.1:${port}/base/`, connectMs: 1000, replyMs });
}

const signal = new AbortController().signal;
const write = { method: 'POST', path: '/documents', body: { quantity: '1.000' }, write: true, signal } as const;
const read = { method: 'GET', path: '/documents?id=1', write: false, signal } as const;

const troubleOf = (call: Promise<unknown>): Promise<Trouble> =>
  call.then(
    () => expect.fail('the call succeeded'),
    (error: ConnectorError) => error.trouble,
  );

describe('the HTTP client of the connectors', () => {
  it('sends and reads JSON below the base URL', async () => {
    const client = await clientOf((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'], 'x-note': 'yes' });
        response.end(JSON.stringify({ url: request.url, got: JSON.parse(text) }));
      });
    });
    const reply = await client.call(write);
    expect(reply).toMatchObject({ status: 201, cookies: ['a=1', 'b=2'], headers: { 'x-note': 'yes' } });
    expect(reply.json).toEqual({ url: '/base/documents', got: { quantity: '1.000' } });
  });

  it('proves that nothing was posted when nobody listens or the name is unknown', async () => {
    for (const baseUrl of ['http://127.0.0.1:1', 'http://no-such-host.invalid']) {
      const client = new HttpClient({ system: 'SAP', baseUrl, connectMs: 1000, replyMs: 1000 });
      expect(await troubleOf(client.call(write))).toMatchObject({ code: 'T-UNAVAILABLE', applied: 'no' });
    }
  });

  it('ends what comes drop by drop in time, also when it has called often and memory is collected', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const client = await clientOf((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      if (request.url?.endsWith('fast')) return void response.end('{}');
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    }, 300);
    // Only code that has run often is made so quick that it holds nothing longer than it must.
    const fast = { ...read, path: '/fast' };
    for (let round = 0; round < 150; round += 1) await Promise.all(Array.from({ length: 60 }, () => client.call(fast)));
    const collecting = setInterval(collect, 15);
    try {
      for (const call of [read, write])
        expect(await troubleOf(client.call(call))).toMatchObject({ applied: call.write ? 'maybe' : 'no' });
    } finally {
      clearInterval(collecting);
    }
  }, 30_000);

  it('is in doubt about a write whose connection breaks, and sends it once only', async () => {
    let requests = 0;
    const client = await clientOf((request) => {
      requests += 1;
      request.socket.destroy();
    });
    expect(await troubleOf(client.call(write))).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(requests).toBe(1);
    expect(await troubleOf(client.call(read))).toMatchObject({ code: 'T-UNAVAILABLE', applied: 'no' });
    expect(requests).toBe(2);
  });

  it('is in doubt about a write that is not answered in time', async () => {
    const client = await clientOf(() => {}, 50);
    expect(await troubleOf(client.call(write))).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(await troubleOf(client.call(read))).toMatchObject({ code: 'T-UNAVAILABLE', applied: 'no' });
  });

  it('is in doubt about a write whose answer breaks off', async () => {
    const broken = await clientOf((request, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"d":', () => request.socket.destroy());
    });
    expect(await troubleOf(broken.call(write))).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
  });

  it('does not begin a write that nobody waits for any more, and does not cut one under way', async () => {
    let requests = 0;
    const abort = new AbortController();
    const client = await clientOf((_, response) => {
      requests += 1;
      abort.abort();
      setImmediate(() => response.end('{}'));
    });
    expect(await client.call({ ...write, signal: abort.signal })).toMatchObject({ status: 200 });
    expect(await troubleOf(client.call({ ...write, signal: abort.signal }))).toMatchObject({ applied: 'no' });
    expect(requests).toBe(1);
  });

  it('does not take a proxy’s page for a success', async () => {
    const client = await clientOf((_, response) => response.end('<html>502 Bad Gateway</html>'));
    expect(await troubleOf(client.call(write))).toMatchObject({
      code: 'U-IN-DOUBT',
      applied: 'maybe',
      upstream: { status: 200, text: '<html>502 Bad Gateway</html>' },
    });
    expect(await troubleOf(client.call(read))).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
  });

  it('stops reading a reply that is too large', async () => {
    const client = await clientOf((_, response) => response.end(`"${'x'.repeat(3 * 1024 * 1024)}"`));
    expect(await troubleOf(client.call(read))).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
    expect(await troubleOf(client.call(write))).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
  });

  it('follows no redirect', async () => {
    let requests = 0;
    const client = await clientOf((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/login' }).end();
    });
    expect(await client.call(read)).toMatchObject({ status: 302 });
    expect(requests).toBe(1);
  });
});

describe('what a status means', () => {
  const reply = (status: number, headers: Record<string, string> = {}): HttpReply => ({
    status,
    headers,
    cookies: [],
    text: 'said',
    json: undefined,
  });

  it.each([
    [401, {}, 'T-AUTH', 'no'],
    [403, {}, 'P-AUTHZ', 'no'],
    [404, {}, 'P-ENDPOINT', 'no'],
    [409, {}, 'B-REJECTED', 'no'],
    [423, {}, 'T-LOCK', 'no'],
    [429, {}, 'T-RATE', 'no'],
    [503, { 'retry-after': '7' }, 'T-UNAVAILABLE', 'no'],
    [503, {}, 'U-IN-DOUBT', 'maybe'],
    [500, {}, 'U-IN-DOUBT', 'maybe'],
    [502, { 'retry-after': '7' }, 'U-IN-DOUBT', 'maybe'],
    [302, {}, 'U-IN-DOUBT', 'maybe'],
  ])('of a write: %i %o is %s, applied %s', (status, headers, code, applied) => {
    expect(statusTrouble({ system: 'SAP', write: true }, reply(status, headers))).toMatchObject({
      code,
      applied,
      upstream: { status, text: 'said' },
    });
  });

  it.each([
    [500, 'T-UNAVAILABLE'],
    [503, 'T-UNAVAILABLE'],
    [302, 'C-BAD-REPLY'],
  ])('of a read: %i is %s and never a doubt', (status, code) => {
    expect(statusTrouble({ system: 'SAP', write: false }, reply(status))).toMatchObject({ code, applied: 'no' });
  });

  it('reads Retry-After in seconds and as a date, within a bound', () => {
    const now = Date.parse('2026-03-09T14:00:00Z');
    const after = (value: string): number | undefined => retryAfter(reply(429, { 'retry-after': value }), now);
    expect(after('7')).toBe(7000);
    expect(after('Mon, 09 Mar 2026 14:00:30 GMT')).toBe(30_000);
    expect(after('Mon, 09 Mar 2026 13:00:00 GMT')).toBe(0);
    expect(after('999999')).toBe(3_600_000);
    expect(after('soon')).toBeUndefined();
  });
});
