import type { MovementLine } from '../contracts/entities/documents.js';
import type { StockBalance } from '../contracts/entities/stock-balance.js';
import { decimal, sum } from './arithmetic.js';
import type { PostingPlan } from './posting-plan.js';

/**
 * Whether what was used is of a blocked lot: some of the lot is blocked, and what is free of it at the place does not
 * cover what was used. A part that is blocked, as damaged at the dock, says nothing of the rest.
 */
export function usesBlockedLot({ lot, location, quantity }: MovementLine, balances: readonly StockBalance[]): boolean {
  if (lot === undefined) return false;
  const ofLot = balances.filter((one) => one.lot === lot);
  const free = ofLot.filter((one) => one.status === 'UNRESTRICTED' && one.location === location);
  const isBlocked = ofLot.some((one) => one.status === 'BLOCKED' && decimal(one.quantity.value).gt(0));
  return isBlocked && decimal(sum('0', ...free.map((one) => one.quantity.value))).lt(quantity.value);
}

/** What is made of a blocked lot may not be used either, until quality has decided. */
export function contain(plan: PostingPlan): PostingPlan {
  const movements = plan.posting.movements.map((line): MovementLine => {
    return line.type === 'GR_PRODUCTION' ? { ...line, status: 'QUALITY' } : line;
  });
  return { ...plan, posting: { ...plan.posting, movements } };
}
