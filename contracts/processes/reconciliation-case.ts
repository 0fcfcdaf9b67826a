import type { ComparisonLine, LineState, ReconciledItem } from '../entities/reconciliation.js';
import type { PlantPolicy } from '../policy.js';
import type { ProcessContract } from './process.js';

export const reconciliationCase = {
  process: 'reconciliation-case',
  title: 'Reconciliation case',
  workflow: 'reconciliationCase',
  firstState: 'OPEN',
  owner: 'inventory',
  runbook: 'docs/behaviour.md#reconciliation-case',
  version: '1.0',
  slas: [
    { name: 'A item decided', from: 'the case', to: 'its decision', within: '8h', share: 'all' },
    { name: 'decided', from: 'the case', to: 'its decision', within: '3d', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the reply to a correction was lost',
      by: 'probe',
      how: 'the document is looked for by our reference, and adopted or posted once more',
    },
    { trouble: 'the event of a count was lost', by: 'poll', how: 'the task is read again after reconciliation.probe' },
    {
      trouble: 'stock moved since the decision',
      by: 'poll',
      how: 'both sides are read before it is posted, and decided anew',
    },
  ],
  states: {
    OPEN: { meaning: 'the difference is known, and something under way at the key comes first' },
    EXPLAINED: { meaning: 'what is under way explains it, or it is gone', terminal: true },
    TOLERATED: { meaning: 'small enough to let be', terminal: true },
    AUTO_CORRECTING: { meaning: 'being corrected without a person', without: ['cancel'] },
    COUNT_REQUESTED: { meaning: 'somebody is to count it, without being told what to expect' },
    AWAITING_APPROVAL: { meaning: 'a correction is proposed: a person decides' },
    ESCALATED: { meaning: 'wrong again and again, or contradicted by a count: a person looks for the cause' },
    CORRECTED: { meaning: 'both sides agree again', terminal: true },
    REJECTED: { meaning: 'nothing is corrected', terminal: true },
  },
  steps: {
    'read in books': { title: 'read the item in the ERP', class: 'read', owner: 'inventory' },
    'read in warehouse': { title: 'read the item in the warehouse', class: 'read', owner: 'inventory' },
    'request count': {
      title: 'have it counted',
      class: 'keyed',
      owner: 'inventory',
      undo: { title: 'call the count off', class: 'U' },
    },
    'read count': { title: 'see what was counted', class: 'read', owner: 'inventory' },
    'post correction': {
      title: 'post the correction in the ERP',
      class: 'unkeyed',
      owner: 'inventory',
      amendable: ['postingDate'],
      undo: { title: 'cancel the material document', class: 'D' },
    },
    'cancel document': { title: 'cancel a material document', class: 'unkeyed', owner: 'inventory' },
  },
  decisions: {
    'correction': [
      { choice: 'APPROVE', text: 'post what is proposed, if both sides still stand as they did' },
      { choice: 'REJECT', text: 'correct nothing' },
      { choice: 'RECOUNT', text: 'have it counted once more first' },
    ],
    'by hand': [
      { choice: 'MENDED', text: 'it is mended in its own system: both sides are read again' },
      { choice: 'LEAVE', text: 'correct nothing' },
    ],
    'escalated': [
      { choice: 'COUNT', text: 'have it counted' },
      { choice: 'CAUSE_FOUND', text: 'its cause is found and mended: both sides are read again' },
      { choice: 'CORRECT', text: 'correct what is proposed' },
      { choice: 'GIVE_UP', text: 'correct nothing' },
    ],
    'still differs': [{ choice: 'ACCEPT', text: 'leave the rest to the next run' }],
  },
} as const satisfies ProcessContract;

export type ReconciliationCaseState = keyof typeof reconciliationCase.states;

export interface ReconciliationCaseInput {
  company: string;
  plant: string;
  /** Of the first of its keys: one case for a key at a time. */
  caseNo: string;
  /** The run that found it. */
  runId: string;
  /** As the run saw them last. */
  lines: [ComparisonLine, ...ComparisonLine[]];
  items: Record<string, ReconciledItem>;
  lowTrust: boolean;
  /** Instants at which the key was corrected before. */
  correctedAt: string[];
  /** What it may correct without a person, in the rules' currency: what the run's share of the plant's day left for it. */
  automaticUpTo?: string;
  policy: PlantPolicy;
}

/** How a case stands, for the run that found it. */
export interface CaseReport {
  caseNo: string;
  state: LineState;
}
