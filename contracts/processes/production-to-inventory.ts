import type { PlantPolicy } from '../policy.js';
import type { RunView } from '../view.js';
import type { ProcessContract } from './process.js';

export const productionToInventory = {
  process: 'production-to-inventory',
  title: 'Production to inventory',
  workflow: 'productionToInventory',
  firstState: 'PROCESSING',
  owner: 'planner',
  runbook: 'docs/behaviour.md#production-to-inventory',
  version: '1.0',
  slas: [
    {
      name: 'verified',
      from: 'the shop floor confirms',
      to: 'its posting is read back from the ERP',
      within: '2m',
      share: 'p95',
      breach: '15m',
    },
  ],
  recovery: [
    {
      trouble: 'a report is missing',
      by: 'poll',
      how: 'it is fetched from the MES after production.sequenceGapFetchAfter, and posted in its place',
    },
    { trouble: 'a report cannot be read', by: 'replay', how: 'mend the mapping, then headrace messages replay' },
    {
      trouble: 'nobody knows whether it was posted',
      by: 'probe',
      how: 'it is looked up by its number; later reports of the order wait',
    },
    {
      trouble: 'stock is short, or a movement failed',
      by: 'poll',
      how: 'its line waits, and posts itself when stock comes or after production.parkedRecheck',
    },
    { trouble: 'more was made than ordered', by: 'person', how: 'a supervisor accepts or rejects the report' },
  ],
  states: {
    IDLE: { meaning: 'everything reported is posted', without: ['cancel', 'retry'] },
    PROCESSING: { meaning: 'a report is being posted', without: ['cancel'] },
    ORPHAN: { meaning: 'reports for an order that the ERP does not know', without: ['cancel'] },
    BLOCKED: { meaning: 'a report is missing or needs a person; later ones of this order wait', without: ['cancel'] },
    PARKED_LINES: { meaning: 'single lines wait; the order goes on', without: ['cancel', 'retry'] },
    DRAINED: { meaning: 'everything reported is posted, and the order is closing', without: ['cancel', 'retry'] },
    DONE: { meaning: 'the order is closed; a late report opens it again', terminal: true },
  },
  steps: {
    'read order': { title: 'read the order', class: 'read', owner: 'planner' },
    'read items': { title: 'read the items', class: 'read', owner: 'master-data' },
    'look up posting': { title: 'see whether the ERP has it already', class: 'read', owner: 'operator' },
    'fetch missing reports': {
      title: 'ask the MES for the reports that are missing',
      class: 'read',
      owner: 'operator',
    },
    'post confirmation': {
      title: 'post the confirmation with its movements',
      amendable: ['postingDate'],
      class: 'unkeyed',
      owner: 'planner',
      final: 'a confirmation is reversed by a report of the MES only',
    },
    'verify confirmation': { title: 'read the confirmation back', class: 'read', owner: 'operator' },
    'post consumption': {
      title: 'post reported consumption',
      amendable: ['postingDate', 'documentDate'],
      class: 'unkeyed',
      owner: 'inventory',
      final: 'stock that was used stays used',
    },
    'post parked line': {
      title: 'post a line that waited',
      amendable: ['location', 'lot'],
      class: 'unkeyed',
      owner: 'inventory',
      final: 'stock that was used stays used',
    },
    'replenish': {
      title: 'ask the warehouse for material at the line',
      class: 'keyed',
      owner: 'inventory',
      skippable: true,
    },
    'post transfer': {
      title: 'post the transfer of material that was brought',
      amendable: ['postingDate', 'documentDate'],
      class: 'unkeyed',
      owner: 'inventory',
      final: 'stock that was moved stays moved',
    },
    'expect receipt': {
      title: 'announce the receipt to the warehouse',
      class: 'keyed',
      owner: 'inventory',
      skippable: true,
    },
  },
  decisions: {
    tolerance: [
      { choice: 'ACCEPT', text: 'post it as reported' },
      { choice: 'REJECT', text: 'do not post it; the MES must correct it' },
    ],
    orphan: [{ choice: 'REJECT', text: 'do not post it; the MES must correct it' }],
    conflict: [{ choice: 'KEEP_FIRST', text: 'keep what was posted; the second report is void' }],
    difference: [{ choice: 'ACCEPT', text: 'it stands as the ERP has it; what was made is counted from there' }],
    'sequence gap': [
      { choice: 'DECLARE_VOID', text: 'there is no such report, as the MES shows; go on with the next one' },
    ],
    'order': [{ choice: 'REJECT', text: 'do not post it; the MES must correct it' }],
  },
} as const satisfies ProcessContract;

export type ProductionToInventoryState = keyof typeof productionToInventory.states;
export type ProductionToInventoryStep = keyof typeof productionToInventory.steps;

export interface ProductionToInventoryInput {
  company: string;
  plant: string;
  orderNo: string;
  policy: PlantPolicy;
  /** Begun by a report that came when the mailbox had ended. */
  late?: true;
}

/** What an ended mailbox returns; `left` is the second argument of the run that a late report begins. */
export interface ProductionToInventoryResult {
  view: RunView;
  left: object;
}
