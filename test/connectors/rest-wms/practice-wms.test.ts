import { Decimal } from 'decimal.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { bulk, onHand, staging, startedPlant, under } from './harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the practice WMS', () => {
  it('stages by itself as soon as there is enough of everything, and never a part', async () => {
    const { plant, wms } = await startedPlant({ stock: bulk.slice(0, 2), stageAfterMs: 1, events: receiver.target });
    await wms.requestStaging.send(staging, under('key-1'));
    plant.transfer('RM-30', '374.999', 'BULK', { uom: 'KG' });
    await plant.events.settled();
    expect(plant.ledger().stagingRequests['1000123']?.status).toBe('REQUESTED');
    plant.transfer('RM-30', '0.001', 'BULK', { uom: 'KG' });
    await until(() => receiver.taken.some(({ type }) => type === 'StagingCompleted'));
    expect(onHand(plant)).toEqual(['1000 RM-20 at LINE', '375 RM-30 at LINE', '500 RM-10 at LINE']);
  });

  it('tells of a transfer, and lets no stock become negative', async () => {
    const { plant } = await startedPlant({ stock: bulk, events: receiver.target });
    plant.transfer('RM-20', '100', 'LINE', { from: 'BULK' });
    expect(() => plant.transfer('RM-20', '901', 'LINE', { from: 'BULK' })).toThrow('900 on hand, 901 needed');
    await plant.events.settled();
    expect(receiver.taken.map(({ type, subject, data }) => [type, subject, data])).toEqual([
      [
        'StockAdjusted',
        'RM-20',
        { item: 'RM-20', location: 'LINE', from: 'BULK', quantity: { value: '100', uom: 'EA' }, reason: 'TRANSFER' },
      ],
    ]);
    for (const entry of plant.ledger().stock) {
      expect(new Decimal(entry.opening).plus(entry.in).minus(entry.out).toFixed()).toBe(entry.onHand);
    }
  });

  it('picks nothing while there is too little, and only once', async () => {
    const { plant, wms } = await startedPlant({ stock: bulk.slice(0, 1) });
    await wms.requestStaging.send(staging, under('key-1'));
    expect(() => plant.pick('1000123')).toThrow('too little');
    expect(onHand(plant)).toEqual(['500 RM-10 at BULK']);
    for (const { item, location, quantity } of bulk.slice(1)) plant.stock.open(item, location, quantity);
    plant.pick('1000123');
    expect(() => plant.pick('1000123')).toThrow('PICKED');
    plant.stage('1000123');
    expect(() => plant.stage('1000123')).toThrow('STAGED');
  });

  it('takes nothing when two lines together want more of an item than there is', async () => {
    const { plant, wms } = await startedPlant({ stock: bulk });
    const line = { line: '1', item: 'RM-10', quantity: { value: '300', uom: 'EA' }, location: 'LINE' };
    await wms.requestStaging.send({ ...staging, lines: [line, { ...line, line: '2' }] }, under('key-1'));
    expect(() => plant.pick('1000123')).toThrow('too little');
    expect(onHand(plant)).toContain('500 RM-10 at BULK');
    await wms.returnStaged.send({ ...staging, reason: 'left over', lines: [line] }, under('key-2'));
    expect(() => plant.carryOutReturn('RT-1')).toThrow('less lies at the line');
  });

  it('lets a person with curl do what the warehouse does', async () => {
    const { plant } = await startedPlant();
    const body = JSON.stringify({ item: 'RM-20', quantity: '100', location: 'LINE' });
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${plant.url}/practice/transfer`, { method: 'POST', headers, body })).status).toBe(200);
    expect(onHand(plant)).toEqual(['100 RM-20 at LINE']);
  });
});
