import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { at, deliveryIn, issuedDelivery, shippingPlant } from './sales-harness.js';

describe('the practice SAP’s sales', () => {
  it('tells of orders and deliveries by their keys', async () => {
    const { plant, salesOrderNo } = await shippingPlant();
    plant.releaseSalesOrder(salesOrderNo);
    plant.changeSalesOrder(salesOrderNo, { quantity: '90' });
    plant.requestSalesOrderCancel(salesOrderNo);
    const deliveryNo = plant.createDelivery(salesOrderNo);
    expect(
      plant.events.events.map(({ type, subject, data }) => [type.split('.').slice(-2).join('.'), subject, data]),
    ).toEqual([
      ['Created.v1', salesOrderNo, { SalesOrder: salesOrderNo }],
      ['Changed.v1', salesOrderNo, { SalesOrder: salesOrderNo }],
      ['CancellationRequested.v1', salesOrderNo, { SalesOrder: salesOrderNo }],
      ['Created.v1', deliveryNo, { OutboundDelivery: deliveryNo, ShippingPoint: 'P100' }],
    ]);
    expect(plant.ledger().salesOrders[0]?.lines[0]).toMatchObject({ quantity: '90', confirmed: '90' });
  });

  it('refuses what its states do not allow', async () => {
    const { plant, salesOrderNo } = await shippingPlant();
    const deliveryNo = issuedDelivery(plant, salesOrderNo);
    expect(() => plant.postGoodsIssue(deliveryNo)).toThrow('posted already');
    expect(() => plant.deleteDelivery(deliveryNo)).toThrow('can no longer be changed');
    expect(() => plant.pick(deliveryNo)).toThrow('can no longer be changed');
    plant.bill(deliveryNo);
    expect(() => plant.bill(deliveryNo)).toThrow('billed already');
    expect(() => plant.createDelivery(salesOrderNo, { 10: '1' })).toThrow('exceeds the open quantity');
    expect(plant.ledger()).toMatchObject({ billingDocuments: [{ net: '21000.00', tax: '1680.00' }] });
  });

  it('wants the state that a write is based on', async () => {
    const { plant, salesOrderNo } = await shippingPlant();
    const deliveryNo = plant.createDelivery(salesOrderNo);
    const { user, password } = plant.credentials;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const root = `${plant.url}/sap/opu/odata/sap/API_OUTBOUND_DELIVERY_SRV;v=0002`;
    const fetched = await request(`${root}/`, { headers: { authorization, 'x-csrf-token': 'fetch' } });
    const cookie = [fetched.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    const session = { authorization, cookie, 'x-csrf-token': String(fetched.headers['x-csrf-token']) };
    const issue = async (headers: Record<string, string>) =>
      (await request(`${root}/PostGoodsIssue?DeliveryDocument='${deliveryNo}'`, { method: 'POST', headers }))
        .statusCode;
    expect(await issue(session)).toBe(428);
    expect(await issue({ ...session, 'if-match': `W/"'0099'"` })).toBe(412);
    expect(await issue({ ...session, 'if-match': `W/"'0001'"` })).toBe(400);
    expect(deliveryIn(plant, deliveryNo)?.issued).toBe(false);
  });

  it('lets people act on it over HTTP', async () => {
    const { plant, erp } = await shippingPlant();
    const post = async (path: string, body: unknown = {}) => {
      const headers = { 'content-type': 'application/json' };
      const reply = await request(`${plant.url}/practice/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      const text = await reply.body.text();
      return { status: reply.statusCode, json: (text ? JSON.parse(text) : {}) as Record<string, string> };
    };
    const { salesOrderNo = '' } = (await post('sales-orders', { quantity: '7', customer: 'C-300' })).json;
    for (const verb of ['release', 'block-credit', 'release-credit', 'block-export', 'release-export', 'cancel'])
      expect((await post(`sales-orders/${salesOrderNo}/${verb}`)).status, verb).toBe(202);
    await post(`sales-orders/${salesOrderNo}/change`, { quantity: '6' });
    await post(`sales-orders/${salesOrderNo}/blocks`, { billing: '08' });
    const { deliveryNo = '' } = (await post(`sales-orders/${salesOrderNo}/deliveries`)).json;
    expect((await post(`deliveries/${deliveryNo}/post-less`, { quantity: '1' })).status).toBe(202);
    expect((await post('accounting', { mode: 'HELD' })).status).toBe(204);
    expect((await post('accounting/release')).status).toBe(204);
    const context = { signal: new AbortController().signal };
    expect(await erp.readSalesOrder({ salesOrderNo }, context)).toMatchObject({
      customer: 'C-300',
      billingBlock: '08',
    });
    expect((await erp.readDelivery(at(deliveryNo), context))?.lines).toMatchObject([{ quantity: { value: '6' } }]);
  });
});
