import type { Decimal } from 'decimal.js';
import type { Item } from '../../contracts/entities/item.js';
import type { Quantity } from '../../contracts/quantity.js';
import { decimal, decimalsOf } from '../arithmetic.js';

export interface BaseQuantity {
  value: string;
  /** One unit in the last decimal for each line that has more decimals than the base unit; pieces are never rounded. */
  rounding: string;
}

/**
 * Quantities in any of an item's units, added up in its base unit. They are added as fractions and rounded once, so
 * that three thirds are one (domain: normalise to base unit, exact rational). What cannot be converted is named: it
 * is no zero.
 */
export function inBaseUnit(quantities: readonly Quantity[], item: Item): BaseQuantity | { problem: string } {
  const places = decimalsOf(item.baseUom);
  let total = { numerator: decimal(0), denominator: decimal(1) };
  let roundedLines = 0;
  for (const [uom, values] of byUnit(quantities)) {
    const factor = factorOf(uom, item);
    if (!factor) return { problem: `${item.item} has no conversion from ${uom} to ${item.baseUom}` };
    for (const value of values) {
      if (!isExact({ ...factor, numerator: factor.numerator.times(value) }, places)) roundedLines += 1;
    }
    const ofUnit = values.reduce((sum, value) => sum.plus(value), decimal(0)).times(factor.numerator);
    total = {
      numerator: total.numerator.times(factor.denominator).plus(ofUnit.times(total.denominator)),
      denominator: total.denominator.times(factor.denominator),
    };
  }
  const value = total.numerator.div(total.denominator);
  if (places > 0)
    return { value: value.toFixed(places), rounding: decimal(10).pow(-places).times(roundedLines).toFixed() };
  if (isExact(total, places)) return { value: value.toFixed(places), rounding: '0' };
  return { problem: `${item.item} adds up to ${value.toFixed(3)} ${item.baseUom}, not whole` };
}

interface Fraction {
  numerator: Decimal;
  denominator: Decimal;
}

const isExact = ({ numerator, denominator }: Fraction, places: number): boolean =>
  denominator.eq(1)
    ? numerator.decimalPlaces() <= places
    : numerator.div(denominator).toDecimalPlaces(places).times(denominator).eq(numerator);

function byUnit(quantities: readonly Quantity[]): Map<string, string[]> {
  const units = new Map<string, string[]>();
  for (const { value, uom } of quantities) {
    const values = units.get(uom);
    if (values) values.push(value);
    else units.set(uom, [value]);
  }
  return units;
}

/** Base units in one of this unit; a factor of nothing is none. */
function factorOf(uom: string, { baseUom, alternativeUoms }: Item): Fraction | undefined {
  if (uom === baseUom) return { numerator: decimal(1), denominator: decimal(1) };
  const known = alternativeUoms.find((one) => one.uom === uom);
  const factor = known && { numerator: decimal(known.numerator), denominator: decimal(known.denominator) };
  return factor?.numerator.gt(0) && factor.denominator.gt(0) ? factor : undefined;
}

/** How many of one of the item's units make one of another: what a quantity in the wrong unit is wrong by. */
export function packRatios(item: Item): Fraction[] {
  const units = [item.baseUom, ...item.alternativeUoms.map(({ uom }) => uom)];
  const factors = units.map((uom) => factorOf(uom, item)).filter((factor) => factor !== undefined);
  return factors
    .flatMap((one) =>
      factors.map((other) => ({
        numerator: one.numerator.times(other.denominator),
        denominator: one.denominator.times(other.numerator),
      })),
    )
    .filter(({ numerator, denominator }) => !numerator.eq(denominator));
}
