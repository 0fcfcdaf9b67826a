import type { PlantPolicy } from '../policy.js';
import type { ProcessContract } from './process.js';

export const engineeringChange = {
  process: 'engineering-change',
  title: 'Engineering change',
  workflow: 'engineeringChange',
  spansPlants: true,
  firstState: 'RECEIVED',
  owner: 'master-data',
  runbook: 'docs/behaviour.md#engineering-change',
  version: '1.0',
  slas: [
    { name: 'distributed', from: 'the approval', to: 'every system has it', within: '60m', share: 'all' },
    { name: 'activated', from: 'the start in the plant’s zone', to: 'it is in use', within: '5m', share: 'all' },
  ],
  recovery: [
    {
      trouble: 'the release was lost',
      by: 'person',
      how: 'start it again with its number: a run that is there is found, never begun twice',
    },
    { trouble: 'a newer version was not told of', by: 'poll', how: 'it is read again after changes.ownerRecheck' },
    {
      trouble: 'the first lot was not told of',
      by: 'poll',
      how: 'the MES is asked after changes.firstLotRecheck, and before anything is taken back',
    },
    { trouble: 'a system was down at the start', by: 'retry', how: 'it is put into use as soon as the system answers' },
    { trouble: 'a system does not take it', by: 'person', how: 'its owner retries, or leaves the plant as it is' },
  ],
  states: {
    RECEIVED: { meaning: 'it is read from its owner' },
    IMPACT_ANALYSIS: { meaning: 'stock and open orders are looked at, and what is forbidden while there are any' },
    AWAITING_APPROVAL: { meaning: 'a person must agree: it breaks something, is incomplete, or starts soon' },
    DISTRIBUTING: { meaning: 'it is on its way to the systems, not in use anywhere' },
    PARTIALLY_ACKED: { meaning: 'some systems have it, others have not' },
    REJECTED_BY_TARGET: { meaning: 'a system does not take it; other plants go on' },
    STAGED: { meaning: 'every system has it; the old stock is being used up' },
    AWAITING_EFFECTIVITY: { meaning: 'every system has it; its day has to come' },
    ACTIVATING: { meaning: 'it is being put into use' },
    PARTIALLY_ACTIVE: { meaning: 'it is in use at some plants, and not at others' },
    ACTIVE: { meaning: 'it is in use; nothing is made by it yet, and it can be taken back' },
    ESTABLISHED: { meaning: 'in use for good where it was meant to be', terminal: true },
    PARTIALLY_ESTABLISHED: {
      meaning: 'in use for good at some plants; others stay on the old revision',
      terminal: true,
    },
    STALE: { meaning: 'in use nowhere: every plant stays on the old revision', terminal: true },
    CANCELLING: { meaning: 'what was sent is being withdrawn', without: ['cancel', 'hold'] },
    CANCELLED: { meaning: 'withdrawn before it was in use anywhere', terminal: true },
    ROLLING_BACK: { meaning: 'it was in use, and the old revision is being put back', without: ['cancel', 'hold'] },
    ROLLED_BACK: { meaning: 'the old revision is in use again', terminal: true },
    SUPERSEDED: { meaning: 'another change took its place before it was in use', terminal: true },
  },
  steps: {
    'read change': { title: 'read the change from its owner', class: 'read', owner: 'master-data' },
    'read open orders': { title: 'read the open orders of the item', class: 'read', owner: 'master-data' },
    'read stock': { title: 'read the stock of the item', class: 'read', owner: 'master-data' },
    'distribute': {
      title: 'send a definition, not in use yet',
      class: 'keyed',
      owner: 'master-data',
      undo: { title: 'withdraw it, the version before stands', class: 'U' },
    },
    'activate': {
      title: 'put it into use',
      class: 'keyed',
      owner: 'master-data',
      final: 'once a lot is made by it, a new engineering change is needed',
    },
    'verify': { title: 'read back what a system has', class: 'read', owner: 'master-data' },
  },
  decisions: {
    'forbidden': [{ choice: 'GO_ON_WITHOUT', text: 'what is forbidden is left out; the rest goes on' }],
    'approval': [
      { choice: 'APPROVE', text: 'it is carried out as it stands' },
      { choice: 'REJECT', text: 'it is not carried out', final: 'a new change is needed for it' },
    ],
    'disposition': [
      { choice: 'USE_UP', text: 'approved; the old stock is used up first' },
      { choice: 'RUN_OUT_DATE', text: 'approved; it starts on its day, whatever is left' },
      { choice: 'DECLINE', text: 'it is not carried out', final: 'a new change is needed for it' },
    ],
    'target rejected': [
      { choice: 'LEAVE', text: 'the plant stays on the old revision' },
      { choice: 'WITHOUT_EXTENSIONS', text: 'send it again without the fields that are only for this system' },
    ],
    'target differs': [{ choice: 'TAKE', text: 'it is right as the system has it' }],
  },
} as const satisfies ProcessContract;

export interface EngineeringChangeInput {
  company: string;
  /** As its owner writes it. */
  changeNo: string;
  sourceVersion?: string;
  /** Who asked for it: a caller's name, or the message's id. */
  requestedBy: string;
  /** The company's own: its ERP, calls and owners. */
  policy: PlantPolicy;
  /** Of every plant that it may concern. */
  plants: Record<string, PlantPolicy>;
}

export type EngineeringChangeState = keyof typeof engineeringChange.states;
