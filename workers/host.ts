import { existsSync } from 'node:fs';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createErpActivities } from '../activities/erp.js';
import { createMesActivities } from '../activities/mes.js';
import { createPartnerActivities } from '../activities/partner.js';
import { createQualityActivities } from '../activities/quality.js';
import { createReconciliationActivities } from '../activities/reconciliation.js';
import { createRecordActivities } from '../activities/record.js';
import { createSupplierActivities } from '../activities/supplier.js';
import { createTransportActivities } from '../activities/transport.js';
import { createWmsActivities } from '../activities/wms.js';
import type { Connector } from '../connectors/connector.js';
import { PROCESS_QUEUE } from '../contracts/events.js';
import type { Capability, Ports } from '../contracts/ports.js';
import type { Landscape, SystemConfig } from '../landscape/landscape.js';
import { portOf } from '../landscape/port-of.js';
import type { Store } from '../store/store.js';
import { bundleWorkflows } from './bundle.js';

export interface HostOptions {
  connection: NativeConnection;
  namespace: string;
  landscape: Landscape;
  connectors: Map<string, Connector>;
  store: Store;
  /** A bundle that was built before; else it is built now, which takes some seconds. */
  bundlePath?: string;
  /** Only these queues: a plant's own worker polls its plant's systems alone. */
  queues?: string[];
}

/** Workers that are polling. */
export interface Host {
  queues: string[];
  /** Resolves when all have ended, by `shutdown` or because one failed. */
  ended: Promise<unknown>;
  /** Ends in order: what is under way may finish. */
  shutdown(): Promise<void>;
}

/**
 * Starts one worker for the processes and one for each external system. They go on until `shutdown`; a worker that
 * fails ends the others, so that a supervisor sees it and starts all again.
 */
export async function startWorkers(options: HostOptions): Promise<Host> {
  const wanted = (queue: string) => !options.queues || options.queues.includes(queue);
  const workers: Worker[] = [];
  for (const system of options.landscape.systems.filter((one) => wanted(one.queue))) {
    workers.push(
      await Worker.create({ ...shared(options), taskQueue: system.queue, activities: activitiesFor(system, options) }),
    );
  }
  if (wanted(PROCESS_QUEUE)) workers.push(await Worker.create({ ...shared(options), ...(await processes(options)) }));
  const runs = workers.map((worker) => worker.run());
  const ended = Promise.allSettled(runs);
  for (const run of runs) run.catch(() => stop(workers));
  return {
    queues: workers.map((worker) => worker.options.taskQueue),
    ended,
    async shutdown() {
      stop(workers);
      const failed = (await ended).find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    },
  };
}

function stop(workers: Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

const shared = ({ connection, namespace }: HostOptions) => ({
  connection,
  namespace,
  // Without grace, a restart repeats every call that is under way.
  shutdownGraceTime: '70s',
  stickyQueueScheduleToStartTimeout: '3s',
});

async function processes({
  store,
  bundlePath,
}: HostOptions): Promise<Pick<WorkerOptions, 'taskQueue' | 'activities' | 'workflowBundle'>> {
  const workflowBundle =
    bundlePath && existsSync(bundlePath) ? { codePath: bundlePath } : { code: await bundleWorkflows() };
  return {
    taskQueue: PROCESS_QUEUE,
    activities: { ...createRecordActivities(store), ...createReconciliationActivities(store) },
    workflowBundle,
  };
}

const activitiesOn: { [C in Capability]: (port: Ports[C]) => object } = {
  erp: createErpActivities,
  mes: createMesActivities,
  wms: createWmsActivities,
  transport: createTransportActivities,
  partner: createPartnerActivities,
  supplier: createSupplierActivities,
  quality: createQualityActivities,
};

function activitiesFor(system: SystemConfig, { connectors }: HostOptions): object {
  const create = <C extends Capability>(capability: C) =>
    activitiesOn[capability](portOf(system, connectors, capability));
  return create(system.capability);
}
