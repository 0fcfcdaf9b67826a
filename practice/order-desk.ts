import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import { type PlantName, plantNames, type PracticePlant } from './plant.js';
import { today } from './shop-floor.js';

/** Where a person with curl creates and releases orders in the practice SAP. */
export interface OrderDesk {
  url: string;
  stop(): Promise<void>;
}

const FIRST_ORDER: Record<PlantName, number> = { P100: 1_000_001, P200: 2_000_001 };
const QUANTITY = /^[1-9]\d{0,4}$/;

/**
 * `POST /orders/P100?quantity=100` answers with the order's number; with `event=none` SAP releases the order and tells
 * nobody, for those who start its run themselves.
 */
export async function startOrderDesk({ sap }: PracticePlant): Promise<OrderDesk> {
  const next = { ...FIRST_ORDER };
  const app = express();
  app.disable('x-powered-by');
  app.post('/orders/:plant', (request, response) => {
    const plant = plantNames.find((name) => name === request.params.plant.toUpperCase());
    const { quantity = '100', event } = request.query;
    if (!plant) return void response.status(404).json({ detail: `there is no plant ${request.params.plant}` });
    if (typeof quantity !== 'string' || !QUANTITY.test(quantity)) {
      return void response.status(422).json({ detail: 'quantity is a whole number of pieces, at most 99999' });
    }
    const orderNo = String(next[plant]++);
    sap.addOrder(pumpOrder(orderNo, quantity, { plant, released: true, ...today(plant) }));
    if (event !== 'none') sap.release(orderNo);
    response.status(201).json({ orderNo, plant, quantity });
  });
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
