import type { ComparisonLine, KnownDocument } from '../../contracts/entities/reconciliation.js';
import { decimal } from '../arithmetic.js';
import type { packRatios } from './base-quantity.js';
import { keyText } from './key.js';

export type UnitRatio = ReturnType<typeof packRatios>[number];

/** The pack size by which one quantity is another, if it is one. */
export const ratioBetween = (one: string, other: string, ratios: readonly UnitRatio[]): UnitRatio | undefined =>
  ratios.find(({ numerator, denominator }) => decimal(one).times(denominator).eq(decimal(other).times(numerator)));

/**
 * The document that a system may have taken in another of the item's units, so that the difference comes of it; or that the
 * whole balance is another by a pack size. Nobody was asked, so it is a likeness, and no proof.
 */
export function unitErrorOf(
  line: ComparisonLine,
  documents: readonly KnownDocument[],
  ratios: readonly UnitRatio[],
): { document?: KnownDocument } | undefined {
  const likely = documents.filter((document) => standsUnasked(document, line));
  const document = likely.find((one) => ratios.some((ratio) => isOffBy(line, plannedOf(one, line), ratio)));
  if (document) return { document };
  const hasBoth = decimal(line.physical).gt(0) && decimal(line.expected).gt(0);
  return hasBoth && ratioBetween(line.physical, line.expected, ratios) ? {} : undefined;
}

/** A document that both sides were asked for has said what it has to say. */
const standsUnasked = ({ standing }: KnownDocument, { bookSystem, physicalSystem }: ComparisonLine): boolean =>
  ![bookSystem, physicalSystem].every((system) => standing.some((one) => one.system === system));

const plannedOf = ({ changes }: KnownDocument, { key }: ComparisonLine): string =>
  changes
    .filter((change) => keyText(change.key) === keyText(key))
    .reduce((sum, { value }) => sum.plus(value), decimal(0))
    .toFixed();

/** Δ = right − right × ratio, where the books are wrong. */
function isOffBy({ difference, rounding }: ComparisonLine, planned: string, ratio: UnitRatio): boolean {
  if (decimal(planned).isZero()) return false;
  const { numerator, denominator } = ratio;
  const off = decimal(planned).times(denominator.minus(numerator));
  return off.minus(decimal(difference).times(denominator)).abs().lte(denominator.times(rounding));
}
