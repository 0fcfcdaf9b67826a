import type { ErrorEntry } from './entry.js';

/** Business rules of inventory reconciliation. */
export const reconciliationErrors = {
  'B-REC-SNAPSHOT': {
    title: 'A stock snapshot is not whole',
    owner: 'inventory',
    remedy:
      'Have the system finish it, then retry; or go on with what is here, and nothing is corrected without a person.',
  },
  'B-REC-SETUP': {
    title: 'Stock cannot be compared as the landscape describes it',
    owner: 'master-data',
    remedy: 'Correct the unit in the item master, or the map of places and statuses; the next run compares it.',
  },
  'B-REC-APPROVE': {
    title: 'A correction of stock waits for inventory control',
    owner: 'inventory',
    remedy: 'Look at the proposed document: approve it, reject it, or have it counted once more.',
  },
  'B-REC-APPROVE-FINANCE': {
    title: 'A correction of stock waits for finance and the plant controller',
    owner: 'finance',
    remedy: 'Look at the proposed document and its value: approve it, reject it, or have it counted once more.',
  },
  'B-REC-APPROVE-QUALITY': {
    title: 'Stock lies under another lot, piece or status than the books say',
    owner: 'quality',
    remedy: 'Find out which lot it is: approve the transfer, or reject it and settle it by hand.',
  },
  'B-REC-BY-HAND': {
    title: 'A difference of stock has to be mended at its cause',
    owner: 'inventory',
    remedy: 'Post or reverse what is named, in its own system; then say so: both sides are read again.',
  },
  'B-REC-ESCALATED': {
    title: 'A stock key is wrong again and again, or a count contradicts its cause',
    owner: 'inventory',
    remedy: 'Look for the cause; have it counted, approve what is proposed, or reject it.',
  },
  'B-REC-COUNT-LATE': {
    title: 'A count that was asked for has not been carried out',
    owner: 'inventory',
    remedy: 'Have it counted in the warehouse; the case goes on waiting.',
  },
  'B-REC-DIFFERS': {
    title: 'Both sides still differ after the correction',
    owner: 'inventory',
    remedy: 'Look at what has moved since; retry reads both sides again, or accept: the next run compares it.',
  },
} as const satisfies Record<string, ErrorEntry>;
