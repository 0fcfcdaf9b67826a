import type { PlantPolicy } from '../policy.js';
import type { ProcessContract } from './process.js';

export const inventoryReconciliation = {
  process: 'inventory-reconciliation',
  title: 'Inventory reconciliation',
  workflow: 'inventoryReconciliation',
  firstState: 'SNAPSHOT_REQUESTED',
  owner: 'inventory',
  runbook: 'docs/behaviour.md#inventory-reconciliation',
  version: '1.0',
  slas: [
    { name: 'reconciled', from: 'the cut-off', to: 'every difference has a decision', within: '2h', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the snapshot never becomes whole',
      by: 'poll',
      how: 'it is looked at again after reconciliation.probe; late, a person decides',
    },
    { trouble: 'a run was missed', by: 'person', how: 'start it for its cut-off: a run that is there is found' },
    { trouble: 'a place or a unit has no meaning', by: 'person', how: 'mend it; the next run compares the item' },
  ],
  states: {
    SNAPSHOT_REQUESTED: { meaning: 'both systems are asked for their stock as of the cut-off' },
    SNAPSHOT_INCOMPLETE: { meaning: 'a snapshot is not whole: what is missing is not taken for zero' },
    SNAPSHOTS_IN: { meaning: 'both snapshots are here' },
    NORMALIZED: { meaning: 'both are in the same units, places and statuses' },
    COMPARED: { meaning: 'compared; what is under way is set aside' },
    SETTLING: { meaning: 'what differs has time to arrive' },
    RECHECKED: { meaning: 'what differed has been read again' },
    DECIDING: { meaning: 'every difference that stayed is decided about' },
    CORRECTING: { meaning: 'what may be corrected without a person is', without: ['cancel'] },
    REPORTED: { meaning: 'compared, decided, reported; open cases go on by themselves', terminal: true },
    ABORTED: { meaning: 'ended without a decision; nothing was corrected', terminal: true },
  },
  steps: {
    'request snapshot': {
      title: 'ask the warehouse for its stock as of the cut-off',
      class: 'keyed',
      owner: 'inventory',
    },
    'read snapshot': { title: 'see whether the snapshot is whole', class: 'read', owner: 'inventory' },
    'read snapshot lines': { title: 'read the snapshot, page by page', class: 'read', owner: 'inventory' },
    'read book stock': { title: 'read the ERP’s stock as of the cut-off', class: 'read', owner: 'inventory' },
    'read items': { title: 'read the items', class: 'read', owner: 'master-data' },
    'read in books': { title: 'read an item that differs in the ERP again', class: 'read', owner: 'inventory' },
    'read in warehouse': {
      title: 'read an item that differs in the warehouse again',
      class: 'read',
      owner: 'inventory',
    },
  },
  decisions: {
    'snapshot incomplete': [
      { choice: 'GO_ON', text: 'compare what is here; nothing is corrected without a person' },
      { choice: 'ABORT', text: 'leave it to the next run' },
    ],
  },
} as const satisfies ProcessContract;

export interface InventoryReconciliationInput {
  company: string;
  plant: string;
  /** The cut-off as it stands in ids: `20260310T2030Z`, with seconds where they matter. */
  asOf: string;
  requestedBy: string;
  policy: PlantPolicy;
}

export type InventoryReconciliationState = keyof typeof inventoryReconciliation.states;
