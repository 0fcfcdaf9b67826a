import type { ProcessName } from './outcomes.js';

/** What no stored history passes, and why that is all right. Everything else must be passed. */
export const notPassed: {
  states: Record<ProcessName, Record<string, string>>;
  choices: Record<ProcessName, Record<string, string>>;
  conditions: Record<string, string>;
  codes: Record<string, string>;
} = {
  states: {
    'order-to-production': { RECEIVED: 'given at the start; a run is past it before it says anything' },
    'production-to-inventory': {},
    'ship-to-cash': {},
    'outbound-delivery': {},
    'procure-to-receive': {},
    'engineering-change': {},
    'inventory-reconciliation': {},
    'reconciliation-case': {
      OPEN: 'given at the start; a run is past it before it says anything, unless a posting at its key is in doubt',
      ESCALATED: 'takes a key that was corrected three times before',
    },
    'inbound-delivery': { EXPECTED: 'given at the start; a run is past it before it says anything' },
  },
  choices: {
    'order-to-production': {},
    'production-to-inventory': {
      'ACCEPT of ACCEPT': 'of C-DIFFERENT: the practice ERP posts reports as it is told, or not at all',
    },
    'ship-to-cash': {},
    'outbound-delivery': {},
    'procure-to-receive': {},
    'engineering-change': {},
    'inventory-reconciliation': {},
    'reconciliation-case': {
      'COUNT of COUNT, CAUSE_FOUND, CORRECT, GIVE_UP': 'takes a key that was corrected three times before',
      'CAUSE_FOUND of COUNT, CAUSE_FOUND, CORRECT, GIVE_UP': 'takes a key that was corrected three times before',
      'CORRECT of COUNT, CAUSE_FOUND, CORRECT, GIVE_UP': 'takes a key that was corrected three times before',
      'GIVE_UP of COUNT, CAUSE_FOUND, CORRECT, GIVE_UP': 'takes a key that was corrected three times before',
    },
    'inbound-delivery': {
      'ACCEPT of ACCEPT, REJECT': 'the plants of the plays have a quality system',
      'REJECT of ACCEPT, REJECT': 'the plants of the plays have a quality system',
      'ACCEPT of ACCEPT': 'of C-DIFFERENT: the practice ERP posts receipts as it is told, or not at all',
    },
  },
  conditions: {
    COMPENSATING: 'a run says nothing while it moves; it decides which actions are refused meanwhile',
  },
  codes: {
    'B-DECISION-DUE': 'the plants of the plays have a quality system',
    'B-REC-COUNT-LATE': 'told after hours; nothing follows from it',
    'B-REC-ESCALATED': 'takes a key that was corrected three times before',
    'B-STAGING-PICKED': 'answered by the process itself: what was picked is brought back',
    'B-TENDER-OPEN': 'answered by the process itself: the offer that stands is read, and counts',
    'C-BAD-REPLY': 'of the MES, asked for missing reports: told with the gap',
    'P-BUG': 'a defect of our own',
    'P-ENDPOINT': 'of the MES, asked for missing reports: told with the gap',
    'T-AUTH': 'waited for, never an exception',
    'T-NO-WORKER': 'waited for, never an exception',
    'T-UNAVAILABLE': 'waited for, never an exception',
  },
};
