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

export const listed = (run: RunReply) => ({ ...run, updatedAt: '2026-03-10T12:00:00.000Z' });

export { rejection };
