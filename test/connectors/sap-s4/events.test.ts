import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import sapS4 from '../../../connectors/sap-s4/index.js';
import { configOf, seededPlant } from './harness.js';

const PREFIX = 'sap.s4.beh.productionorder.v1.ProductionOrder.';

describe('events from SAP', () => {
  it('are put into our words, and nothing else is', async () => {
    const { plant } = await seededPlant();
    const config = configOf(plant, { events: { cancelRequested: ['customer.order.stop'] } });
    const translate = (type: string, data: unknown) => sapS4.translate?.({ type, data, plant: 'P200' }, config);
    const data = { ManufacturingOrder: '000001000123', ProductionPlant: 'P100' };
    expect(translate(`${PREFIX}Released.v1`, data)).toEqual({
      type: 'ProductionOrderReleased',
      plant: 'P100',
      data: { orderNo: '000001000123' },
    });
    expect(translate('customer.order.stop', { ManufacturingOrder: '1000123' })).toEqual({
      type: 'ProductionOrderCancelRequested',
      plant: 'P200',
      data: { orderNo: '1000123' },
    });
    expect(translate(`${PREFIX}DeletionFlagSet.v1`, data)).toBeUndefined();
    expect(translate(`${PREFIX}Created.v1`, data)).toBeUndefined();
  });

  it('of sales name the order and no plant; a delivery’s plant is its shipping point’s', async () => {
    const { plant } = await seededPlant();
    const config = configOf(plant, { shippingPoints: { '1710': 'P100' } });
    const translate = (type: string, data: unknown, at?: string) =>
      sapS4.translate?.({ type: `sap.s4.beh.${type}.v1`, data, ...(at && { plant: at }) }, config);
    const salesOrder = { SalesOrder: '0000200045' };
    for (const [what, type] of [
      ['Created', 'SalesOrderReleased'],
      ['Changed', 'SalesOrderChanged'],
      ['CancellationRequested', 'SalesOrderCancelRequested'],
    ]) {
      expect(translate(`salesorder.v1.SalesOrder.${what}`, salesOrder, 'P200')).toEqual({
        type,
        data: { salesOrderNo: '0000200045' },
      });
    }
    const created = 'outbounddelivery.v1.OutboundDelivery.Created';
    const data = { deliveryNo: '80000001' };
    const type = 'OutboundDeliveryCreated';
    const event = (ShippingPoint?: string) => ({ OutboundDelivery: '80000001', ShippingPoint });
    expect(translate(created, event('1710'), 'P200')).toEqual({ type, plant: 'P100', data });
    expect(translate(created, event('1720'), 'P200')).toEqual({ type, plant: 'P200', data });
    expect(translate(created, event('P200'))).toEqual({ type, plant: 'P200', data });
    expect(translate(created, event())).toEqual({ type, data });
    expect(() => translate(created, {})).toThrow('/data/OutboundDelivery');
    expect(translate('productionorder.v1.ProductionOrder.Changed', { ManufacturingOrder: '1' })).toEqual({
      type: 'ProductionOrderChanged',
      data: { orderNo: '1' },
    });
  });

  it('of purchasing name the order and no plant', async () => {
    const { plant } = await seededPlant();
    const translate = (type: string, data: unknown, differing = {}) =>
      sapS4.translate?.({ type, data, plant: 'P200' }, configOf(plant, differing));
    const prefix = 'sap.s4.beh.purchaseorder.v1.PurchaseOrder.';
    const data = { PurchaseOrder: '0045000012' };
    for (const [what, type] of [
      ['Created', 'PurchaseOrderReleased'],
      ['Released', 'PurchaseOrderReleased'],
      ['Changed', 'PurchaseOrderChanged'],
      ['CancellationRequested', 'PurchaseOrderCancelRequested'],
    ]) {
      expect(translate(`${prefix}${what}.v1`, data)).toEqual({ type, data: { purchaseOrderNo: '0045000012' } });
    }
    expect(translate(`${prefix}Deleted.v1`, data)).toBeUndefined();
    const deleting = { events: { purchaseOrderCancelRequested: [`${prefix}Deleted.v1`] } };
    expect(translate(`${prefix}Deleted.v1`, data, deleting)).toMatchObject({ type: 'PurchaseOrderCancelRequested' });
    expect(() => translate(`${prefix}Changed.v1`, { PurchaseOrder: 45 })).toThrow('/data/PurchaseOrder');
    expect(() => translate(`${prefix}Changed.v1`, {})).toThrow('/data/PurchaseOrder');
  });

  it('that lack the order point to what is wrong', async () => {
    const { plant } = await seededPlant();
    const translate = (data: unknown) => () =>
      sapS4.translate?.({ type: `${PREFIX}Released.v1`, data }, configOf(plant));
    expect(translate({})).toThrow('/data/ManufacturingOrder');
    expect(translate({ ManufacturingOrder: 1000123 })).toThrow('/data/ManufacturingOrder');
    expect(translate({ ManufacturingOrder: '1', ProductionPlant: {} })).toThrow('/data/ProductionPlant');
    expect(translate('1000123')).toThrow('/data');
  });
});

describe('the landscape’s part for SAP', () => {
  it('refuses what cannot work', async () => {
    const { plant } = await seededPlant();
    for (const wrong of [
      { zone: 'Chicago' },
      { url: 'ftp://sap' },
      { user: 'a:b' },
      { versionPattern: '^(.)(.)$' },
      { versionPattern: '(?<bomRevision>(?<routingVersion>' },
      { errorCodes: { 'ZPP/001': 'B-NO-SUCH-CODE' } },
      { dispatchedStatus: 'TOO LONG' },
      { billingService: 'https://elsewhere/odata4' },
      { freightAccounts: { expense: 'no account' } },
      { incoterms: { UN: 'DAT' } },
      { inspectionControlKeys: ['TOO LONG A KEY'] },
      { unknown: true },
    ]) {
      expect(() => configOf(plant, wrong), JSON.stringify(wrong)).toThrow();
    }
  });
});

interface Received {
  body: string;
  headers: Record<string, string>;
}

describe('the practice plant’s events', () => {
  const secret = `whsec_${Buffer.from('a practice secret of some length').toString('base64')}`;
  let server: Server;
  const received: Received[] = [];

  /** Refuses the first call, as a receiver does that is just starting. */
  async function receiver(): Promise<string> {
    received.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        received.push({ body, headers: request.headers as Record<string, string> });
        response.writeHead(received.length === 1 ? 503 : 202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`;
  }

  afterEach(() => {
    server.close().closeAllConnections();
  });

  it('are signed CloudEvents, sent until they are accepted', async () => {
    const url = await receiver();
    const { plant } = await seededPlant({}, { events: { url, secret }, source: 'SAP' });
    plant.release('1000123');
    await plant.events.settled();
    expect(received).toHaveLength(2);
    const [first = expect.fail(), second = expect.fail()] = received;
    expect(second.body).toBe(first.body);
    expect(new Webhook(secret).verify(second.body, second.headers)).toMatchObject({
      specversion: '1.0',
      type: `${PREFIX}Released.v1`,
      source: 'SAP',
      subject: '1000123',
      data: { ManufacturingOrder: '1000123', ProductionPlant: 'P100' },
    });
  });
});
