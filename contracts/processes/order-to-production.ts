import type { PlantPolicy } from '../policy.js';
import type { Progress } from '../view.js';
import type { ProcessContract } from './process.js';

export const orderToProduction = {
  process: 'order-to-production',
  title: 'Order to production',
  workflow: 'orderToProduction',
  firstState: 'RECEIVED',
  owner: 'planner',
  runbook: 'docs/behaviour.md#order-to-production',
  version: '1.0',
  slas: [
    {
      name: 'acknowledged',
      from: 'the ERP releases the order',
      to: 'the MES has it',
      within: '5m',
      share: 'p95',
      breach: '15m',
    },
    { name: 'started', from: 'it is started on the shop floor', to: 'its run shows it', within: '5m', share: 'all' },
    { name: 'closed', from: 'the last report of the order', to: 'it is closed in the ERP', within: '1d', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the release was lost',
      by: 'person',
      how: 'start it again with its number: a run that is there is found, never begun twice',
    },
    {
      trouble: 'the answer of the MES was lost',
      by: 'probe',
      how: 'the MES is asked after production.answerProbeAfter',
    },
    { trouble: 'a system does not answer', by: 'retry', how: 'it is tried again by itself, for as long as it takes' },
    {
      trouble: 'nobody knows whether it was posted',
      by: 'probe',
      how: 'it is looked up until that is known; an operator resolves what cannot be',
    },
    { trouble: 'the MES or a person says no', by: 'person', how: 'the owner of the exception decides on the run' },
  ],
  states: {
    RECEIVED: { meaning: 'released by the ERP, not looked at yet' },
    VALIDATING: { meaning: 'order and masters are being checked' },
    DATA_HOLD: { meaning: 'a BOM or routing version is missing in the MES' },
    STAGING: { meaning: 'components are being requested from the warehouse' },
    DISPATCHING: { meaning: 'the order is being sent to the MES' },
    AWAITING_ACK: { meaning: 'sent; the MES has not answered yet' },
    MES_REJECTED: { meaning: 'the MES does not take the order' },
    ACKNOWLEDGED: { meaning: 'the MES has the order and has not started it' },
    IN_EXECUTION: { meaning: 'being made', begun: true },
    CHANGE_DECISION: {
      meaning: 'it was changed in the ERP: a person decides what comes of that',
      begun: true,
      without: ['cancel'],
    },
    PRODUCTION_COMPLETE: { meaning: 'made; postings are being drained', begun: true },
    CLOSING: { meaning: 'being technically completed in the ERP', without: ['cancel'] },
    CLOSED: { meaning: 'made and closed', terminal: true },
    CANCELLING: { meaning: 'what was done is being undone', without: ['cancel', 'hold'] },
    CANCEL_DECISION: { meaning: 'it has started: a person decides how it ends', begun: true, without: ['cancel'] },
    CANCELLED: { meaning: 'cancelled; nothing was made', terminal: true },
    CANCELLED_PARTIAL: { meaning: 'closed short; what was made stays', terminal: true },
  },
  steps: {
    'read order': { title: 'read the order', class: 'read', owner: 'planner' },
    'check masters': { title: 'check BOM and routing in the MES', class: 'read', owner: 'master-data' },
    'read item': { title: 'read the item for its cost', class: 'read', owner: 'planner' },
    'look for the order in the MES': { title: 'see how far the MES is', class: 'read', owner: 'planner' },
    'stage components': {
      title: 'request components',
      amendable: ['requiredAt'],
      class: 'keyed',
      owner: 'inventory',
      skippable: true,
      undo: { title: 'cancel the staging request', class: 'U', physical: 'what was picked is brought back' },
    },
    'dispatch': {
      title: 'send the order to the MES',
      class: 'keyed',
      owner: 'planner',
      undo: { title: 'take the order back from the MES', class: 'U' },
    },
    'see what is reported': { title: 'see what the MES has as reported', class: 'read', owner: 'planner' },
    'ask for the answer': { title: 'ask the MES for its answer', class: 'read', owner: 'planner' },
    'mark dispatched': {
      title: 'tell the ERP that the MES has it',
      class: 'keyed',
      owner: 'planner',
      skippable: true,
      final: 'the ERP keeps the note that the MES had released the order',
    },
    'short-close': {
      title: 'stop the order in the MES',
      class: 'keyed',
      owner: 'planner',
      final: 'execution is stopped',
    },
    'return staged': {
      title: 'return what is left over to stock',
      class: 'keyed',
      owner: 'inventory',
      skippable: true,
    },
    'complete technically': {
      title: 'complete the order technically in the ERP',
      class: 'unkeyed',
      owner: 'planner',
      final: 'technical completion is revoked in the ERP only',
    },
  },
  decisions: {
    'cancel after start': [
      { choice: 'LET_FINISH', text: 'let the order finish as planned' },
      { choice: 'SHORT_CLOSE', text: 'stop it now; what was made stays', final: 'execution cannot be taken up again' },
    ],
    'MES answer': [{ choice: 'SEND_AGAIN', text: 'send the order to the MES again' }],
    'quantity below reported': [
      { choice: 'SET_TO_REPORTED', text: 'set the quantity to what is reported, and finish there' },
      { choice: 'KEEP', text: 'go on with the quantity as it was before the change' },
      { choice: 'SHORT_CLOSE', text: 'stop it now; what was made stays', final: 'execution cannot be taken up again' },
    ],
    'recipe changed': [
      { choice: 'TAKE', text: 'make the rest by the new BOM and routing' },
      { choice: 'KEEP', text: 'make all of it as it was begun' },
    ],
    'late change': [
      { choice: 'KEEP', text: 'go on as it was before the change' },
      { choice: 'SHORT_CLOSE', text: 'stop it now; what was made stays', final: 'execution cannot be taken up again' },
    ],
    'under-delivery': [
      { choice: 'SHORT_CLOSE', text: 'close it with what was made', final: 'nothing more can be reported for it' },
      { choice: 'REMAIN_OPEN', text: 'leave it open: more is to come' },
    ],
    'late drain': [
      {
        choice: 'CLOSE_ANYWAY',
        text: 'close it with what is posted, as soon as nothing of that is parked or in doubt',
        final: 'reports that come later are not posted any more',
      },
    ],
  },
} as const satisfies ProcessContract;

export type OrderToProductionState = keyof typeof orderToProduction.states;
export type OrderToProductionStep = keyof typeof orderToProduction.steps;

export interface OrderToProductionInput {
  company: string;
  plant: string;
  /** As the ERP writes it. */
  orderNo: string;
  sourceVersion?: string;
  /** Who asked for it: a caller's name, or the message's id. */
  requestedBy: string;
  /** When the ERP released it; the start of the release clock. */
  releasedAt?: string;
  /** The order may already be in execution; begin where the MES is. */
  adopt?: true;
  policy: PlantPolicy;
}

export interface OrderTotals {
  progress: Progress;
  /** A final confirmation has been posted. */
  final: boolean;
  confirmations: number;
  parkedLines: number;
  /** Used of each component, by the order's component line. */
  consumed: Record<string, string>;
}
