import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testTemporal } from '../setup/temporal.js';
import { type Call, cloudEvent, signed, startTestApi } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client);
const start = '/v1/runs/order-to-production';
const run = '/v1/runs/order-to-production/1000/P100/1';
const order = { company: '1000', plant: 'P100', orderNo: '1' };
const action = { action: 'hold', reasonCode: 'X', text: '' };
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

type Case = [fear: string, path: string, call: Call, status: number, pointer?: string];

const posts: Case[] = [
  ['no body', start, {}, 415],
  ['an empty body', start, { raw: '' }, 400],
  ['half a body', start, { raw: '{"company":' }, 400],
  ['bytes that are not UTF-8', start, { raw: new Uint8Array([123, 34, 0xff, 34, 125]) }, 400],
  ['a list', start, { raw: '[]' }, 422, ''],
  ['null', start, { raw: 'null' }, 422, ''],
  ['a text', start, { raw: '"1"' }, 422, ''],
  ['another content type', start, { body: order, headers: { 'content-type': 'text/plain' } }, 415],
  ['a compressed body', start, { raw: gzipSync(JSON.stringify(order)), headers: { 'content-encoding': 'gzip' } }, 415],
  ['a body of 300 KiB', start, { raw: `{"orderNo":"${'1'.repeat(300 * 1024)}"}` }, 413],
  ['40 levels', start, { raw: `{"orderNo":${nested(40, '[', ']')}}` }, 400],
  ['100,000 levels', start, { raw: nested(100_000, '[', ']') }, 400],
  ['unclosed levels', start, { raw: '['.repeat(100_000) }, 400],
  ['30,000 values', start, { raw: JSON.stringify(Array.from({ length: 30_000 }, () => 1)) }, 400],
  ['__proto__', start, { raw: '{"company":"1000","__proto__":{"admin":true}}' }, 400, '/__proto__'],
  ['constructor, further down', start, { raw: '{"orderNo":{"constructor":{}}}' }, 400, '/orderNo/constructor'],
  ['an unknown field', start, { body: { ...order, workflowId: 'x' } }, 422, '/workflowId'],
  ['a missing field', start, { body: { company: '1000', plant: 'P100' } }, 422, '/orderNo'],
  ['a number for a text', start, { body: { ...order, orderNo: 1 } }, 422, '/orderNo'],
  ['NUL in an id', start, { body: { ...order, orderNo: '1\0' } }, 422, '/orderNo'],
  ['a newline in an id', start, { body: { ...order, orderNo: '1\n' } }, 422, '/orderNo'],
  ['a path in an id', start, { body: { ...order, orderNo: '../2' } }, 422, '/orderNo'],
  ['full-width digits', start, { body: { ...order, orderNo: '１２' } }, 422, '/orderNo'],
  ['a query in an id', start, { body: { ...order, plant: "P100' OR 1=1" } }, 422, '/plant'],
  ['an id of 41 characters', start, { body: { ...order, orderNo: '1'.repeat(41) } }, 422, '/orderNo'],
  ['a plant that is not there', start, { body: { ...order, plant: 'P900' } }, 422, '/plant'],
  ['a plant of another company', start, { body: { ...order, company: '2000' } }, 422, '/company'],
  ['a key with a newline', start, { body: { ...order, messageId: 'a\nb' } }, 422, '/messageId'],
  [
    'a key of 200 characters',
    start,
    { body: order, headers: { 'idempotency-key': 'k'.repeat(200) } },
    422,
    '/header/idempotency-key',
  ],
  ['an unknown query', `${start}?force=true`, { body: order }, 422, '/query/force'],
  ['a broken escape', '/v1/runs/%E0%A4%A', { body: order }, 400],
  ['NUL in the path', '/v1/runs/order-to-production/1000/P100/1%00/actions', { body: action }, 422, '/path/key'],
  ['a prototype as process', '/v1/runs/__proto__', { body: order }, 404],
  ['a prototype as process of a run', '/v1/runs/constructor/1000/P100/1/actions', { body: action }, 404],
  ['an unknown action', `${run}/actions`, { body: { ...action, action: 'destroy' } }, 422, '/action'],
  ['a control character in a text', `${run}/actions`, { body: { ...action, text: 'a\u001b[2J' } }, 422, '/text'],
  [
    'an actor of one’s own',
    `${run}/actions`,
    { body: { ...action, actor: { name: 'x', roles: ['admin'] } } },
    422,
    '/actor',
  ],
  ['a revision of a half', `${run}/actions`, { body: { ...action, expectedRevision: 1.5 } }, 422, '/expectedRevision'],
  ['an unknown payload', `${run}/actions`, { body: { ...action, payload: { sql: '' } } }, 422, '/payload/sql'],
  ['a cancel without a plan', `${run}/actions`, { body: { ...action, action: 'cancel' } }, 422, '/expectedRevision'],
  ['a replay of everything', '/v1/messages/replay', { body: { filter: {} } }, 422, '/filter'],
  ['a replay of nothing', '/v1/messages/replay', { body: {} }, 422, ''],
  ['a hold without a reason', '/v1/systems/SAP/hold', { body: {} }, 422, '/reasonCode'],
  [
    'a release at no rate',
    '/v1/systems/SAP/release',
    { body: { reasonCode: 'X', text: '', ratePerSecond: 0 } },
    422,
    '/ratePerSecond',
  ],
  ['events that are not JSON', '/v1/events', { as: '', raw: '{', headers: signed('{') }, 400],
  ['an empty batch of events', '/v1/events', { as: '', raw: '[]', headers: signed('[]') }, 422, ''],
];

const gets: Case[] = [
  ['a page of none', '/v1/runs?limit=0', {}, 422, '/query/limit'],
  ['a page of a million', '/v1/runs?limit=1000000', {}, 422, '/query/limit'],
  ['a page of a word', '/v1/runs?limit=x', {}, 422, '/query/limit'],
  ['a cursor of one’s own', '/v1/runs?cursor=x', {}, 422, '/query/cursor'],
  ['another list’s cursor', '/v1/messages?cursor=WzEsMl0', {}, 422, '/query/cursor'],
  ['the same query twice', '/v1/runs?plant=P100&plant=P200', {}, 422, '/query/plant'],
  ['a nested query', '/v1/runs?plant[$ne]=1', {}, 422, '/query/plant[$ne]'],
  ['an unknown sort', '/v1/runs?sort=state;drop', {}, 422, '/query/sort'],
  ['a wait of an hour', `${run}/actions/a?wait=3600`, {}, 422, '/query/wait'],
  ['a message without a number', '/v1/messages/x', {}, 422, '/path/seq'],
  ['a message of the future', '/v1/messages/999999', {}, 404],
  ['an address that is not there', '/v1/nothing', {}, 404],
  ['a run with a path in it', '/v1/runs/order-to-production/1000/P100/..%2f1', {}, 422, '/path/key'],
];

describe('hostile input', () => {
  const expectRefused = async (
    answer: Promise<Awaited<ReturnType<typeof api.get>>>,
    status: number,
    pointer?: string,
  ) => {
    const { body, headers, ...rest } = await answer;
    expect({ ...rest, body }).toMatchObject({ status, body: { status } });
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ type: `/docs/problems#${body.code}`, title: expect.any(String), retryable: false });
    if (pointer !== undefined) expect(body.errors?.map((one) => one.pointer)).toContain(pointer);
    expect(JSON.stringify(body)).not.toMatch(/\.ts|\.js|node_modules/);
  };

  it.each(posts)('is refused: %s', async (_fear, path, call, status, pointer) => {
    await expectRefused(api.post(path, call), status, pointer);
  });

  it.each(gets)('is refused in a query: %s', async (_fear, path, call, status, pointer) => {
    await expectRefused(api.get(path, call), status, pointer);
  });

  it('has started nothing, and left nothing in the store', async () => {
    const { count } = await temporal.client.workflow.count();
    expect(count).toBe(0);
    expect((await api.store.messages.list({ limit: 9 })).messages).toEqual([]);
    expect((await api.store.audit.list({ limit: 9 })).entries).toEqual([]);
  });

  it('leaves no mark on objects', async () => {
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('may not be larger with events than with anything else', async () => {
    const event = cloudEvent('/mes/P100', 'OrderStarted', { orderNo: '1', filler: 'x'.repeat(257 * 1024) });
    expect((await api.send('/mes/P100', event)).status).toBe(413);
  });

  it('does not end the process: a socket that sends half a request', async () => {
    const { port } = new URL(api.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /v1/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await api.get('/healthz', { as: '' })).status).toBe(200);
  });
});
