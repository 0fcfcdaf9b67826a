import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { discoverConnectors } from '../../connectors/discover.js';
import { pumpOrder } from '../../connectors/sap-s4/practice/index.js';
import { loadLandscape } from '../../landscape/load.js';
import { startPracticePlant } from '../../practice/plant.js';

const demoFile = fileURLToPath(new URL('../../landscape/demo.yml', import.meta.url));

test('gives every variable that the demo landscape needs, and keeps what the environment has', async () => {
  const plant = await startPracticePlant({ environment: { HEADRACE_KEY_ADMIN: 'admin-key-of-my-own' } });
  const landscape = loadLandscape(demoFile, plant.environment(), await discoverConnectors());
  expect(landscape.plants.map((one) => one.plant)).toEqual(['P100', 'P200']);
  expect(plant.keys.ADMIN).toBe('admin-key-of-my-own');
  await plant.stop();
});

test('keeps the stock of one plant out of the other’s orders', async () => {
  const plant = await startPracticePlant();
  plant.sap.receiveStock('RM-10', '7', { plant: 'P200' });
  const stock = plant.sap.ledger().stock.filter(({ item }) => item === 'RM-10');
  expect(stock.map((level) => [level.plant, level.quantity])).toEqual([
    ['P100', '5000'],
    ['P200', '5007'],
  ]);
  await plant.stop();
});

test('sends the events of every system to the one address, with the plant that they are about', async () => {
  const received: { source: string; plant?: string; data: { ProductionPlant?: string } }[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      received.push(JSON.parse(text));
      response.writeHead(202).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const plant = await startPracticePlant();
  plant.sendEventsTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/events`);
  plant.sap.addOrder(pumpOrder('2000001', '10', { plant: 'P200' }));
  plant.sap.release('2000001');
  plant.wms.P200.transfer('RM-20', '5', 'LINE');
  plant.mes.P100.openLocally('1000001', { item: 'FG-1000', quantity: '5', uom: 'EA' });
  plant.mes.P100.start('1000001');
  await expect.poll(() => received.length).toBe(3);
  const told = received.map(({ source, plant: name, data }) => `${source} ${name ?? data.ProductionPlant}`);
  expect(told.sort()).toEqual(['/mes/P100 P100', '/sap/S4H P200', '/wms/RDC2 P200']);
  await plant.stop();
  server.close();
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
