import type { RunReply } from '../../cli/replies.js';
import type { Exception } from '../../contracts/view.js';

export const RUN = 'order-to-production/1000/P200/2000202';

const rejection: Exception = {
  ...{ id: 'MES answer', step: 'dispatch', code: 'B-MES-REJECTED', class: 'B', owner: 'planner', severity: 'SEV3' },
  text: 'Work center TEST-01 is locked for a tool change',
  upstream: { system: 'MES-P200', code: 'WORKCENTER_LOCKED' },
  impact: {
    orders: ['2000202'],
    quantity: { value: '200', uom: 'EA' },
    plannedOutput: { amount: '24000.00', currency: 'USD' },
    confidence: 'EXACT',
  },
  since: '2026-03-10T12:00:00.000Z',
  attempts: 1,
  dueAt: '2126-03-10T12:30:00.000Z',
  actions: ['decide', 'retry', 'reassign'],
  choices: ['SEND_AGAIN'],
};

/** A run that the MES has rejected, as the API shows it. */
export const stuckRun = (change: Partial<RunReply> = {}): RunReply => ({
  ...{ runId: RUN, process: 'order-to-production', company: '1000', plant: 'P200', key: '2000202' },
  ...{ state: 'MES_REJECTED', condition: 'EXCEPTION', since: '2026-03-10T12:00:00.000Z', revision: 7, item: 'FG-1000' },
  ...{ held: false, cancelling: false, actions: ['hold', 'cancel'], exceptions: [rejection], exceptionCount: 1 },
  undoable: ['stage components', 'dispatch'],
  documents: [{ system: 'MES-P200', type: 'MES_ORDER', number: '2000202' }],
  documentsComplete: true,
  related: [],
  timeline: [
    { type: 'state', at: '2026-03-10T11:59:00.000Z', state: 'AWAITING_ACK' },
    {
      type: 'event',
      at: '2026-03-10T12:00:00.000Z',
      event: 'OrderRejected',
      messageId: 'm-1',
      occurredAt: '2026-03-10T12:00:00.000Z',
    },
  ],
  timelineComplete: true,
  temporalStatus: 'RUNNING',
  freshness: { source: 'temporal', at: '2026-03-10T12:05:00.000Z', stale: false },
  workers: { processes: 1 },
  ...change,
});

export const SALES_ORDER = 'ship-to-cash/1000/-/200045';
export const DELIVERY = 'outbound-delivery/1000/P100/80001234';

const tooDear: Exception = {
  ...{ id: 'freight', step: 'tender', code: 'B-FREIGHT-OVER', class: 'B', owner: 'logistics', severity: 'SEV3' },
  text: 'CARRIER-B asks 420.00 EUR, the lowest rate was 300.00 EUR',
  impact: {
    orders: ['200045'],
    revenueAtRisk: { amount: '1500.00', currency: 'EUR' },
    confidence: 'EXACT',
  },
  since: '2026-03-10T12:00:00.000Z',
  attempts: 1,
  actions: ['decide'],
  choices: ['APPROVE', 'TENDER_AGAIN', 'CUSTOMER_PICKUP'],
};

/** A delivery that waits for a word on its freight. */
export const stuckDelivery = (change: Partial<RunReply> = {}): RunReply => ({
  ...stuckRun(),
  ...{ runId: DELIVERY, process: 'outbound-delivery', plant: 'P100', key: '80001234', state: 'FREIGHT_DECISION' },
  fulfilment: { ordered: '30', picked: '30', shipped: '0', uom: 'EA' },
  freight: {
    state: 'TENDERED',
    loadId: 'L-7',
    carrier: 'CARRIER-B',
    round: 2,
    cost: { amount: '420.00', currency: 'EUR' },
  },
  exceptions: [tooDear],
  documents: [{ system: 'TMS', type: 'LOAD', number: 'L-7' }],
  related: [{ runId: SALES_ORDER, what: 'sales order' }],
  timeline: [
    { type: 'freight', at: '2026-03-10T11:00:00.000Z', freight: { state: 'PLANNED', loadId: 'L-7' } },
    {
      type: 'readiness',
      at: '2026-03-10T11:01:00.000Z',
      ready: false,
      conditions: [
        { name: 'goods issue', met: true, evidence: '4900001' },
        { name: 'proof of delivery', met: false },
      ],
    },
    {
      type: 'milestone',
      at: '2026-03-10T11:02:00.000Z',
      code: 'ON_BOARD',
      stop: 'Rotterdam',
      eventAt: '2026-03-10T10:00:00.000Z',
    },
  ],
  ...change,
});

/** The order that it belongs to. */
export const salesOrder = (change: Partial<RunReply> = {}): RunReply => ({
  ...stuckRun(),
  ...{ runId: SALES_ORDER, process: 'ship-to-cash', plant: '-', key: '200045', state: 'PARTIALLY_SHIPPED' },
  ...{ condition: 'WAITING', exceptions: [], exceptionCount: 0, documents: [], timeline: [] },
  fulfilment: { ordered: '50', picked: '30', shipped: '20', uom: 'EA' },
  related: [{ runId: DELIVERY, what: 'delivery' }],
  ...change,
});

export const listed = (run: RunReply) => ({ ...run, updatedAt: '2026-03-10T12:00:00.000Z' });

export { rejection };
