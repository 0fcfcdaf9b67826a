import type { ErrorEntry } from './entry.js';

/** Data and contract. */
export const contentErrors = {
  'C-SCHEMA': {
    title: 'The message does not have the agreed shape',
    owner: 'operator',
    remedy: 'Have the sender corrected, or mend the mapping, then replay the message.',
  },
  'C-ENUM-UNKNOWN': {
    title: 'The message has a value that we do not know',
    owner: 'master-data',
    remedy: 'Add the value to the mapping, then replay the message.',
  },
  'C-MAPPING': {
    title: 'A value of the other system has no counterpart here',
    owner: 'master-data',
    remedy: 'Add it to the landscape’s mapping, then retry or replay.',
  },
  'C-UOM': {
    title: 'No conversion for this unit of measure',
    owner: 'master-data',
    remedy: 'Maintain the unit at the item in the ERP, then retry.',
  },
  'C-MASTER-VERSION': {
    title: 'The MES lacks the BOM or routing version of this order',
    owner: 'master-data',
    remedy: 'Send the version to the MES; the order goes on by itself when it is acknowledged.',
  },
  'C-ORDER-INVALID': {
    title: 'The order cannot be released as it stands',
    owner: 'master-data',
    remedy: 'Correct the order in the ERP, then retry.',
  },
  'C-DUP-CONFLICT': {
    title: 'The same id arrived with another content',
    owner: 'operator',
    remedy: 'Ask the sender which one is right; keep the first or take the second by a decision.',
  },
  'C-SEQ-GAP': {
    title: 'A report of the order is missing',
    owner: 'operator',
    remedy: 'Have the MES send it; retry fetches it there now, or declare it void with the MES’s evidence.',
  },
  'C-ORPHAN-EVENT': {
    title: 'A report for an order that the ERP does not know',
    owner: 'planner',
    remedy: 'Create or release the order in the ERP, then retry; or reject the report to the MES.',
  },
  'C-BAD-REPLY': {
    title: 'The system’s reply cannot be understood',
    owner: 'operator',
    remedy: 'Check for a proxy or a changed release in front of the system.',
  },
  'C-DIFFERENT': {
    title: 'What was posted differs from what was meant',
    owner: 'operator',
    remedy: 'Compare the two; correct it in the system, then retry to read it again.',
  },
  'C-INCOMPLETE': {
    title: 'The confirmation stands, but a movement of it failed in the ERP',
    owner: 'inventory',
    remedy: 'Reprocess the failed movement in the ERP (COGI), then retry to read it again.',
  },
} as const satisfies Record<string, ErrorEntry>;
