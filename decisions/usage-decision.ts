import type { MovementType } from '../contracts/entities/documents.js';
import type { Inspection, UsageDecision } from '../contracts/entities/inspection.js';
import type { Quantity } from '../contracts/quantity.js';
import { decimal, sum } from './arithmetic.js';

export interface Split {
  type: Extract<MovementType, 'QUALITY_RELEASE' | 'QUALITY_BLOCK' | 'SAMPLE'>;
  quantity: Quantity;
}

/** What a decision moves out of quality stock; nothing of what it gives nothing to (domain: usage decision drives the movements). */
export const splitsOf = ({ accepted, rejected, destroyed }: UsageDecision): Split[] =>
  (
    [
      { type: 'QUALITY_RELEASE', quantity: accepted },
      { type: 'QUALITY_BLOCK', quantity: rejected },
      { type: 'SAMPLE', quantity: destroyed },
    ] as const
  ).filter(({ quantity }) => decimal(quantity.value).gt(0));

/** Every piece that was inspected is accepted, rejected or used up. */
export function accountsForAll({ quantity }: Inspection, { accepted, rejected, destroyed }: UsageDecision): boolean {
  const decided = [accepted, rejected, destroyed];
  return (
    decided.every(({ uom }) => uom === quantity.uom) &&
    decimal(sum(...decided.map(({ value }) => value))).eq(quantity.value)
  );
}

/** The same word again; a different one is no decision, since a usage decision is final. */
export const isSameDecision = (one: UsageDecision, other: UsageDecision): boolean =>
  (['accepted', 'rejected', 'destroyed'] as const).every((part) => decimal(one[part].value).eq(other[part].value));
