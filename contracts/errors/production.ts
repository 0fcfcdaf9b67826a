import type { ErrorEntry } from './entry.js';

/** Business rules of production and of postings in general. */
export const productionErrors = {
  'B-REJECTED': {
    title: 'The system rejected the posting for a business reason',
    owner: 'planner',
    remedy: 'Read the system’s own text, correct the data there or amend, then retry.',
  },
  'B-ORDER-STARTED': {
    title: 'The order has already started in execution',
    owner: 'planner',
    remedy: 'Decide: let it finish, or close it short.',
  },
  'B-ORDER-CLOSED': {
    title: 'The order is closed or technically complete',
    owner: 'planner',
    remedy: 'Reopen the order in the ERP, then retry; or reject the report to the MES.',
  },
  'B-ORDER-STATUS': {
    title: 'The order’s status does not allow this',
    owner: 'planner',
    remedy: 'Correct the order’s status in the ERP, then retry.',
  },
  'B-MES-REJECTED': {
    title: 'The MES rejected the order',
    owner: 'planner',
    remedy: 'Read the MES’s text, correct the cause, then retry; or cancel the order.',
  },
  'B-NO-ANSWER': {
    title: 'The awaited answer is late',
    owner: 'planner',
    remedy: 'Ask the sender; retry looks for the answer there now.',
  },
  'B-OVERDUE': {
    title: 'The order runs past its scheduled end',
    owner: 'planner',
    remedy: 'Ask the shop floor; the run goes on waiting.',
  },
  'B-QTY-OVER': {
    title: 'More was made than the order and its tolerance allow',
    owner: 'supervisor',
    remedy: 'Accept it as a supervisor, or reject the report to the MES.',
  },
  'B-QTY-IMPLAUSIBLE': {
    title: 'Yield, scrap and rework together exceed the order implausibly',
    owner: 'supervisor',
    remedy: 'Check for a typing error; a supervisor may accept it, or reject it to the MES.',
  },
  'B-STOCK-SHORT': {
    title: 'Stock is too short for a component',
    owner: 'inventory',
    remedy: 'Post the missing transfer or receipt; the line is posted by itself when stock arrives.',
  },
  'B-LOT-STATUS': {
    title: 'A blocked lot was used',
    owner: 'quality',
    remedy:
      'Decide about the lot in quality management. What was made of it is kept in quality stock; the consumption is posted when the lot is free.',
  },
  'B-REVERSAL-BLOCKED': {
    title: 'A confirmation cannot be reversed: not all of what was made is still there',
    owner: 'inventory',
    remedy: 'Decide: wait until it comes back, correct what is left, or reject the reversal to the MES.',
  },
  'B-CORRECTION-APPROVAL': {
    title: 'What is left of a confirmation is to be taken out of stock',
    owner: 'supervisor',
    remedy: 'Approve the correction, or refuse it; the confirmation stays in either case.',
  },
  'B-TAKE-BACK': {
    title: 'What was made is being taken out of stock',
    owner: 'inventory',
    remedy: 'The warehouse says when it is done; say so yourself where it does not.',
  },
  'B-REVERSAL-UNKNOWN': {
    title: 'A confirmation is reversed that is not known here',
    owner: 'planner',
    remedy: 'Find out what the MES means; the reversal goes on when its confirmation comes, or is rejected to the MES.',
  },
  'B-REVERSAL-REVERSED': {
    title: 'A reversal is itself reversed',
    owner: 'planner',
    remedy: 'Reject it: what was made after all is reported by a new confirmation.',
  },
  'B-STAGING-PICKED': {
    title: 'Staged material was already picked',
    owner: 'inventory',
    remedy: 'It is brought back by return tasks in the warehouse.',
  },
  'B-QTY-BELOW-REPORTED': {
    title: 'The changed quantity is below what is reported already',
    owner: 'planner',
    remedy: 'Decide: finish at what is reported, keep the quantity, or close it short.',
  },
  'B-RECIPE-CHANGED': {
    title: 'BOM or routing of the order changed after material was issued',
    owner: 'planner',
    remedy: 'Decide: make the rest by the new BOM and routing, or all of it by the old ones.',
  },
  'B-QTY-UNDER': {
    title: 'The order is reported complete with more open than its tolerance allows',
    owner: 'planner',
    remedy: 'Decide: close it short with what was made, or leave it open for what is still to come.',
  },
  'B-CHANGE-TOO-LATE': {
    title: 'The change comes too late',
    owner: 'planner',
    remedy: 'Decide how it goes on; what was made or has left stays.',
  },
} as const satisfies Record<string, ErrorEntry>;
