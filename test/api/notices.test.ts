import { beforeEach, describe, expect, it } from 'vitest';
import { startCustomer } from '../../connectors/partner-webhook/practice/index.js';
import partnerWebhook from '../../connectors/partner-webhook/index.js';
import type { Fact } from '../../contracts/facts.js';
import type { Role } from '../../contracts/roles.js';
import { noticeReplay } from '../../contracts/notice-replay.js';
import { hashOf } from '../../landscape/access.js';
import { systemById } from '../../landscape/landscape.js';
import { discoverConnectors } from '../../connectors/discover.js';
import { atEnd } from '../setup/at-end.js';
import { testKey, testLandscape } from '../setup/landscape.js';
import { testTemporal } from '../setup/temporal.js';
import { testWorkers } from '../setup/test-workers.js';
import { notice, runOf } from '../store/notices.js';
import { absentTemporal, type Answer, openTestStore, startTestApi, until } from './harness.js';

type Notice = Extract<Fact, { type: 'notice' }>;

const customer = await startCustomer();
const nowhere = 'http://127.0.0.1:1';
const urls = { sap: nowhere, mes: nowhere, wms: nowhere, mesP200: nowhere, wmsP200: nowhere, customers: customer.url };
const known = await testLandscape({ urls });
const only = (name: string, role: Role) => ({
  name,
  keySha256: hashOf(testKey(name)),
  roles: [role],
  plants: ['P200'],
  companies: ['1000'],
});
const landscape = { ...known, access: [...known.access, only('logistics-P200', 'logistics')] };
const store = await openTestStore();
const temporal = await testTemporal();
const { client, connection, namespace, bundlePath } = temporal;
const api = await startTestApi(client, { landscape, store });
const connectors = await discoverConnectors();
const queues = ['processes', 'system.CUSTOMERS'];
const workers = testWorkers({ connection, namespace, landscape, connectors, store, bundlePath, queues });
await workers.startWorkers();
atEnd(async () => {
  await workers.stopWorkers();
  await customer.stop();
  await store.close();
});

const partner = partnerWebhook.create(
  'CUSTOMERS',
  systemById(landscape, 'CUSTOMERS')?.config as Parameters<typeof partnerWebhook.create>[1],
);

/** A delivery's run has sent them, and noted it. */
async function send(...notices: Notice[]): Promise<void> {
  for (const { key, message } of notices)
    await partner.sendShipNotice.send(message, { key, signal: new AbortController().signal });
  await store.facts.record(runOf(notices[0]?.subject ?? '', notices));
}

let last = 80_000;
let delivery = '';
beforeEach(() => {
  customer.faults.clear();
  delivery = String(++last);
});

interface Replay {
  state: string;
  results: { id: number; subject: string; sequence: number; result: string; code?: string; text?: string }[];
}

const replay = (body: object, as = 'logistics', headers = {}): Promise<Answer> =>
  api.post('/v1/notices/replay', { as, body, headers });

async function ended({ body }: Answer, as = 'logistics'): Promise<Replay> {
  const look = async () => (await api.get(`/v1/notices/replays/${String(body['replayId'])}`, { as })).body;
  return (await until(look, (seen) => seen['state'] === 'DONE')) as unknown as Replay;
}

const arrivals = (deliveryNo = delivery) =>
  customer.notices(deliveryNo).map(({ sequence, arrivals: times }) => [sequence, times]);

describe('the notices that partners were sent', () => {
  it('are listed in order, word for word, page by page', async () => {
    await send(notice(delivery, 1), notice(delivery, 2));
    const first = await api.get(`/v1/notices?subject=${delivery}&limit=1`, { as: 'logistics' });
    expect(first.body['notices']).toMatchObject([
      { subject: delivery, sequence: 1, plant: 'P100', message: notice(delivery, 1).message },
    ]);
    const rest = await api.get(`/v1/notices?subject=${delivery}&after=${String(first.body['next'])}`, {
      as: 'operator',
    });
    expect(rest.body['notices']).toMatchObject([{ sequence: 2 }]);
    expect(rest.body).not.toHaveProperty('next');
  });

  it('of another plant are not shown, and not sent again', async () => {
    await send(notice(delivery, 1));
    const listed = await api.get(`/v1/notices?subject=${delivery}`, { as: 'logistics-P200' });
    expect(listed.body['notices']).toEqual([]);
    expect((await replay({ subject: delivery }, 'logistics-P200')).status).toBe(404);
    expect((await api.get('/v1/notices', { as: 'planner' })).status).toBe(403);
    expect(arrivals()).toEqual([[1, 1]]);
  });
});

describe('a replay', () => {
  it('sends the notices of a delivery again in order, and the customer has each of them once', async () => {
    await send(notice(delivery, 1), notice(delivery, 2), notice(delivery, 3));
    const begun = await replay({ subject: delivery });
    expect(begun).toMatchObject({ status: 202, body: { notices: 3 } });
    const { results } = await ended(begun);
    expect(results.map(({ sequence, result }) => [sequence, result])).toEqual([
      [1, 'sent'],
      [2, 'sent'],
      [3, 'sent'],
    ]);
    expect(arrivals()).toEqual([
      [1, 2],
      [2, 2],
      [3, 2],
    ]);
    expect(customer.ledger()).toMatchObject({ outOfOrder: 0, unsigned: 0 });
  });

  it('brings a customer who has lost everything what it should have, in order', async () => {
    // Noted as sent, and never seen there.
    await store.facts.record(runOf(delivery, [notice(delivery, 1), notice(delivery, 2)]));
    await ended(await replay({ subject: delivery }));
    expect(arrivals()).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(customer.ledger().outOfOrder).toBe(0);
  });

  it('waits for a customer who is unwell, and does not let a later notice overtake an earlier one', async () => {
    await store.facts.record(runOf(delivery, [notice(delivery, 1), notice(delivery, 2)]));
    const down = customer.faults.ask({ kind: 'status', status: 500, times: 2, body: `"subject":"${delivery}"` });
    const cut = customer.faults.ask({ kind: 'commit-then-cut', body: `"subject":"${delivery}"` });
    const { results } = await ended(await replay({ subject: delivery }));
    expect(results.map(({ result }) => result)).toEqual(['sent', 'sent']);
    expect([down.struck, cut.struck]).toEqual([2, 1]);
    expect(arrivals()).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(customer.ledger().outOfOrder).toBe(0);
  });

  it('tells which notice the customer refuses, and goes on with the others', async () => {
    await store.facts.record(runOf(delivery, [notice(delivery, 1), notice(delivery, 2)]));
    customer.faults.ask({ kind: 'status', status: 422, code: 'UNKNOWN_ORDER', body: `"subject":"${delivery}"` });
    const { results } = await ended(await replay({ subject: delivery }));
    expect(results).toMatchObject([{ result: 'refused', code: 'B-REJECTED' }, { result: 'sent' }]);
    expect(arrivals()).toEqual([[2, 1]]);
  });

  it('gives a customer up who is gone for too long, and sends nothing later over what is missing', async () => {
    await customer.standIn.stop();
    const notices = [1, 2].map((seq) => ({ seq, ...notice(delivery, seq) }));
    const [policy] = landscape.plants;
    const input = { notices, policies: { P100: policy }, tries: 3 };
    const options = { workflowId: `given-up-${delivery}`, taskQueue: 'processes', args: [input] };
    const results: unknown = await client.workflow.execute(noticeReplay.workflow, options);
    await customer.standIn.start();
    expect(results).toMatchObject([
      { result: 'given-up', code: 'T-UNAVAILABLE' },
      { result: 'given-up', code: 'T-UNAVAILABLE' },
    ]);
    expect(arrivals()).toEqual([]);
  });

  it('is one replay for one key, and another content under it is refused', async () => {
    await send(notice(delivery, 1));
    const key = { 'idempotency-key': `replay-${delivery}` };
    const first = await replay({ subject: delivery }, 'logistics', key);
    const again = await replay({ subject: delivery }, 'logistics', key);
    expect(again).toMatchObject({ status: 200, body: { replayId: first.body['replayId'], notices: 1 } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await replay({ subject: '1' }, 'logistics', key)).status).toBe(404);
    expect((await replay({ ids: [1] }, 'logistics', key)).body).toMatchObject({ status: 409, code: 'KEY_REUSED' });
    await ended(first);
    expect(arrivals()).toEqual([[1, 2]]);
  });

  it('takes notices by number, or all of a plant since an instant, and says where more are', async () => {
    const at = '2027-05-01T08:00:00.000Z';
    await send(notice(delivery, 1, { at, plant: 'P200' }), notice(delivery, 2, { at, plant: 'P200' }));
    const listed = await api.get(`/v1/notices?subject=${delivery}`, { as: 'logistics' });
    const [one, two] = (listed.body['notices'] as { id: number }[]).map(({ id }) => id) as [number, number];
    await ended(await replay({ ids: [two] }));
    expect(arrivals()).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const since = '2027-05-01T10:00:00.000+02:00';
    const own = await replay({ since, plant: 'P200', after: one }, 'logistics-P200');
    expect(own.body).toMatchObject({ notices: 1 });
    expect((await ended(own, 'logistics-P200')).results).toMatchObject([{ id: two, result: 'sent' }]);
    expect((await api.get(`/v1/notices/replays/${String(own.body['replayId'])}`, { as: 'operator' })).status).toBe(200);
  });

  it('of another plant’s notices is not told of', async () => {
    await send(notice(delivery, 1));
    const begun = await replay({ subject: delivery });
    await ended(begun);
    const path = `/v1/notices/replays/${String(begun.body['replayId'])}`;
    expect((await api.get(path, { as: 'logistics-P200' })).status).toBe(404);
    expect((await api.get('/v1/notices/replays/AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  });

  it.each([
    ['nothing', {}],
    ['only a plant', { plant: 'P100' }],
    ['a time without a plant', { since: '2026-01-01T00:00:00Z' }],
    ['two kinds of choice', { ids: [1], subject: '80001' }],
    ['no number at all', { ids: [] }],
    ['more than two hundred', { ids: Array.from({ length: 201 }, (_, index) => index + 1) }],
  ])('that names %s is refused, and nothing is sent', async (_, body) => {
    const before = customer.ledger();
    expect((await replay(body)).body).toMatchObject({ status: 422, code: 'INVALID' });
    expect(customer.ledger()).toEqual(before);
  });

  it('of a number that is not there is refused as a whole', async () => {
    await send(notice(delivery, 1));
    const { body } = await replay({ ids: [1, 999_999] });
    expect(body).toMatchObject({ status: 422, detail: expect.stringContaining('999999') });
  });

  it('is carried on by the next worker when there is none, and is written down', async () => {
    await workers.stopWorkers();
    await send(notice(delivery, 1));
    const begun = await replay({ subject: delivery, reasonCode: 'CUSTOMER_ASKED', text: 'their mail server was down' });
    const path = `/v1/notices/replays/${String(begun.body['replayId'])}`;
    expect((await api.get(path)).body).toMatchObject({ state: 'RUNNING', notices: 1, note: expect.any(String) });
    expect(arrivals()).toEqual([[1, 1]]);
    await workers.startWorkers();
    await ended(begun);
    expect(arrivals()).toEqual([[1, 2]]);
    const { entries } = await store.audit.list({
      subject: `notice-replay/${String(begun.body['replayId'])}`,
      limit: 9,
    });
    expect(entries).toMatchObject([
      { what: 'notice.replay', actor: 'logistics', outcome: 'done', reasonCode: 'CUSTOMER_ASKED', plant: 'P100' },
    ]);
  });

  it('says that its outcome is unknown while Temporal is away', async () => {
    await send(notice(delivery, 1));
    const away = await startTestApi(absentTemporal(), { landscape, store });
    const { body } = await away.post('/v1/notices/replay', { as: 'logistics', body: { subject: delivery } });
    expect(body).toMatchObject({ status: 503, code: 'OUTCOME_UNKNOWN' });
  });
});
