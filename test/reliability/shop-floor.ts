import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { vi } from 'vitest';
import type { RunView } from '../../contracts/view.js';
import type { Books } from '../../practice/reckoning.js';
import { type PlantName, plantNames } from '../../practice/plant.js';
import type { TestPlant } from '../setup/plant.js';

export interface MadeOrder {
  orderNo: string;
  plant: PlantName;
  reports: Report[];
}

/** Of an order's reports the last is the final one; all numbers are pieces. */
export interface Report {
  yield: string;
  scrap?: string;
  /** Pieces of RM-20 that the MES says were used. */
  usedOfRm20?: string;
  /** The MES tells it again, as senders do that did not see the answer. */
  toldTwice?: boolean;
}

const ACCEPTED_WITHIN_MS = 240_000;

/** What the shop floor does with an order as soon as its MES has accepted it. */
export async function make({ practice }: TestPlant, order: MadeOrder, pauseMs = 0): Promise<void> {
  const { orderNo, reports } = order;
  const mes = practice.mes[order.plant];
  await vi.waitUntil(() => mes.book.orders.get(orderNo)?.status === 'DISPATCHED', {
    timeout: ACCEPTED_WITHIN_MS,
    interval: 20,
  });
  mes.start(orderNo);
  for (const [index, { usedOfRm20, toldTwice, ...made }] of reports.entries()) {
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const { eventId } = mes.confirm(orderNo, {
      ...made,
      confirmationId: `${orderNo}-${index + 1}`,
      lot: 'L-31',
      final: index === reports.length - 1,
      ...(usedOfRm20 && {
        consumption: [{ item: 'RM-20', mode: 'ACTUAL', qty: { value: usedOfRm20, uom: 'EA' } }],
      }),
    });
    if (toldTwice) mes.resend(eventId);
  }
  mes.complete(orderNo);
}

export interface OrderRun {
  runId: string;
  status: WorkflowExecutionStatusName | 'NOT STARTED';
  state: string;
  condition: string;
  text: string;
}

const processes = ['order-to-production', 'production-to-inventory'];

/** Both runs of each order, as Temporal has them. */
export async function runsOf({ temporal }: TestPlant, orders: MadeOrder[]): Promise<OrderRun[]> {
  const ids = orders.flatMap(({ orderNo, plant }) => processes.map((process) => `${process}/1000/${plant}/${orderNo}`));
  return Promise.all(
    ids.map(async (runId) => {
      const description = await temporal.client.workflow
        .getHandle(runId)
        .describe()
        .catch(() => undefined);
      const view = description?.memo?.['view'] as RunView | undefined;
      const text = view?.exceptions.map((one) => `${one.code} ${one.text}`).join('; ') ?? '';
      const { state = '-', condition = '-' } = view ?? {};
      return { runId, status: description?.status.name ?? 'NOT STARTED', state, condition, text };
    }),
  );
}

/** @throws Error that lists those that are still open */
export async function untilAllClosed(plant: TestPlant, orders: MadeOrder[], timeoutMs: number): Promise<OrderRun[]> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const runs = await runsOf(plant, orders);
    const open = runs.filter(({ status }) => status !== 'COMPLETED');
    if (open.length === 0) return runs;
    if (Date.now() > deadline) throw new Error(`still open: ${JSON.stringify(open, undefined, 1)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Everything that all systems say, for the reckoning. */
export const booksOf = ({ practice }: TestPlant, runs: OrderRun[]): Books => ({
  sap: practice.sap.ledger(),
  plants: Object.fromEntries(
    plantNames.map((plant) => [plant, { mes: practice.mes[plant].ledger(), wms: practice.wms[plant].ledger() }]),
  ),
  runs,
});
