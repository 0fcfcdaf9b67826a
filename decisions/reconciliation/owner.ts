import type { Cause } from '../../contracts/entities/reconciliation.js';
import type { Role } from '../../contracts/roles.js';

/** Who answers for what has gone wrong (domain: ownership). */
const owners: Record<Cause, Role> = {
  LOT_SWAP: 'quality',
  SERIAL_MISMATCH: 'quality',
  STATUS_DRIFT: 'quality',
  MISPLACED: 'inventory',
  OWNER_DRIFT: 'finance',
  MISSING_POSTING: 'inventory',
  DOUBLE_POSTING: 'inventory',
  DOUBLE_FEED: 'inventory',
  REVERSAL_MISSED: 'inventory',
  UOM_ERROR: 'master-data',
  UNEXPLAINED: 'inventory',
};

export const ownerOf = (cause: Cause): Role => owners[cause];
