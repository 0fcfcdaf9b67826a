import { setTimeout as sleep } from 'node:timers/promises';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import type { Contender } from './contenders.js';

const LIMIT_MS = 120_000;

/** Released, sent to the MES, reported complete there, completed technically. */
export interface Played {
  orderNo: string;
  /** From the release until the MES has the order. */
  dispatchMs: number;
}

export async function playOrder({ plant, url }: Contender, orderNo: string): Promise<Played> {
  const dates = { scheduledStart: '2028-03-10T06:00:00', scheduledEnd: '2028-03-12T14:00:00' };
  plant.sap.addOrder(pumpOrder(orderNo, '10', { ...dates, released: true }));
  const mes = plant.mes.P100;
  const startedAt = performance.now();
  const reply = await fetch(`${url}/v1/runs/order-to-production`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${plant.keys.ERP}` },
    body: JSON.stringify({ company: '1000', plant: 'P100', orderNo }),
  });
  if (reply.status !== 202) throw new Error(`release of ${orderNo}: ${reply.status} ${await reply.text()}`);
  await until(() => mes.book.orders.has(orderNo), orderNo);
  const dispatchMs = performance.now() - startedAt;
  mes.complete(orderNo);
  await until(() => plant.sap.isTechnicallyCompleted(orderNo), orderNo);
  return { orderNo, dispatchMs };
}

/** So many at a time. */
export async function playOrders(contender: Contender, orderNos: string[], inFlight: number): Promise<void> {
  const waiting = [...orderNos];
  const lane = async (): Promise<void> => {
    for (let orderNo = waiting.shift(); orderNo; orderNo = waiting.shift()) await playOrder(contender, orderNo);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** @throws Error when an order was not staged, sent and completed once each */
export function audit({ plant }: Contender, orderNos: string[]): void {
  const { orders } = plant.mes.P100.ledger();
  const { stagingRequests } = plant.wms.P100.ledger();
  for (const orderNo of orderNos) {
    const sent = orders[orderNo]?.changes.length;
    const staged = stagingRequests[orderNo]?.changes.length;
    if (sent !== 1 || staged !== 1 || !plant.sap.isTechnicallyCompleted(orderNo)) {
      throw new Error(`order ${orderNo} was sent ${sent} and staged ${staged} times`);
    }
  }
}

async function until(ready: () => boolean, orderNo: string): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!ready()) {
    if (Date.now() > deadline) throw new Error(`order ${orderNo} does not get on`);
    await sleep(1);
  }
}
