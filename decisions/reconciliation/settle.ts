import type { ComparisonLine } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { isDifference } from './compare.js';
import { keyText } from './key.js';

export interface Settled {
  /** The same difference on both passes, as the second one saw it. */
  stays: ComparisonLine[];
  /** What was only stock on its way. */
  gone: ComparisonLine[];
  /** Another difference than before, or one that was not read again: the next run's. */
  nextRun: ComparisonLine[];
}

/**
 * What is left of the differences once everything had time to arrive (domain: settle). Stock may well have moved between
 * the passes; a real difference stays.
 * @param second of the differing keys alone, with what was under way then
 */
export function settle(first: readonly ComparisonLine[], second: readonly ComparisonLine[]): Settled {
  const again = new Map(second.map((line) => [keyText(line.key), line]));
  const settled: Settled = { stays: [], gone: [], nextRun: [] };
  for (const before of first.filter(isDifference)) {
    const now = again.get(keyText(before.key));
    if (!now) settled.nextRun.push(before);
    else if (!isDifference(now)) settled.gone.push(now);
    else if (isSameDifference(before, now)) settled.stays.push(now);
    else settled.nextRun.push(now);
  }
  return settled;
}

const isSameDifference = (one: ComparisonLine, other: ComparisonLine): boolean =>
  decimal(one.difference).eq(other.difference) && JSON.stringify(one.serials) === JSON.stringify(other.serials);

/** Whether either balance is another than when it was decided: then nothing may be posted on that decision. */
export const hasMovedSince = (decided: ComparisonLine, now: ComparisonLine): boolean =>
  !decimal(decided.book).eq(now.book) || !decimal(decided.physical).eq(now.physical) || !isSameDifference(decided, now);
