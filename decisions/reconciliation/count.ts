import type { ComparisonLine, StockKey } from '../../contracts/entities/reconciliation.js';
import type { Decimal } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import { keyText } from './key.js';

/** What somebody has counted who was not told what to expect, in the item's base unit. */
export interface Count {
  key: StockKey;
  value: Decimal;
  countedBy: string;
}

export type Counted =
  | { is: 'NOT_COUNTED' }
  /** It is neither what the books nor what the warehouse say; somebody else counts next. */
  | { is: 'COUNT_ONCE_MORE'; notBy: string[] }
  | { is: 'COUNTED'; value: Decimal };

/**
 * What has been counted of a key (domain: count first). A count that agrees with one side stands; one that agrees with
 * none stands when another person finds the same.
 * @param counts in the order in which they came; nobody checks their own
 */
export function countedOf(line: ComparisonLine, counts: readonly Count[]): Counted {
  const people: string[] = [];
  const values: string[] = [];
  for (const { key, value, countedBy } of counts) {
    if (keyText(key) !== keyText(line.key) || people.includes(countedBy)) continue;
    const agrees = [line.physical, line.expected, ...values].some((known) => isSame(known, value, line));
    if (agrees) return { is: 'COUNTED', value };
    people.push(countedBy);
    values.push(value);
  }
  return people.length > 0 ? { is: 'COUNT_ONCE_MORE', notBy: people } : { is: 'NOT_COUNTED' };
}

export const isSame = (one: Decimal, other: Decimal, { rounding }: ComparisonLine): boolean =>
  decimal(one).minus(other).abs().lte(rounding);
