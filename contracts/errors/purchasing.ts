import type { ErrorEntry } from './entry.js';

/** Business rules from the purchase order to stock. */
export const purchasingErrors = {
  'B-NO-ORDER-ANSWER': {
    title: 'The supplier has not answered the order',
    owner: 'buyer',
    remedy: 'Ask the supplier; say that it is accepted, or wait.',
  },
  'B-ORDER-REJECTED': {
    title: 'The supplier does not take the order as it is',
    owner: 'buyer',
    remedy: 'Agree with the supplier and change the order in the ERP; or go on with what the supplier offers.',
  },
  'B-NOTICE-UNMATCHED': {
    title: 'The supplier’s notice does not match the order',
    owner: 'buyer',
    remedy: 'Correct the order in the ERP and retry; take what matches; or reject the notice to the supplier.',
  },
  'B-INBOUND-LATE': {
    title: 'The announced delivery has not arrived',
    owner: 'buyer',
    remedy: 'Ask the supplier or the carrier; the run goes on waiting.',
  },
  'B-INBOUND-ARRIVED': {
    title: 'The announced delivery has arrived',
    owner: 'inventory',
    remedy: 'What has come is brought back to the dock by tasks in the warehouse.',
  },
  'B-RCV-OVER': {
    title: 'More was received than the order and its tolerance allow',
    owner: 'buyer',
    remedy: 'Accept it (the order is amended), return it to the supplier, or take it free of charge.',
  },
  'B-RCV-LOT': {
    title: 'A lot is missing for an item that is kept by lot',
    owner: 'inventory',
    remedy: 'Have the lot recorded at the dock; the receipt is posted when the warehouse shows it.',
  },
  'B-RCV-UNORDERED': {
    title: 'Something was received that the order does not have',
    owner: 'buyer',
    remedy: 'Have the order extended in the ERP and retry, or have it returned to the supplier.',
  },
  'B-DOCK-LATE': {
    title: 'Received goods are not put away in time',
    owner: 'inventory',
    remedy: 'Ask the warehouse; the run goes on waiting.',
  },
  'B-DECISION-DUE': {
    title: 'Received goods wait for a usage decision',
    owner: 'quality',
    remedy: 'Inspect them, and decide: accept or reject.',
  },
  'B-DECISION-LATE': {
    title: 'The usage decision is late',
    owner: 'quality',
    remedy: 'Decide in quality management; retry reads the decision now.',
  },
  'B-UD-FINAL': {
    title: 'A usage decision was changed after it was made',
    owner: 'quality',
    remedy: 'A usage decision is final: correct the stock by a transfer posting.',
  },
  'B-UD-QUANTITY': {
    title: 'The usage decision does not account for what was inspected',
    owner: 'quality',
    remedy: 'Correct the decision’s quantities in quality management, then retry.',
  },
  'B-RECEIPT-CONSUMED': {
    title: 'What was received is partly gone, or decided',
    owner: 'buyer',
    remedy:
      'Only what is left can be returned; decide whether the receipt stays, and settle the rest with the supplier.',
  },
} as const satisfies Record<string, ErrorEntry>;
