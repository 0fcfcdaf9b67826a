import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { context } from './harness.js';
import { announcement, buyingPlant, housings, LINE, lineIn, post, receiptFor } from './purchase-harness.js';

describe('the practice SAP’s purchasing', () => {
  it('tells of orders by their keys, and of nothing that was only received', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant({ released: false });
    plant.releasePurchaseOrder(purchaseOrderNo);
    plant.releasePurchaseOrder(purchaseOrderNo);
    plant.changePurchaseOrder(purchaseOrderNo, { quantity: '900' });
    await post(erp, receiptFor(purchaseOrderNo, '600'));
    plant.requestPurchaseOrderCancel(purchaseOrderNo);
    expect(
      plant.events.events.map(({ type, subject, data }) => [type.split('.').slice(-2).join('.'), subject, data]),
    ).toEqual(
      ['Released.v1', 'Released.v1', 'Changed.v1', 'CancellationRequested.v1'].map((what) => [
        what,
        purchaseOrderNo,
        { PurchaseOrder: purchaseOrderNo },
      ]),
    );
    expect(lineIn(plant, purchaseOrderNo)).toMatchObject({ quantity: '900', received: '600' });
  });

  it('refuses what its states do not allow', async () => {
    const { plant, purchaseOrderNo } = await buyingPlant();
    const number = plant.receivePurchase(purchaseOrderNo, '1100', { batch: 'L-801' });
    expect(() => plant.receivePurchase(purchaseOrderNo, '1')).toThrow('exceeded by 1 EA');
    plant.cancelMaterialDocument(number);
    expect(() => plant.cancelMaterialDocument(number)).toThrow('already been cancelled');
    expect(() => plant.cancelMaterialDocument('4900000002')).toThrow('itself a cancellation');
    expect(() => plant.cancelMaterialDocument('4999999999')).toThrow('does not exist');
    expect(() => plant.changePurchaseOrder(purchaseOrderNo, { lines: [{ line: '90', quantity: '1' }] })).toThrow('90');
    expect(plant.ledger().materialDocuments).toHaveLength(2);
    expect(housings(plant)).toEqual({ 'L-801 UNRESTRICTED': '0' });
  });

  it('wants the state that a write is based on, and takes nothing else of an item', async () => {
    const { plant, erp, purchaseOrderNo } = await buyingPlant();
    const made = await erp.createInboundDelivery.send(announcement(purchaseOrderNo), { ...context, key: 'key-1' });
    const { user, password } = plant.credentials;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const root = `${plant.url}/sap/opu/odata/sap`;
    const orders = `${root}/API_PURCHASEORDER_PROCESS_SRV`;
    const fetched = await request(`${orders}/`, { headers: { authorization, 'x-csrf-token': 'fetch' } });
    const cookie = [fetched.headers['set-cookie'] ?? []]
      .flat()
      .map((one) => one.split(';')[0])
      .join('; ');
    const session = { authorization, cookie, 'x-csrf-token': String(fetched.headers['x-csrf-token']) };
    const write = async (method: 'PATCH' | 'DELETE', url: string, ifMatch?: string, body?: object) => {
      const headers = {
        ...session,
        'content-type': 'application/json',
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      };
      const reply = await request(url, { method, headers, body: body ? JSON.stringify(body) : null });
      await reply.body.dump();
      return reply.statusCode;
    };
    const item = `${orders}/A_PurchaseOrderItem(PurchaseOrder='${purchaseOrderNo}',PurchaseOrderItem='10')`;
    const read = await request(`${orders}/A_PurchaseOrder('${purchaseOrderNo}')`, { headers: { authorization } });
    const { d } = (await read.body.json()) as { d: { __metadata: { etag: string } } };
    const { etag } = d.__metadata;
    expect(await write('PATCH', item, undefined, { OrderQuantity: '5' })).toBe(428);
    expect(await write('PATCH', item, 'W/"old"', { OrderQuantity: '5' })).toBe(412);
    for (const wrong of [{ OrderQuantity: 5 }, { OrderQuantity: '5.1234' }, { NetPriceAmount: '1.00' }])
      expect(await write('PATCH', item, etag, wrong), JSON.stringify(wrong)).toBe(400);
    expect(await write('PATCH', item, etag, { IsCompletelyDelivered: true, OrderQuantity: 'x' })).toBe(400);
    expect(lineIn(plant, purchaseOrderNo)).toMatchObject({ quantity: '1000', deliveryComplete: false });
    const delivery = `${root}/API_INBOUND_DELIVERY_SRV;v=0002/A_InbDeliveryHeader('${made.inboundDeliveryNo}')`;
    expect(await write('DELETE', delivery)).toBe(428);
    expect(await write('DELETE', delivery, 'W/"old"')).toBe(412);
    expect(plant.ledger().inboundDeliveries).toMatchObject([{ deleted: false }]);
  });

  it('lets people act on it over HTTP', async () => {
    const { plant, erp } = await buyingPlant();
    const call = async (path: string, body: unknown = {}) => {
      const reply = await request(`${plant.url}/practice/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await reply.body.text();
      return { status: reply.statusCode, json: (text ? JSON.parse(text) : {}) as Record<string, string> };
    };
    const added = await call('purchase-orders', { supplier: 'S-200', quantity: '70', released: false });
    const { purchaseOrderNo = '' } = added.json;
    for (const verb of ['release', 'cancel'])
      expect((await call(`purchase-orders/${purchaseOrderNo}/${verb}`)).status, verb).toBe(202);
    expect((await call(`purchase-orders/${purchaseOrderNo}/change`, { quantity: '60' })).status).toBe(202);
    expect((await call('items/RM-10/inspection', { inspected: true })).status).toBe(204);
    const receipt = await call(`purchase-orders/${purchaseOrderNo}/receive`, { quantity: '50', batch: 'L-9' });
    expect(receipt).toMatchObject({ status: 201, json: { materialDocument: '4900000001' } });
    const read = async () => erp.readPurchaseOrder({ purchaseOrderNo }, context);
    expect(await read()).toMatchObject({
      ...{ supplier: 'S-200', released: true },
      lines: [{ line: LINE, inspected: true, quantity: { value: '60' }, received: { value: '50' } }],
    });
    expect((await call('material-documents/4900000001/cancel')).status).toBe(202);
    expect((await read())?.lines[0]?.received.value).toBe('0');
    expect((await call('purchase-orders/4599999999/release')).status).toBe(404);
  });
});
