import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { discoverConnectors } from '../../connectors/discover.js';
import { type MesPlant, startMesPlant } from '../../connectors/rest-mes/practice/index.js';
import { type Customer, startCustomer } from '../../connectors/partner-webhook/practice/index.js';
import { startTmsPlant, type TmsPlant } from '../../connectors/rest-tms/practice/index.js';
import { startWmsPlant, type WmsPlant } from '../../connectors/rest-wms/practice/index.js';
import { type NewOrder, type SapPlant, seedItems, startSapPlant } from '../../connectors/sap-s4/practice/index.js';
import type { ActionReceipt, ActionRequest } from '../../contracts/actions.js';
import type { ProductionConfirmation } from '../../contracts/entities/confirmation.js';
import type { EventData, EventType } from '../../contracts/events.js';
import { runId } from '../../contracts/ids.js';
import type { RunView } from '../../contracts/view.js';
import type { Landscape } from '../../landscape/landscape.js';
import { openStore } from '../../store/open.js';
import type { Store } from '../../store/store.js';
import { farAhead } from './far-ahead.js';
import { testWorkers, type TestWorkers } from './test-workers.js';
import { atEnd } from './at-end.js';
import { testLandscape, type TestLandscape } from './landscape.js';
import { testTemporal, type TestTemporal } from './temporal.js';

/** Plant P100 with its systems on loopback and workers in this process; events are signalled as the forwarder does. */
export interface Floor extends TestWorkers {
  temporal: TestTemporal;
  sap: SapPlant;
  mes: MesPlant;
  wms: WmsPlant;
  tms: TmsPlant;
  customer: Customer;
  landscape: Landscape;
  store: Store;
  /** Adds an order for pumps to the ERP, released. */
  order(orderNo: string, quantity?: string, differing?: Partial<NewOrder>): void;
  start(orderNo: string): Promise<WorkflowHandle>;
  /** The runs of an order. */
  production(orderNo: string): WorkflowHandle;
  inventory(orderNo: string): WorkflowHandle;
  /** Signals an event, as the forwarder does; with the same offset it is a repeat. */
  event<T extends EventType>(orderNo: string, type: T, data?: Partial<EventData[T]>, offset?: number): Promise<void>;
  report(orderNo: string, report: Partial<ProductionConfirmation>, offset?: number): Promise<void>;
  view(run: WorkflowHandle): Promise<RunView>;
  /** The run's view once it satisfies `ready`; fails with the last one. */
  until(run: WorkflowHandle, ready: (view: RunView) => boolean): Promise<RunView>;
  act(run: WorkflowHandle, action: ActionRequest['action'], more?: Partial<ActionRequest>): Promise<ActionReceipt>;
}

const PATIENCE_MS = 25_000;

export async function startFloor(overrides: NonNullable<TestLandscape['overrides']> = {}): Promise<Floor> {
  const temporal = await testTemporal();
  const [sap, mes, wms, tms, customer] = await Promise.all([
    startSapPlant(),
    startMesPlant({ definitions: [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['4'] }] }),
    startWmsPlant(),
    startTmsPlant({ cancellationFee: '75.00' }),
    startCustomer(),
  ]);
  seedItems(sap, { 'RM-10': '500000', 'RM-20': '1000000', 'RM-30': '400000' });
  const landscape = await testLandscape({
    urls: { sap: sap.url, mes: mes.url, wms: wms.url, tms: tms.url, customers: customer.url },
    overrides,
  });
  const folder = mkdtempSync(join(tmpdir(), 'headrace-floor-'));
  const store = await openStore(`file:${join(folder, 'store.db')}`);
  const connectors = await discoverConnectors();
  const [policy] = landscape.plants;
  if (!policy) throw new Error('the test landscape has no plant');
  const { client, connection, namespace, bundlePath } = temporal;
  const offsets = new Map<string, number>();
  const envelope = (id: string, type: EventType, offset: number) => {
    const at = new Date().toISOString();
    return { offset, messageId: `${id}#${offset}`, type, source: '/mes/P100', occurredAt: at, receivedAt: at };
  };
  const nextOffset = (id: string): number => {
    offsets.set(id, (offsets.get(id) ?? 0) + 1);
    return offsets.get(id) as number;
  };
  const idOf = (process: string, orderNo: string) => runId({ process, company: '1000', plant: 'P100', key: orderNo });

  const floor: Floor = {
    temporal,
    sap,
    mes,
    wms,
    tms,
    customer,
    landscape,
    store,
    ...testWorkers({ connection, namespace, landscape, connectors, store, bundlePath }),
    order: (orderNo, quantity, differing) => sap.addOrder(farAhead(orderNo, quantity, differing)),
    start: (orderNo) =>
      client.workflow.start('orderToProduction', {
        workflowId: idOf('order-to-production', orderNo),
        taskQueue: 'processes',
        args: [{ company: '1000', plant: 'P100', orderNo, requestedBy: 'test', policy }],
      }),
    production: (orderNo) => client.workflow.getHandle(idOf('order-to-production', orderNo)),
    inventory: (orderNo) => client.workflow.getHandle(idOf('production-to-inventory', orderNo)),
    async event(orderNo, type, data, offset) {
      const id = idOf('order-to-production', orderNo);
      await client.workflow
        .getHandle(id)
        .signal('events', [{ ...envelope(id, type, offset ?? nextOffset(id)), data: { orderNo, ...data } }]);
    },
    async report(orderNo, report, offset) {
      const id = idOf('production-to-inventory', orderNo);
      const event = envelope(id, 'OperationConfirmed', offset ?? nextOffset(id));
      await client.workflow.signalWithStart('productionToInventory', {
        workflowId: id,
        taskQueue: 'processes',
        args: [{ company: '1000', plant: 'P100', orderNo, policy }],
        signal: 'events',
        signalArgs: [[{ ...event, data: confirmation(orderNo, report) }]],
      });
    },
    view: async (run) => (await run.describe()).memo?.['view'] as RunView,
    async until(run, ready) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const view = await floor.view(run).catch(() => undefined);
        if (view && ready(view)) return view;
        if (Date.now() > deadline)
          throw new Error(`waited in vain; the run shows ${JSON.stringify(view)?.slice(0, 900)}`);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
    act(run, action, more = {}) {
      const actor = { name: 'Sam', roles: ['supervisor' as const, 'operator' as const, 'planner' as const] };
      const request = {
        actionId: `${action}-${Math.random()}`,
        action,
        reasonCode: 'TEST',
        text: 'test',
        payload: {},
        actor,
      };
      return run.executeUpdate('act', { args: [{ ...request, ...more }] });
    },
  };
  await floor.startWorkers();
  atEnd(async () => {
    await floor.stopWorkers();
    await Promise.all([sap.stop(), mes.stop(), wms.stop(), tms.stop(), customer.stop()]);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return floor;
}

export function confirmation(orderNo: string, report: Partial<ProductionConfirmation>): ProductionConfirmation {
  const made = report.yield ?? { value: '100', uom: 'EA' };
  return {
    confirmationId: 'MES-P100-1',
    orderNo,
    operation: '0020',
    kind: 'PARTIAL',
    yield: made,
    scrap: { value: '0', uom: 'EA' },
    rework: { value: '0', uom: 'EA' },
    outputs: [{ item: 'FG-1000', role: 'MAIN', qty: made, lot: 'L-31' }],
    consumption: [],
    ...report,
  };
}

export const pieces = (value: string) => ({ value, uom: 'EA' });
