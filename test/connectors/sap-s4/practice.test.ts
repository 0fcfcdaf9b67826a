import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { SapPlant } from '../../../connectors/sap-s4/practice/index.js';
import { seededPlant, stockOf } from './harness.js';

const CONFIRMATION = 'API_PROD_ORDER_CONFIRMATION_2_SRV/ProdnOrdConf2';
const ORDER_SERVICE = 'API_PRODUCTION_ORDER_2_SRV';

/** Calls the practice S/4HANA as somebody with curl would. */
async function call(
  plant: SapPlant,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const { user, password } = plant.credentials;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const url = `${plant.url}/sap/opu/odata/sap/`;
  const fetched = await request(`${url}${ORDER_SERVICE}/`, { headers: { authorization, 'x-csrf-token': 'Fetch' } });
  await fetched.body.dump();
  const cookie = [fetched.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0])
    .join('; ');
  const token = { 'x-csrf-token': String(fetched.headers['x-csrf-token']), cookie };
  const reply = await request(url + path, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...(method === 'POST' && token), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await reply.body.text();
  return {
    status: reply.statusCode,
    headers: reply.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : undefined,
  };
}

const minimal = {
  OrderID: '1000123',
  OrderOperation: '0010',
  ConfirmationUnit: 'EA',
  ConfirmationYieldQuantity: '100',
  ConfirmationScrapQuantity: '4',
};

describe('the practice S/4HANA', () => {
  it('works out movements of its own for a confirmation that brings none', async () => {
    const { plant } = await seededPlant({ 'RM-20': '150' });
    expect(await call(plant, 'POST', CONFIRMATION, minimal)).toMatchObject({ status: 201 });
    expect(stockOf(plant, 'RM-10')).toEqual(['4896']);
    expect(stockOf(plant, 'FG-1000')).toEqual(['100']);
    expect(plant.ledger().failedMovements).toEqual([expect.objectContaining({ item: 'RM-20', quantity: '208' })]);
    expect(stockOf(plant, 'RM-20')).toEqual(['150']);
  });

  it('refuses a write without its session’s token, and one without its cookie', async () => {
    const { plant } = await seededPlant();
    for (const wrong of [{ 'x-csrf-token': '' }, { 'x-csrf-token': 'made-up' }, { cookie: '' }]) {
      expect(await call(plant, 'POST', CONFIRMATION, minimal, wrong)).toMatchObject({
        status: 403,
        headers: { 'x-csrf-token': 'Required' },
      });
    }
    expect(await call(plant, 'GET', CONFIRMATION, undefined, { authorization: 'Basic eDp5' })).toMatchObject({
      status: 401,
    });
    expect(plant.ledger().confirmations).toEqual([]);
  });

  it('refuses what its metadata does not have, or has shorter', async () => {
    const { plant } = await seededPlant();
    for (const wrong of [
      { ManufacturingOrder: '1000123' },
      { ConfirmationText: 'x'.repeat(41) },
      { ConfirmationYieldQuantity: 100 },
      { ConfirmationYieldQuantity: '1.2345' },
      { PostingDate: '2026-03-10' },
      { ExternalSystemConfirmation: 'C-1' },
    ]) {
      const reply = await call(plant, 'POST', CONFIRMATION, { ...minimal, ...wrong });
      expect(reply, JSON.stringify(wrong)).toMatchObject({
        status: 400,
        json: { error: { code: '/IWBEP/CM_MGW_RT/176' } },
      });
    }
    for (const query of [
      '$filter=Order eq 1',
      "$filter=NoSuch eq 'x'",
      '$select=NoSuch',
      '$expand=to_NoSuch',
      "$filter=(OrderID eq 'x'",
    ]) {
      expect(await call(plant, 'GET', `${ORDER_SERVICE}/A_ProductionOrder_2?${encodeURI(query)}`), query).toMatchObject(
        { status: 400 },
      );
    }
  });

  it('sets a status only on the order as it is now', async () => {
    const { plant } = await seededPlant();
    const path = `${ORDER_SERVICE}/TechlyCmpltOrder?ManufacturingOrder='1000123'`;
    expect(await call(plant, 'POST', path)).toMatchObject({ status: 428 });
    expect(await call(plant, 'POST', path, undefined, { 'if-match': `W/"'20200101000000'"` })).toMatchObject({
      status: 412,
    });
    expect(plant.ledger().orders[0]).toMatchObject({ technicallyCompleted: false });
    const order = await call(plant, 'GET', `${ORDER_SERVICE}/A_ProductionOrder_2('1000123')`);
    const etag = order.json.d.__metadata.etag as string;
    expect(await call(plant, 'POST', path, undefined, { 'if-match': etag })).toMatchObject({
      status: 200,
      json: { d: { TechlyCmpltOrder: { SystemMessageType: 'S' } } },
    });
  });

  it('names the service that it does not have, and the order that it does not know', async () => {
    const { plant } = await seededPlant();
    expect(await call(plant, 'GET', 'API_NO_SUCH_SRV/A_Thing')).toMatchObject({
      status: 403,
      json: { error: { code: '/IWFND/MED/170' } },
    });
    expect(await call(plant, 'GET', `${ORDER_SERVICE}/A_ProductionOrder_2('9')`)).toMatchObject({ status: 404 });
    expect(await call(plant, 'POST', CONFIRMATION, { ...minimal, OrderID: '9' })).toMatchObject({ status: 404 });
  });

  it('lets people act on it over HTTP', async () => {
    const { plant } = await seededPlant();
    const post = async (path: string, body: unknown = {}) => {
      const reply = await request(`${plant.url}/practice/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await reply.body.dump();
      return reply.statusCode;
    };
    expect(await post('stock', { item: 'RM-20', quantity: '5', location: '0001' })).toBe(201);
    expect(await post('orders/1000123/release')).toBe(202);
    expect(await post('orders/1000123/cancel')).toBe(202);
    expect(await post('orders/9/release')).toBe(404);
    expect(await post('cogi', { items: ['RM-20'] })).toBe(204);
    expect(plant.events.events.map(({ type }) => type.split('.').at(-2))).toEqual(['Released', 'DeletionFlagSet']);
    expect(stockOf(plant, 'RM-20')).toEqual(['10000', '5']);
  });
});
