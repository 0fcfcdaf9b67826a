import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import { type PlantName, plantNames, type PracticePlant } from './plant.js';
import { ShiftCourse } from './shift-course.js';
import { ShippingFloor, usualSale } from './shipping-shift.js';
import { today } from './shop-floor.js';

/** Where a person with curl creates and releases orders in the practice SAP. */
export interface OrderDesk {
  url: string;
  stop(): Promise<void>;
}

const FIRST_ORDER: Record<PlantName, number> = { P100: 1_000_001, P200: 2_000_001 };
const FIRST_SALES_ORDER = 5_000_001;
const QUANTITY = /^[1-9]\d{0,4}$/;
/** Those who do not come when trucks are scarce. */
const CHEAP_CARRIERS = ['NORTHLINE', 'BLUEFREIGHT'];

interface Wish {
  plant: PlantName;
  quantity: string;
  /** SAP releases it and tells nobody, for those who start its run themselves. */
  untold: boolean;
}

/**
 * `POST /orders/P100?quantity=100` and `POST /sales-orders/P100?quantity=40` answer with the order's number; with
 * `event=none` SAP tells nobody of its release. What is sold is picked, carried and delivered by itself; with
 * `carriers=scarce` only the dearest carrier takes it.
 */
export async function startOrderDesk(
  plant: PracticePlant,
  tell: (happening: string) => void = () => undefined,
): Promise<OrderDesk> {
  const ending = new AbortController();
  const shipping = new ShippingFloor(new ShiftCourse(plant, tell, ending.signal));
  shipping.serve().catch((failure: unknown) => {
    if (!ending.signal.aborted) tell(`nothing is shipped any more: ${String(failure)}`);
  });
  const app = express();
  app.disable('x-powered-by');
  productionDesk(app, plant);
  salesDesk(app, plant, shipping);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      ending.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function productionDesk(app: Express, { sap }: PracticePlant): void {
  const next = { ...FIRST_ORDER };
  app.post('/orders/:plant', (request, response) => {
    const wish = wishOf(request, response, '100');
    if (!wish) return;
    const { plant, quantity, untold } = wish;
    const orderNo = String(next[plant]++);
    sap.addOrder(pumpOrder(orderNo, quantity, { plant, released: true, ...today(plant) }));
    if (!untold) sap.release(orderNo);
    response.status(201).json({ orderNo, plant, quantity });
  });
}

function salesDesk(app: Express, { sap }: PracticePlant, shipping: ShippingFloor): void {
  let next = FIRST_SALES_ORDER;
  app.post('/sales-orders/:plant', (request, response) => {
    const wish = wishOf(request, response, '40');
    if (!wish) return;
    const { plant, quantity, untold } = wish;
    const salesOrderNo = String(next++);
    const declinedBy = request.query['carriers'] === 'scarce' ? CHEAP_CARRIERS : [];
    const sale = { ...usualSale, salesOrderNo, plant, quantity, declinedBy };
    shipping.plan(sale);
    shipping.enter(sale);
    if (!untold) sap.releaseSalesOrder(salesOrderNo);
    response.status(201).json({ salesOrderNo, plant, quantity });
  });
}

/** What is asked for; what makes no sense is answered. */
function wishOf(request: Request, response: Response, usual: string): Wish | undefined {
  const name = String(request.params['plant']);
  const plant = plantNames.find((one) => one === name.toUpperCase());
  const { quantity = usual, event } = request.query;
  if (!plant) return void response.status(404).json({ detail: `there is no plant ${name}` });
  if (typeof quantity === 'string' && QUANTITY.test(quantity)) return { plant, quantity, untold: event === 'none' };
  response.status(422).json({ detail: 'quantity is a whole number of pieces, at most 99999' });
  return undefined;
}
