import type { ReconciliationPolicy } from '../../contracts/entities/reconciliation.js';
import type { Decimal } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import type { Verdict } from './decide.js';

/** What a plant has corrected without a person today. */
export interface PlantDay {
  corrected: Decimal;
  /** More was to be corrected than may be: from then on every correction of the day needs approval. */
  isOver: boolean;
}

/**
 * The plant's day has room for so much that no person has seen, in absolute value. Where all that is to be corrected does
 * not fit, none of it is: it is a broken feed, and must not be "corrected" into the books (domain: plant-day cap).
 */
export function withinPlantDay(
  verdicts: readonly Verdict[],
  today: PlantDay,
  { automaticPerPlantDay }: ReconciliationPolicy,
): { verdicts: Verdict[]; today: PlantDay } {
  const automatic = verdicts.filter(({ decision }) => decision === 'AUTO_CORRECT');
  const corrected = automatic.reduce((total, { value }) => total.plus(value?.amount ?? 0), decimal(today.corrected));
  if (!today.isOver && corrected.lte(automaticPerPlantDay))
    return { verdicts: [...verdicts], today: { corrected: corrected.toFixed(2), isOver: false } };
  if (automatic.length === 0) return { verdicts: [...verdicts], today };
  return {
    verdicts: verdicts.map((one) =>
      one.decision === 'AUTO_CORRECT'
        ? { ...one, decision: 'REQUEST_APPROVAL', rule: 'PLANT_DAY_CAP', approval: 'INVENTORY_CONTROL' }
        : one,
    ),
    today: { ...today, isOver: true },
  };
}
