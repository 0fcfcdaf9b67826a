import { setTimeout as sleep } from 'node:timers/promises';
import { pumpOrder } from '../connectors/sap-s4/practice/index.js';
import { fiveCalls } from './arrivals.js';
import type { Contender } from './contenders.js';

const LIMIT_MS = 120_000;
/** The shop floor takes its time: by then an order has come to rest. */
const MAKING_MS = 300;
const QUANTITY = '10';
const dates = { scheduledStart: '2028-03-10T06:00:00', scheduledEnd: '2028-03-12T14:00:00' };

/** Released, sent to the MES, made and reported complete there, completed technically. @returns ms until the MES has it */
export async function playOrder({ plant, arrivals, url }: Contender, orderNo: string): Promise<number> {
  const item = `FG-${orderNo}`;
  const mes = plant.mes.P100;
  plant.sap.addOrder(pumpOrder(orderNo, QUANTITY, { ...dates, item, released: true }));
  mes.definitions.add('bom', item, 'B');
  mes.definitions.add('routing', item, '4');
  const startedAt = performance.now();
  const reply = await fetch(`${url}/v1/runs/order-to-production`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${plant.keys.ERP}` },
    body: JSON.stringify({ company: '1000', plant: 'P100', orderNo }),
  });
  if (reply.status !== 202) throw new Error(`release of ${orderNo}: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
  await until(() => mes.book.orders.has(orderNo), `order ${orderNo} does not reach the MES`);
  await sleep(MAKING_MS);
  mes.complete(orderNo);
  await until(() => plant.sap.isTechnicallyCompleted(orderNo), `order ${orderNo} is not completed in the ERP`);
  return (arrivals.dispatchedAt(orderNo) ?? Number.NaN) - startedAt;
}

/** So many at a time, until all runs are closed. */
export async function playOrders(contender: Contender, orderNos: string[], inFlight: number): Promise<void> {
  const waiting = [...orderNos];
  const lane = async (): Promise<void> => {
    for (let orderNo = waiting.shift(); orderNo; orderNo = waiting.shift()) await playOrder(contender, orderNo);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const { workflow } = contender.client;
  const closed = async () => (await workflow.count("ExecutionStatus = 'Running'")).count === 0;
  await until(closed, 'runs stay open', 100);
}

/** @throws Error when an order did not take the five calls, each once and in their order, with what was ordered */
export function audit({ plant, arrivals }: Pick<Contender, 'plant' | 'arrivals'>, orderNos: string[]): void {
  const expected = fiveCalls.join(', ');
  const { orders } = plant.mes.P100.ledger();
  const { stagingRequests } = plant.wms.P100.ledger();
  for (const orderNo of orderNos) {
    const calls = arrivals.of(orderNo).join(', ');
    if (calls !== expected) throw new Error(`order ${orderNo} took other calls: ${calls}; expected: ${expected}`);
    const sent = orders[orderNo];
    const right = sent?.quantity.value === QUANTITY && sent.status === 'COMPLETED' && stagingRequests[orderNo];
    if (!right || !plant.sap.isTechnicallyCompleted(orderNo))
      throw new Error(`order ${orderNo} was not made as ordered`);
  }
}

async function until(ready: () => boolean | Promise<boolean>, otherwise: string, everyMs = 2): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await ready())) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await sleep(everyMs);
  }
}
