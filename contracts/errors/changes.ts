import type { ErrorEntry } from './entry.js';

/** Business rules of engineering changes. */
export const changeErrors = {
  'B-MD-FORBIDDEN': {
    title: 'The change is forbidden while there is stock or an open order',
    owner: 'master-data',
    remedy: 'Use the stock up and finish the orders, then retry; or let the rest of the change go on without it.',
  },
  'B-CHANGE-APPROVAL': {
    title: 'The change needs an approval',
    owner: 'master-data',
    remedy: 'Approve or reject it as it stands, or correct it in the system that owns it.',
  },
  'B-CHANGE-REJECTED': {
    title: 'A system does not take the change',
    owner: 'master-data',
    remedy: 'Mend its cause there or in the owner’s system and retry, or leave the plant on the old revision.',
  },
  'B-CHANGE-STALE': {
    title: 'The system has a newer version of the change',
    owner: 'master-data',
    remedy: 'Compare the versions with the owner’s; retry once they agree.',
  },
  'B-REVISION-PRODUCED': {
    title: 'A lot was made by the new revision',
    owner: 'planner',
    remedy: 'There is no way back any more: make a new engineering change.',
  },
  'C-CHANGE-INVALID': {
    title: 'The change cannot be carried out as it stands',
    owner: 'master-data',
    remedy: 'Correct or release it in the system that owns it, then retry.',
  },
} as const satisfies Record<string, ErrorEntry>;
