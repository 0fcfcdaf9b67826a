import type { InventoryReconciliationState } from '../../contracts/processes/inventory-reconciliation.js';
import type { ReconciliationCaseState } from '../../contracts/processes/reconciliation-case.js';
import type { Outcome } from './outcomes.js';

/** All stock of a plant is compared: nothing else is to be on its way. */
const alone = true as const;
const reported = { state: 'REPORTED', condition: 'DONE', alone } as const;

export const inventoryReconciliation = {
  'reported': reported,
  'gone-on-without-the-rest': reported,
  'aborted': { state: 'ABORTED', condition: 'DONE', alone },
  'place-unknown': reported,
} as const satisfies Record<string, Outcome<InventoryReconciliationState>>;

const corrected = { state: 'CORRECTED', condition: 'DONE', alone } as const;
const rejected = { state: 'REJECTED', condition: 'DONE', alone } as const;
const asked = { state: 'AWAITING_APPROVAL', condition: 'EXCEPTION', alone } as const;

export const reconciliationCase = {
  'corrected-by-itself': corrected,
  'count-requested': { state: 'COUNT_REQUESTED', condition: 'WAITING', alone },
  'counted-then-approved': corrected,
  'counted-as-in-the-books': { state: 'EXPLAINED', condition: 'DONE', alone },
  'counted-then-tolerated': { state: 'TOLERATED', condition: 'DONE', alone },
  'counted-once-more': asked,
  'finance-asked': asked,
  'lots-rejected': rejected,
  'mended-by-hand': corrected,
  'left-as-it-is': rejected,
  'differs-then-accepted': corrected,
  'cancelled-while-counted': rejected,
  'cancelled-when-posted': rejected,
} as const satisfies Record<string, Outcome<ReconciliationCaseState>>;
