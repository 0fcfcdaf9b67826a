import type { PlantPolicy } from '../policy.js';
import type { ProcessContract } from './process.js';

export const shipToCash = {
  process: 'ship-to-cash',
  title: 'Ship to cash',
  workflow: 'shipToCash',
  spansPlants: true,
  firstState: 'OPEN',
  owner: 'planner',
  runbook: 'docs/behaviour.md#ship-to-cash',
  version: '1.0',
  slas: [
    {
      name: 'billed',
      from: 'the last delivery of the order may be billed',
      to: 'all of it is billed',
      within: '1d',
      share: 'all',
    },
  ],
  recovery: [
    {
      trouble: 'the release was lost',
      by: 'person',
      how: 'start it again with its number: a run that is there is found, never begun twice',
    },
    {
      trouble: 'the reply to a new delivery was lost',
      by: 'probe',
      how: 'the ERP is asked for its deliveries; the one that is there is taken over',
    },
    { trouble: 'a change of the order was lost', by: 'poll', how: 'it is read again after shipping.holdRecheck' },
    { trouble: 'a delivery was cancelled', by: 'person', how: 'the planner has it delivered again, or not at all' },
  ],
  states: {
    OPEN: { meaning: 'nothing of the order has been shipped' },
    PARTIALLY_SHIPPED: { meaning: 'part of the order has been shipped' },
    SHIPPED: { meaning: 'everything that is to be delivered has been shipped' },
    INVOICED: { meaning: 'everything that was shipped is billed' },
    CLOSED: { meaning: 'delivered and billed', terminal: true },
    CANCELLING: { meaning: 'its deliveries are being taken back', without: ['cancel', 'hold'] },
    CANCELLED: { meaning: 'cancelled; nothing was delivered', terminal: true },
    RETURN_PATH: { meaning: 'goods have left: they can only come back by a returns order', without: ['cancel'] },
    RETURNING: { meaning: 'what had left is being returned by a returns order in the ERP', terminal: true },
  },
  steps: {
    'read order': { title: 'read the sales order', class: 'read', owner: 'planner' },
    'find deliveries': { title: 'see which deliveries the ERP has for it', class: 'read', owner: 'planner' },
    'create delivery': {
      title: 'create a delivery in the ERP',
      class: 'unkeyed',
      owner: 'planner',
      undo: { title: 'cancel the delivery', class: 'U', physical: 'what was picked is brought back' },
    },
    'reject lines': {
      title: 'reject the order’s lines in the ERP',
      class: 'keyed',
      owner: 'planner',
      final: 'rejected lines are reopened in the ERP only',
    },
  },
  decisions: {
    'delivery cancelled': [
      { choice: 'DELIVER_AGAIN', text: 'create another delivery for it' },
      { choice: 'REJECT_LINES', text: 'deliver it no more', final: 'its lines are rejected in the ERP' },
    ],
    'goods have left': [
      { choice: 'DELIVER', text: 'it is delivered and billed as ordered' },
      { choice: 'RETURN', text: 'a returns order was made in the ERP; what is under way is left to it' },
    ],
    'plant': [{ choice: 'REJECT_LINES', text: 'deliver it no more', final: 'its lines are rejected in the ERP' }],
    'change too late': [{ choice: 'KEEP', text: 'deliver and bill what has left; the change is void' }],
  },
} as const satisfies ProcessContract;

export type ShipToCashState = keyof typeof shipToCash.states;

export interface ShipToCashInput {
  company: string;
  /** As the ERP writes it. */
  salesOrderNo: string;
  sourceVersion?: string;
  /** Who asked for it: a caller's name, or the message's id. */
  requestedBy: string;
  /** The company's own: its ERP, calls and owners. */
  policy: PlantPolicy;
  /** Of every plant that the order may be delivered from. */
  plants: Record<string, PlantPolicy>;
}
