import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import restMes from '../../../connectors/rest-mes/index.js';
import type { MesPlant, MesPlantOptions } from '../../../connectors/rest-mes/practice/index.js';
import type { Mes } from '../../../contracts/ports.js';
import { eventSchemas } from '../../../contracts/events.schema.js';
import { isEventType } from '../../../contracts/events.js';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { context, ORDER, order, startedPlant, under } from './harness.js';
import { troubleOf } from '../trouble-of.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function listened(options: MesPlantOptions = {}): Promise<{ plant: MesPlant; mes: Mes }> {
  return startedPlant({ events: receiver.target, ...options });
}

const told = async (plant: MesPlant) => {
  await plant.events.settled();
  return receiver.taken.map(({ type, data }) => [type, data]);
};

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the practice MES', () => {
  it('tells an order’s life in its order, in words that the connector understands', async () => {
    const { plant, mes } = await listened();
    await mes.dispatch.send(order(), under('key-1'));
    plant.accept(ORDER);
    plant.start(ORDER);
    const consumption = [{ item: 'RM-10', qty: { value: '104', uom: 'EA' }, lot: 'L-778', mode: 'ACTUAL' as const }];
    plant.confirm(ORDER, { yield: '100', scrap: '4', scrapReason: 'DIM', lot: 'L-31', consumption });
    plant.confirm(ORDER, { yield: '396', final: true, occurredAt: '2026-03-10T14:02:11Z' });
    plant.complete(ORDER);
    await plant.events.settled();
    expect(receiver.taken.map(({ type, seq, subject, plant: at }) => `${seq} ${type} ${subject} ${at}`)).toEqual([
      '1 OrderAccepted 1000123 P100',
      '2 OrderStarted 1000123 P100',
      '3 OperationConfirmed 1000123 P100',
      '4 OperationConfirmed 1000123 P100',
      '5 OrderCompleted 1000123 P100',
    ]);
    expect(receiver.taken[3]?.time).toBe('2026-03-10T14:02:11Z');
    expect(receiver.taken[4]?.data).toEqual({ orderNo: ORDER, confirmations: 2 });
    const config = restMes.config.parse({ url: plant.url, token: 'practice' });
    for (const { type, data } of receiver.taken) {
      const translated = restMes.translate?.({ type, data }, config);
      if (!translated || !isEventType(translated.type)) throw new Error(`${type} is not understood`);
      const { seq: sequence, ...same } = data as { seq?: number };
      const ours = { ...same, ...(sequence !== undefined && { sequence }) };
      expect(eventSchemas[translated.type].parse(translated.data)).toEqual(ours);
    }
  });

  it('answers orders by itself when it is told to, and rejects what it cannot make', async () => {
    const { plant, mes } = await listened({ answerAfterMs: 0 });
    await mes.dispatch.send(order(), under('key-1'));
    await mes.dispatch.send(order({ orderNo: '2', bomRevision: 'X' }), under('key-2'));
    await until(() => receiver.taken.length === 2);
    expect(await told(plant)).toEqual(
      expect.arrayContaining([
        ['OrderAccepted', { orderNo: ORDER, version: '1' }],
        ['OrderRejected', { orderNo: '2', version: '1', code: 'BOM_UNKNOWN', text: 'no BOM X of FG-1000' }],
      ]),
    );
  });

  it('always rejects the item that is there to be rejected', async () => {
    const { mes } = await listened();
    await mes.dispatch.send(order({ item: 'REJECT-ME' }), under('key-1'));
    await until(() => receiver.taken.length === 1);
    expect(receiver.taken[0]).toMatchObject({
      type: 'OrderRejected',
      data: { orderNo: ORDER, code: 'ITEM_NOT_MADE_HERE' },
    });
    expect(await mes.readOrder({ orderNo: ORDER }, context)).toMatchObject({ status: 'REJECTED' });
  });

  it('tells that it has a master only when that comes later', async () => {
    const { plant } = await listened();
    plant.addRouting('FG-1000', '5');
    expect(await told(plant)).toEqual([['MasterAcknowledged', { entity: 'routing', id: 'FG-1000', version: '5' }]]);
  });

  it('counts a confirmation once, however often it is reported', async () => {
    const { plant, mes } = await listened();
    await mes.dispatch.send(order(), under('key-1'));
    const first = plant.confirm(ORDER, { yield: '60' });
    plant.confirm(ORDER, { yield: '60', confirmationId: first.confirmationId });
    plant.resend(first.eventId);
    plant.complete(ORDER);
    expect(plant.ledger().orders[ORDER]).toMatchObject({
      reported: { yield: '60' },
      confirmations: [first.confirmationId],
    });
    expect((await told(plant)).map(([type]) => type)).toEqual([
      'OperationConfirmed',
      'OperationConfirmed',
      'OperationConfirmed',
      'OrderCompleted',
    ]);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(3);
  });

  it('reports on an order that nobody has sent it', async () => {
    const { plant } = await listened();
    plant.openLocally('1000777', { item: 'FG-1000', quantity: '25', uom: 'EA' });
    plant.confirm('1000777', { yield: '25' });
    expect((await told(plant))[0]).toMatchObject([
      'OperationConfirmed',
      { orderNo: '1000777', yield: { value: '25', uom: 'EA' } },
    ]);
  });

  it('reports nothing on an order that was taken back', async () => {
    const { plant, mes } = await listened();
    await mes.dispatch.send(order(), under('key-1'));
    await mes.cancelOrder.send({ orderNo: ORDER, reason: '' }, under('key-2'));
    expect(() => plant.confirm(ORDER, { yield: '1' })).toThrow('cancelled');
    expect(() => plant.complete(ORDER)).toThrow('cancelled');
  });

  it('lets a person with curl do what the shop floor does', async () => {
    const { plant, mes } = await listened();
    await mes.dispatch.send(order(), under('key-1'));
    const say = (verb: string, content: unknown) =>
      fetch(`${plant.url}/practice/${verb}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(content),
      });
    expect((await say('accept', { orderNo: ORDER })).status).toBe(200);
    expect((await say('confirm', { orderNo: ORDER, yield: '3' })).status).toBe(200);
    expect((await say('start', { orderNo: 'nobody knows' })).status).toBe(409);
    expect((await told(plant)).map(([type]) => type)).toEqual(['OrderAccepted', 'OperationConfirmed']);
  });

  it('takes no write without a key, without the token, or without a shape', async () => {
    const { plant, mes } = await listened();
    const put = (headers: Record<string, string>, body = '{}') =>
      fetch(`${plant.url}/production-orders/${ORDER}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
    const codes = [
      await put({ 'idempotency-key': 'key-1' }),
      await put({ authorization: 'Bearer practice' }),
      await put({ authorization: 'Bearer practice', 'idempotency-key': 'key-1' }),
      await put({ authorization: 'Bearer practice', 'idempotency-key': 'key-1' }, '{"half'),
    ].map(async (response) => `${response.status} ${((await response.json()) as { code: string }).code}`);
    expect(await Promise.all(codes)).toEqual(['401 TOKEN_INVALID', '400 KEY_MISSING', '400 SCHEMA', '400 MALFORMED']);
    expect(plant.ledger().orders).toEqual({});
    expect(await troubleOf(mes.dispatch.send(order({ item: '' }), under('key-1')))).toMatchObject({
      code: 'C-SCHEMA',
      applied: 'no',
    });
  });
});
