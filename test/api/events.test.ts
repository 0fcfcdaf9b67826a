import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import { confirmation } from '../setup/floor.js';
import { TEST_SECRET } from '../setup/landscape.js';
import { absentTemporal, type Answer, cloudEvent, plants, signed, startTestApi } from './harness.js';

const secondSecret = `whsec_${Buffer.from('the one that comes after').toString('base64')}`;
const landscape = await plants();
for (const system of landscape.systems) if (system.id === 'MES-P100') system.events?.secrets.push(secondSecret);

// With Temporal away throughout: what is taken is on disk, whatever else happens.
const api = await startTestApi(absentTemporal(), { landscape });
const raw = (text: string, headers = signed(text)) => api.post('/v1/events', { as: '', raw: text, headers });
const stored = async (status?: 'pending' | 'quarantined' | 'ignored' | 'conflict') =>
  (await api.store.messages.list({ limit: 500, ...(status && { status }) })).messages;
const last = async () => (await stored())[0];
const started = (orderNo: string, more = {}) => cloudEvent('/mes/P100', 'OrderStarted', { orderNo }, more);
const counts = (answer: Answer) => [
  answer.status,
  answer.body['received'],
  answer.body['duplicates'],
  answer.body['conflicts'],
  answer.body['quarantined'],
  answer.body['ignored'],
];

describe('events', () => {
  it('are on disk with their run when they are answered, while Temporal is away', async () => {
    const event = started('000001000200');
    expect(counts(await api.send('/mes/P100', event))).toEqual([202, 1, 0, 0, 0, 0]);
    expect(await last()).toMatchObject({
      status: 'pending',
      source: '/mes/P100',
      messageId: event.id,
      type: 'OrderStarted',
      company: '1000',
      plant: 'P100',
      target: 'order-to-production/1000/P100/1000200',
      offset: 1,
      raw: JSON.stringify(event),
    });
  });

  it('sent again are counted, and under an id of other content are told as conflict', async () => {
    const event = started('201');
    await api.send('/mes/P100', event);
    const later = { ...event, time: '2028-03-10T13:00:00Z' };
    expect(counts(await api.send('/mes/P100', later))).toEqual([202, 0, 1, 0, 0, 0]);
    const other = { ...event, data: { orderNo: '202' } };
    expect(counts(await api.send('/mes/P100', [other, event]))).toEqual([202, 0, 1, 1, 0, 0]);
    expect((await stored('conflict'))[0]).toMatchObject({ reason: expect.stringContaining('C-DUP-CONFLICT') });
  });

  it('of a batch keep their order and their digits', async () => {
    const texts = [
      '{"specversion":"1.0","id":"b-1","source":"/mes/P100","type":"OrderStarted","data":{"orderNo":"210", "x":"],[{\\""}}',
      '{"specversion":"1.0","id":"b-2","source":"/mes/P100","type":"Unheard","data":{"n":9007199254740993.10}}',
    ];
    expect(counts(await raw(`[ ${texts.join(' , ')} ]`))).toEqual([202, 2, 0, 0, 0, 1]);
    const [second, first] = await stored();
    expect([first?.raw, second?.raw]).toEqual(texts);
    expect(second).toMatchObject({ status: 'ignored', type: 'Unheard' });
  });

  it('with one bad among them are taken all the same; the bad one is quarantined with a pointer', async () => {
    const report = confirmation('220', { scrap: { value: '-4', uom: 'EA' } });
    const bad = cloudEvent('/mes/P100', 'OperationConfirmed', report);
    expect(counts(await api.send('/mes/P100', [bad, started('220')]))).toEqual([202, 2, 0, 0, 1, 0]);
    const message = (await stored('quarantined'))[0];
    expect(message).toMatchObject({
      messageId: bad.id,
      reason: expect.stringMatching(/^C-SCHEMA \/data\/scrap\/value must be a decimal/),
    });
    expect(message).not.toHaveProperty('target');
  });

  it.each([
    ['an unknown word', { data: { ...confirmation('1', {}), kind: 'MOSTLY' } }, /^C-ENUM-UNKNOWN \/data\/kind/],
    ['data of another shape', { data: 'none' }, /^C-SCHEMA \/data/],
    ['no number', { data: { ...confirmation('1', {}), orderNo: '../1' } }, /^C-SCHEMA \/data\/orderNo/],
    [
      'a plant that the sender does not serve',
      { data: confirmation('1', {}), plant: 'P200' },
      /^C-MAPPING \/plant MES-P100 does not serve plant P200/,
    ],
    ['an impossible time', { data: confirmation('1', {}), time: 'yesterday' }, /^C-SCHEMA \/time/],
    ['another version of CloudEvents', { data: confirmation('1', {}), specversion: '0.3' }, /^C-SCHEMA \/specversion/],
    ['binary data', { data_base64: 'AA==' }, /^C-SCHEMA \/data_base64/],
  ])('of a trusted sender with %s are quarantined', async (_, change, reason) => {
    const event = { ...cloudEvent('/mes/P100', 'OperationConfirmed', undefined), ...change };
    expect(counts(await api.send('/mes/P100', event))).toEqual([202, 1, 0, 0, 1, 0]);
    expect((await last())?.reason).toMatch(reason);
  });

  it('without an id are kept under the id of their sending', async () => {
    const { id: _, ...event } = started('230');
    const text = JSON.stringify(event);
    const headers = signed(text);
    expect(counts(await raw(text, headers))).toEqual([202, 1, 0, 0, 1, 0]);
    expect(await last()).toMatchObject({ status: 'quarantined', messageId: `${headers['webhook-id']}#0` });
  });

  it('of a system with several plants need to name theirs', async () => {
    const type = 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1';
    await api.send('/sap/S4H', cloudEvent('/sap/S4H', type, { ManufacturingOrder: '000001000240' }));
    expect(await last()).toMatchObject({
      status: 'quarantined',
      plant: '-',
      reason: expect.stringContaining('serves several plants'),
    });
    await api.send(
      '/sap/S4H',
      cloudEvent('/sap/S4H', type, { ManufacturingOrder: '000001000240', ProductionPlant: 'P200' }),
    );
    expect(await last()).toMatchObject({ status: 'pending', target: 'order-to-production/1000/P200/1000240' });
  });
});

describe('a signature', () => {
  const text = JSON.stringify(started('300'));
  const without = (name: string) => Object.fromEntries(Object.entries(signed(text)).filter(([key]) => key !== name));
  const minutes = (count: number) => new Date(Date.now() + count * 60_000);

  it.each([
    ['is missing', without('webhook-signature')],
    ['has no id', without('webhook-id')],
    ['has no time', without('webhook-timestamp')],
    ['is of another secret', signed(text, `whsec_${Buffer.from('forged').toString('base64')}`)],
    ['is six minutes old', signed(text, TEST_SECRET, minutes(-6))],
    ['is of the future', signed(text, TEST_SECRET, minutes(6))],
    ['is of another time', { ...signed(text), 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 30) }],
    ['is of another body', signed(`${text} `)],
    ['is of the body encoded anew', signed(JSON.stringify(JSON.parse(text), null, 1))],
    ['is of another version', { ...signed(text), 'webhook-signature': 'v2,AAAA' }],
    ['is no signature', { ...signed(text), 'webhook-signature': 'x' }],
  ])('that %s is refused, and nothing is stored', async (_, headers) => {
    const before = (await stored()).length;
    expect(await raw(text, { 'content-type': 'application/json', ...headers })).toMatchObject({
      status: 401,
      body: { code: 'UNAUTHENTICATED' },
    });
    expect(await stored()).toHaveLength(before);
  });

  it.each([
    ['an unknown source', '/mes/P900'],
    ['no source', undefined],
    ['a source that is no text', { a: 1 }],
  ])('is refused for %s', async (_, source) => {
    const forged = JSON.stringify({ ...started('301'), source });
    expect((await raw(forged)).status).toBe(401);
  });

  it('of one system does not cover another’s events in the same batch', async () => {
    const batch = [started('302'), cloudEvent('/mes/P200', 'OrderStarted', { orderNo: '302' })];
    expect((await api.send('/mes/P100', batch)).status).toBe(401);
    expect((await api.send('/mes/P100', started('303'), secondSecret)).status).toBe(202);
    expect(
      (await api.send('/mes/P200', cloudEvent('/mes/P200', 'OrderStarted', { orderNo: '303' }), secondSecret)).status,
    ).toBe(401);
  });

  it('by either secret is taken while they are changed, also when both are sent', async () => {
    const both = signed(text);
    const other = new Webhook(secondSecret).sign(
      both['webhook-id'] ?? '',
      new Date(Number(both['webhook-timestamp']) * 1_000),
      text,
    );
    const headers = { ...both, 'webhook-signature': `v1,AAAA ${other}` };
    expect((await raw(text, headers)).status).toBe(202);
  });
});

describe('a quarantined message', () => {
  it('goes on to its run when it is replayed after the mapping was mended', async () => {
    const event = cloudEvent('/mes/P100', 'OperationConfirmed', { ...confirmation('400', {}), kind: 'TEILMENGE' });
    await api.send('/mes/P100', event);
    const seq = (await last())?.seq ?? 0;
    const replay = (as: string, target = api) =>
      target.post('/v1/messages/replay', { as, body: { seqs: [seq], reasonCode: 'MENDED', text: 'map TEILMENGE' } });
    expect((await replay('operator')).body).toMatchObject({
      results: [{ seq, result: 'quarantined', reason: expect.stringContaining('C-ENUM-UNKNOWN') }],
    });

    const mended = structuredClone({ ...landscape, access: landscape.access });
    for (const { id, config } of mended.systems)
      if (id === 'MES-P100') (config as { valueMap: { kind: object } }).valueMap.kind = { TEILMENGE: 'PARTIAL' };
    const after = await startTestApi(absentTemporal(), {
      landscape: mended,
      store: api.store,
      connectors: await discoverConnectors(),
    });
    expect((await replay('viewer', after)).status).toBe(403);
    expect((await replay('operator', after)).body).toMatchObject({
      results: [{ seq, result: 'requeued' }],
      more: false,
    });
    expect(await api.store.messages.get(seq)).toMatchObject({
      status: 'pending',
      target: 'production-to-inventory/1000/P100/400',
      messageId: event.id,
    });
    expect((await replay('operator', after)).body).toMatchObject({
      results: [{ seq, result: 'refused', reason: 'it is pending' }],
    });
    const { entries } = await api.store.audit.list({ subject: `message/${seq}`, limit: 9 });
    expect(entries.map(({ outcome, reasonCode }) => `${outcome} ${reasonCode}`)).toEqual([
      'done MENDED',
      'refused MENDED',
    ]);
  });

  it('is replayed by a filter too, if the filter says something', async () => {
    const { body } = await api.post('/v1/messages/replay', {
      as: 'operator',
      body: { filter: { status: 'quarantined', source: '/mes/P100' } },
    });
    const results = body['results'] as { result: string }[];
    expect(results.length).toBe((await stored('quarantined')).filter(({ source }) => source === '/mes/P100').length);
    expect(new Set(results.map(({ result }) => result))).toEqual(new Set(['quarantined']));
  });

  it('of another plant is neither seen nor replayed', async () => {
    await api.send('/mes/P100', cloudEvent('/mes/P100', 'OrderStarted', {}));
    const seq = (await last())?.seq ?? 0;
    expect((await api.get(`/v1/messages/${seq}`, { as: 'planner-P200' })).status).toBe(404);
    const list = await api.get('/v1/messages', { as: 'planner-P200' });
    expect(new Set((list.body['messages'] as { plant: string }[]).map(({ plant }) => plant))).toEqual(
      new Set(['P200']),
    );
    expect((await api.post('/v1/messages/replay', { as: 'planner-P200', body: { seqs: [seq] } })).status).toBe(403);
  });

  it('shows its raw payload to those who mend it alone', async () => {
    const seq = (await last())?.seq ?? 0;
    expect((await api.get(`/v1/messages/${seq}`, { as: 'operator' })).body['raw']).toBe((await last())?.raw);
    for (const as of ['planner', 'supervisor', 'master-data']) {
      const { status, body } = await api.get(`/v1/messages/${seq}`, { as });
      expect([status, body['raw'], body['event']]).toEqual([200, undefined, undefined]);
    }
    expect((await api.get('/v1/messages?status=quarantined&limit=1')).body['messages']).toEqual([
      expect.not.objectContaining({ raw: expect.anything() }),
    ]);
  });
});
