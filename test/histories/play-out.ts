import { setTimeout as sleep } from 'node:timers/promises';
import { type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { runId } from '../../contracts/ids.js';
import type { RunView } from '../../contracts/view.js';
import type { TestPlant } from '../setup/plant.js';
import { changeRun } from '../setup/changing.js';
import { inboundRun, purchaseRun } from '../setup/purchasing.js';
import { deliveryRun, orderRun, type SalesPlant } from '../setup/sales.js';
import type { History } from './history-file.js';
import type { Outcome, ProcessName } from './outcomes.js';
import { numberOf } from './plays/engineering-changes.js';
import { plays } from './plays/index.js';
import { stockRuns } from './plays/stock.js';
import type { Play } from './plays/play.js';

export interface Part {
  process: ProcessName;
  key: string;
  name: string;
  outcome: Outcome;
  orderNo: string;
}

const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

/** Plays a part to its outcome. @returns the history of its run */
export async function playOut(plant: SalesPlant, { process, key, outcome, orderNo }: Part): Promise<History> {
  const play = (plays[process] as Record<string, Play>)[key];
  if (!play) throw new Error('there is no play for it');
  await play(plant, orderNo);
  const workflowId = runOf(plant, process, orderNo);
  const { which } = outcome;
  if (!which) {
    await untilThere(plant, workflowId, outcome);
    return plant.temporal.client.workflow.getHandle(workflowId).fetchHistory();
  }
  for await (const history of chain(plant, workflowId)) if (which === 'first' || fetches(history)) return history;
  throw new Error(`none of its runs was ${which}`);
}

function runOf({ sap }: TestPlant, process: ProcessName, orderNo: string): string {
  if (process === 'ship-to-cash') return orderRun(orderNo);
  if (process === 'procure-to-receive') return purchaseRun(orderNo);
  if (process === 'engineering-change') return changeRun(numberOf(orderNo));
  if (process === 'inventory-reconciliation' || process === 'reconciliation-case') return stockRuns.get(orderNo) ?? '';
  if (process === 'inbound-delivery') {
    const inbound = sap.ledger().inboundDeliveries.findLast(({ purchaseOrderNo }) => purchaseOrderNo === orderNo);
    return inboundRun(inbound?.deliveryNo ?? orderNo);
  }
  if (process !== 'outbound-delivery') return runId({ process, company: '1000', plant: 'P100', key: orderNo });
  const first = sap.ledger().deliveries.find(({ salesOrderNo }) => salesOrderNo === orderNo);
  return deliveryRun(first?.deliveryNo ?? orderNo);
}

/** Where the memo has it: then its task is complete, and in the history. */
async function untilThere({ temporal }: TestPlant, workflowId: string, { state, condition }: Outcome): Promise<void> {
  const handle = temporal.client.workflow.getHandle(workflowId);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const run = await handle.describe().catch(absent);
    const view = run && viewOf(run);
    const isOver = condition !== 'DONE' || run?.status.name !== 'RUNNING';
    if (view?.state === state && view.condition === condition && isOver) return;
    if (Date.now() > deadline) throw new Error(`waited in vain; it shows ${JSON.stringify(view)?.slice(0, 600)}`);
    await sleep(LOOK_MS);
  }
}

const viewOf = ({ memo }: WorkflowExecutionDescription): RunView | undefined => memo?.['view'] as RunView | undefined;

/** It may yet be started, by an event. */
function absent(failure: unknown): undefined {
  if (!(failure instanceof WorkflowNotFoundError)) throw failure;
}

/** The runs that followed each other, the first one first. */
async function* chain({ temporal }: TestPlant, workflowId: string): AsyncGenerator<History> {
  const { workflow } = temporal.client;
  const { raw } = await workflow.getHandle(workflowId).describe();
  let next = raw.workflowExecutionInfo?.firstRunId;
  while (next) {
    const history = await workflow.getHandle(workflowId, next).fetchHistory();
    yield history;
    next = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
}

const fetches = ({ events }: History): boolean =>
  events?.some((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'fetchEvents') ?? false;
