import type { PlantPolicy } from '../policy.js';
import type { ProcessContract } from './process.js';

export const procureToReceive = {
  process: 'procure-to-receive',
  title: 'Procure to receive',
  workflow: 'procureToReceive',
  spansPlants: true,
  firstState: 'OPEN',
  owner: 'buyer',
  runbook: 'docs/behaviour.md#procure-to-receive',
  version: '1.0',
  slas: [
    {
      name: 'order sent',
      from: 'the order’s release in the ERP',
      to: 'the supplier has it',
      within: '1h',
      share: 'all',
    },
    { name: 'notice matched', from: 'the supplier’s notice', to: 'the ERP has it', within: '10m', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the release was lost',
      by: 'person',
      how: 'start it again with its number: a run that is there is found, never begun twice',
    },
    { trouble: 'a change of the order was lost', by: 'poll', how: 'it is read again after receiving.orderRecheck' },
    {
      trouble: 'the reply to a new inbound delivery was lost',
      by: 'probe',
      how: 'it is looked for by supplier and packing slip, and adopted or created once more',
    },
    {
      trouble: 'a notice was lost or is wrong',
      by: 'replay',
      how: 'the supplier sends it again, with a higher version',
    },
    { trouble: 'no answer, or nothing that matches', by: 'person', how: 'the buyer decides on the run' },
  ],
  states: {
    OPEN: { meaning: 'nothing of the order has been received' },
    PARTIALLY_RECEIVED: { meaning: 'part of the order has been received' },
    FULLY_RECEIVED: { meaning: 'everything has been received; inspections and putaway go on' },
    CLOSED: { meaning: 'received, decided and put away', terminal: true },
    CANCELLING: { meaning: 'its deliveries are being taken back', without: ['cancel', 'hold'] },
    CANCEL_DECISION: { meaning: 'goods are here: a person decides whether they go back', without: ['cancel'] },
    CANCELLED: { meaning: 'cancelled; nothing of it is kept', terminal: true },
  },
  steps: {
    'read order': { title: 'read the purchase order', class: 'read', owner: 'buyer' },
    'send order': {
      title: 'send the supplier the order',
      class: 'keyed',
      owner: 'buyer',
      skippable: true,
      undo: { title: 'tell the supplier that nothing is wanted', class: 'D', physical: 'a message cannot be unsent' },
    },
    'create inbound delivery': {
      title: 'create the inbound delivery in the ERP',
      class: 'unkeyed',
      owner: 'inventory',
      undo: { title: 'take the delivery back', class: 'P', physical: 'what was received goes back to the supplier' },
    },
    'set delivery complete': {
      title: 'say in the ERP that no more is expected',
      class: 'keyed',
      owner: 'buyer',
      final: 'a line is opened again in the ERP only',
    },
  },
  decisions: {
    'order unanswered': [{ choice: 'ACCEPTED', text: 'the supplier has accepted it, as was asked' }],
    'order rejected': [{ choice: 'GO_ON', text: 'what the supplier offers is taken' }],
    'notice unmatched': [
      { choice: 'TAKE_MATCHING', text: 'take what matches the order, and nothing else of it' },
      { choice: 'REJECT', text: 'do not take it; the supplier announces it anew' },
    ],
    'goods are here': [
      { choice: 'RETURN', text: 'everything that is left of it goes back to the supplier' },
      { choice: 'KEEP', text: 'what has come stays; no more is expected' },
    ],
  },
} as const satisfies ProcessContract;

export interface ProcureToReceiveInput {
  company: string;
  /** As the ERP writes it. */
  purchaseOrderNo: string;
  sourceVersion?: string;
  /** Who asked for it: a caller's name, or the message's id. */
  requestedBy: string;
  /** The company's own: its ERP, calls and owners. */
  policy: PlantPolicy;
  /** Of every plant that may receive it. */
  plants: Record<string, PlantPolicy>;
}

export type ProcureToReceiveState = keyof typeof procureToReceive.states;
