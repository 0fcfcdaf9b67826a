import type { ComparisonLine } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import { byKey, type Dimension, textWithout } from './key.js';

/** Two keys of which one has too much of what the other has too little. */
export interface Pair {
  less: ComparisonLine;
  more: ComparisonLine;
  /** False where one of them could have been matched with another as well. */
  unique: boolean;
}

/**
 * Equal and opposite differences of keys that differ in nothing but one thing, each matched with at most one other;
 * and what is left.
 */
export function pairUp(
  lines: readonly ComparisonLine[],
  dimension: Dimension,
): { pairs: Pair[]; rest: ComparisonLine[] } {
  const groups = new Map<string, ComparisonLine[]>();
  for (const line of lines) {
    const text = textWithout(dimension, line.key);
    groups.set(text, [...(groups.get(text) ?? []), line]);
  }
  const pairs = [...groups.values()].flatMap(pairsOf);
  const paired = new Set(pairs.flatMap(({ less, more }) => [less, more]));
  return { pairs, rest: lines.filter((line) => !paired.has(line)) };
}

function pairsOf(group: readonly ComparisonLine[]): Pair[] {
  const inOrder = [...group].sort(byKey);
  const lacking = inOrder.filter(({ difference }) => decimal(difference).lt(0));
  const surplus = inOrder.filter(({ difference }) => decimal(difference).gt(0));
  const taken = new Set<ComparisonLine>();
  return lacking.flatMap((less) => {
    const [more] = surplus
      .filter((one) => !taken.has(one) && isOpposite(less, one))
      .sort((one, other) => decimal(restOf(less, one)).cmp(restOf(less, other)));
    if (!more) return [];
    taken.add(more);
    const choices = surplus.filter((one) => isOpposite(less, one)).length;
    const rivals = lacking.filter((one) => isOpposite(one, more)).length;
    return [{ less, more, unique: choices === 1 && rivals === 1 }];
  });
}

const restOf = (one: ComparisonLine, other: ComparisonLine): string =>
  decimal(one.difference).plus(other.difference).abs().toFixed();

/** Where serial numbers are known, what is missing here is what is too much there: other pieces are no pair. */
const isOpposite = (less: ComparisonLine, more: ComparisonLine): boolean =>
  decimal(restOf(less, more)).lte(decimal(less.rounding).plus(more.rounding)) &&
  (!less.serials || !more.serials || String(less.serials.onlyBook) === String(more.serials.onlyPhysical));
