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
    {
      trouble: 'a confirmation was wrong',
      by: 'retry',
      how: 'the MES reverses it: goods out of stock, confirmation and movements cancelled, the order told',
    },
    { trouble: 'what is to be reversed has left', by: 'person', how: 'wait, correct what is left, or reject it' },
    { trouble: 'a blocked lot was used', by: 'poll', how: 'its consumption waits until the lot is free' },
    { trouble: 'more was made than ordered', by: 'person', how: 'a supervisor accepts or rejects the report' },
  ],
  states: {
    IDLE: { meaning: 'everything reported is posted', without: ['cancel', 'retry'] },
    PROCESSING: { meaning: 'a report is being posted', without: ['cancel'] },
    ORPHAN: { meaning: 'reports for an order that the ERP does not know', without: ['cancel'] },
    BLOCKED: { meaning: 'a report is missing or needs a person; later ones of this order wait', without: ['cancel'] },
    REVERSING: { meaning: 'a confirmation is being taken back; later reports of this order wait', without: ['cancel'] },
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
    'see lots': { title: 'see whether a lot that was used is blocked', class: 'read', owner: 'quality' },
    'see stock': { title: 'see what is left in the books', class: 'read', owner: 'inventory' },
    'see shelves': { title: 'see what is left in the warehouse', class: 'read', owner: 'inventory' },
    'see where it went': { title: 'see what has become of a lot', class: 'read', owner: 'inventory' },
    'take back receipt': {
      title: 'have what was made taken out of stock',
      class: 'keyed',
      owner: 'inventory',
      final: 'it is put away again by a receipt of its own only',
    },
    'read receipt': { title: 'read what the warehouse has taken out', class: 'read', owner: 'inventory' },
    'cancel confirmation': {
      title: 'reverse the confirmation with its movements',
      amendable: ['date'],
      class: 'unkeyed',
      owner: 'planner',
      final: 'a reversal stays; what was made after all is reported anew',
    },
    'cancel movement': {
      title: 'cancel a movement that was posted beside the confirmation',
      amendable: ['date'],
      class: 'unkeyed',
      owner: 'inventory',
      final: 'both documents stay in the books',
    },
    'correct receipt': {
      title: 'take what is left out of the books; the confirmation stays',
      amendable: ['postingDate', 'documentDate'],
      class: 'unkeyed',
      owner: 'inventory',
      final: 'the correction is a document of its own',
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
    'reversal blocked': [
      { choice: 'WAIT_FOR_RETURN', text: 'wait until what is missing comes back' },
      {
        choice: 'CORRECT_REMAINING',
        text: 'take what is left out of stock, once approved; the confirmation stays',
        final: 'the confirmation cannot be reversed any more',
      },
      { choice: 'REJECT_TO_MES', text: 'do not reverse it; the MES must correct it' },
    ],
    'reversal blocked, nothing left': [
      { choice: 'WAIT_FOR_RETURN', text: 'wait until it comes back' },
      { choice: 'REJECT_TO_MES', text: 'do not reverse it; the MES must correct it' },
    ],
    'reversal unknown': [{ choice: 'REJECT_TO_MES', text: 'there is nothing to reverse; the MES must correct it' }],
    'correction': [
      { choice: 'APPROVE', text: 'post the correction' },
      { choice: 'REFUSE', text: 'do not; decide anew about the reversal' },
    ],
    'taken back': [{ choice: 'TAKEN_BACK', text: 'it is out of stock, as was seen' }],
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
