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
