import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../contracts/events.js';
import { startDevServer } from '../../workers/temporal/dev-server.js';
import { confirmation } from '../setup/floor.js';
import { testTemporal } from '../setup/temporal.js';
import { cloudEvent, openTestStore, startTestApi, startTestWorker, until } from './harness.js';

const mes = (type: string, data: unknown) => cloudEvent('/mes/P100', type, data);
const report = (orderNo: string, number: number) =>
  mes('OperationConfirmed', confirmation(orderNo, { confirmationId: `C-${orderNo}-${number}` }));
const inventory = (orderNo: string) => `production-to-inventory/1000/P100/${orderNo}`;
const production = (orderNo: string) => `order-to-production/1000/P100/${orderNo}`;
const received = (client: Client, id: string) =>
  client.workflow
    .getHandle(id)
    .query<InboundEvent[]>('received')
    .catch(() => []);
const idsOf = (events: InboundEvent[]) => events.map(({ messageId }) => messageId);

const temporal = await testTemporal();
const { client } = temporal;
const api = await startTestApi(client);
await startTestWorker(temporal);
const statusOf = async (target: string) =>
  (await api.store.messages.list({ target, limit: 99 })).messages.map(({ status }) => status);

describe('messages', () => {
  it('are delivered several to a signal, in the order of arrival, with a run begun for them', async () => {
    const sent = Array.from({ length: 60 }, (_, index) => report('1', index));
    await api.send('/mes/P100', sent);
    const events = await until(
      () => received(client, inventory('1')),
      (seen) => seen.length === 60,
    );
    expect(idsOf(events)).toEqual(sent.map(({ id }) => id));
    expect(events[0]).toMatchObject({
      offset: 1,
      type: 'OperationConfirmed',
      source: '/mes/P100',
      occurredAt: '2028-03-10T12:00:00.000Z',
      data: { orderNo: '1' },
    });
    const { events: history = [] } = await client.workflow.getHandle(inventory('1')).fetchHistory();
    expect(history?.filter((one) => one.workflowExecutionSignaledEventAttributes)).toHaveLength(3);
    await until(
      () => statusOf(inventory('1')),
      (seen) => new Set(seen).size === 1 && seen[0] === 'forwarded',
    );
  });

  it('for a run that is yet to come wait for it, whoever starts it', async () => {
    for (const [orderNo, startIt] of [
      ['2', () => api.post('/v1/runs/order-to-production', { body: { company: '1000', plant: 'P100', orderNo: '2' } })],
      [
        '3',
        () =>
          api.send(
            '/sap/S4H',
            cloudEvent('/sap/S4H', 'sap.s4.beh.productionorder.v1.ProductionOrder.Released.v1', {
              ManufacturingOrder: '3',
              ProductionPlant: 'P100',
            }),
          ),
      ],
      [
        '4',
        () =>
          client.workflow.start('orderToProduction', {
            workflowId: production('4'),
            taskQueue: 'processes',
            memo: { view: {} },
          }),
      ],
    ] as const) {
      const early = [mes('OrderAccepted', { orderNo }), mes('OrderStarted', { orderNo })];
      await api.send('/mes/P100', early);
      await until(
        () => statusOf(production(orderNo)),
        (seen) => seen.every((one) => one === 'orphan') && seen.length === 2,
      );
      await startIt();
      const events = await until(
        () => received(client, production(orderNo)),
        (seen) => seen.length === 2,
      );
      expect(idsOf(events)).toEqual(early.map(({ id }) => id));
    }
  });

  it('for a closed run are dead with the reason, and do not begin it again', async () => {
    const id = production('5');
    await client.workflow.start('orderToProduction', { workflowId: id, taskQueue: 'processes', memo: { view: {} } });
    await client.workflow.getHandle(id).terminate();
    await api.send('/mes/P100', mes('OrderStarted', { orderNo: '5' }));
    await until(
      () => statusOf(id),
      (seen) => seen[0] === 'dead',
    );
    const { messages } = await api.store.messages.list({ target: id, limit: 1 });
    expect(messages[0]?.reason).toBe('the run is closed');
    expect((await client.workflow.getHandle(id).describe()).status.name).toBe('TERMINATED');
  });

  it('for a mailbox that has ended begin it again: what was told late is not lost', async () => {
    const id = inventory('5');
    await client.workflow.start('productionToInventory', {
      workflowId: id,
      taskQueue: 'processes',
      memo: { view: {} },
    });
    await client.workflow.getHandle(id).terminate();
    const late = report('5', 1);
    await api.send('/mes/P100', late);
    const events = await until(
      () => received(client, id),
      (seen) => seen.length === 1,
    );
    expect(idsOf(events)).toEqual([late.id]);
    expect((await client.workflow.getHandle(id).describe()).status.name).toBe('RUNNING');
  });

  it('to every run that waits for it reach those that enter the state a moment later, each once', async () => {
    for (const orderNo of ['6', '7', '8'])
      await api.post('/v1/runs/order-to-production', { body: { company: '1000', plant: 'P100', orderNo } });
    const holdFor = (orderNo: string) =>
      api.post(`/v1/runs/${production(orderNo)}/actions`, {
        body: { action: 'hold', reasonCode: 'X', text: 'state DATA_HOLD' },
      });
    await holdFor('6');
    await until(
      () => client.workflow.count("`State` = 'DATA_HOLD'"),
      ({ count }) => count === 1,
    );
    const event = mes('MasterAcknowledged', { entity: 'routing', id: 'R-1', version: '4' });
    await api.send('/mes/P100', event);
    await until(
      () => received(client, production('6')),
      (seen) => seen.length === 1,
    );
    await holdFor('7');
    await until(
      () => received(client, production('7')),
      (seen) => seen.length === 1,
    );
    await until(
      () => statusOf('order-to-production'),
      (seen) => seen[0] === 'forwarded',
    );
    expect(idsOf(await received(client, production('6')))).toEqual([`${event.id}>${production('6')}`]);
    expect(idsOf(await received(client, production('7')))).toEqual([`${event.id}>${production('7')}`]);
    expect(await received(client, production('8'))).toEqual([]);
  });

  it('of one order do not wait for another whose messages nobody can take', async () => {
    const [stuck] = await api.store.messages.receive([
      {
        ...stray,
        messageId: randomUUID(),
        target: 'production-to-inventory/1000/P900/1',
        event: JSON.stringify({ data: confirmation('1', {}) }),
      },
    ]);
    await api.send('/mes/P100', report('9', 1));
    await until(
      () => received(client, inventory('9')),
      (seen) => seen.length === 1,
    );
    expect(
      await until(
        async () => (await api.store.messages.get(stuck?.seq ?? 0))?.status,
        (status) => status !== 'pending',
      ),
    ).toBe('dead');
  });

  it('that were dead are delivered when they are replayed', async () => {
    const { messages } = await api.store.messages.list({ target: production('5'), limit: 1 });
    const seq = messages[0]?.seq ?? 0;
    expect((await api.post('/v1/messages/replay', { as: 'operator', body: { seqs: [seq] } })).body).toMatchObject({
      results: [{ result: 'requeued' }],
    });
    await until(
      () => statusOf(production('5')),
      (seen) => seen[0] === 'dead',
    );
    expect((await api.store.messages.get(seq))?.offset).toBe(2);
  });
});

const stray = {
  source: '/mes/P100',
  type: 'OperationConfirmed',
  company: '1000',
  plant: 'P100',
  occurredAt: '2028-03-10T12:00:00.000Z',
  receivedAt: '2028-03-10T12:00:00.000Z',
  raw: '{}',
  hash: 'h',
  status: 'pending' as const,
};

describe('two forwarders', () => {
  it('deliver each event once', async () => {
    const store = await openTestStore();
    const one = await startTestApi(client, { store });
    const other = await startTestApi(client, { store });
    const sent: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const batch = ['21', '22', '23'].map((orderNo) => report(orderNo, round));
      sent.push(...batch.map(({ id }) => id));
      await Promise.all([one, other].map((to) => to.send('/mes/P100', batch)));
    }
    for (const [index, orderNo] of ['21', '22', '23'].entries()) {
      const events = await until(
        () => received(client, inventory(orderNo)),
        (seen) => seen.length >= 12,
      );
      expect(idsOf(events)).toEqual(sent.filter((_, at) => at % 3 === index));
    }
    await until(
      async () => (await store.messages.countByStatus()).pending ?? 0,
      (count) => count === 0,
    );
    for (const orderNo of ['21', '22', '23']) expect(await received(client, inventory(orderNo))).toHaveLength(12);
    await store.close();
  });
});

describe('with Temporal away', () => {
  it('keeps the order per key when Temporal was away', async () => {
    const dbFile = join(tmpdir(), `headrace-${randomUUID()}.db`);
    const server = await startDevServer({ dbFile });
    const [connection, native] = await Promise.all([
      Connection.connect({ address: server.address }),
      NativeConnection.connect({ address: server.address }),
    ]);
    const mine = new Client({ connection });
    afterAll(async () => {
      await connection.close();
      await server.kill();
      for (const end of ['', '-wal', '-shm']) rmSync(dbFile + end, { force: true });
    });
    const here = await startTestApi(mine);
    const stopWorker = await startTestWorker({ connection: native, namespace: 'default' });
    const orders = ['31', '32', '33'];
    const sent: { id: string; orderNo: string }[] = [];
    const sendRound = async (round: number) => {
      const batch = orders.map((orderNo) => report(orderNo, round));
      expect((await here.send('/mes/P100', batch)).status).toBe(202);
      sent.push(...batch.map(({ id }, index) => ({ id, orderNo: orders[index] ?? '' })));
    };
    for (let round = 0; round < 5; round += 1) await sendRound(round);
    await server.kill();
    for (let round = 5; round < 15; round += 1) await sendRound(round);
    await server.start();
    for (let round = 15; round < 20; round += 1) await sendRound(round);
    for (const orderNo of orders) {
      const events = await until(
        () => received(mine, inventory(orderNo)),
        (seen) => seen.length === 20,
        40_000,
      );
      expect(idsOf(events)).toEqual(sent.filter((one) => one.orderNo === orderNo).map(({ id }) => id));
    }
    expect(await here.store.messages.countByStatus()).toEqual({ forwarded: 60 });
    await here.close();
    await stopWorker();
    await native.close();
  });
});
