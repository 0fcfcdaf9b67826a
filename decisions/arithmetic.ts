import { Decimal } from 'decimal.js';
import type { Item } from '../contracts/entities/item.js';
import type { Money, Quantity } from '../contracts/quantity.js';

/** Wide enough that a division is the only rounding, and that one is asked for. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

export const decimal = (value: Decimal.Value): Decimal => new Exact(value);

export const sum = (...values: string[]): string =>
  values.reduce((total, one) => total.plus(one), decimal(0)).toFixed();

export const minus = (from: string, ...values: string[]): string =>
  values.reduce((rest, one) => rest.minus(one), decimal(from)).toFixed();

/** Pieces are whole; everything else has three decimals (domain: quantity). */
export const decimalsOf = (uom: string): number => (uom === 'EA' || uom === 'PC' || uom === 'ST' ? 0 : 3);

/** As it is posted: `78.000` KG, `104` EA. */
export const rounded = (value: Decimal, uom: string): string => value.toFixed(decimalsOf(uom));

/** @throws RangeError when the item has no factor for the unit, or pieces would not be whole */
export function toBaseUnit(quantity: Quantity, item: Item): Quantity {
  const factor = factorOf(quantity.uom, item);
  if (!factor) throw new RangeError(`${item.item} has no conversion from ${quantity.uom} to ${item.baseUom}`);
  const exact = decimal(quantity.value).times(factor.numerator).div(factor.denominator);
  if (decimalsOf(item.baseUom) === 0 && !exact.isInteger()) {
    throw new RangeError(
      `${quantity.value} ${quantity.uom} of ${item.item} is ${exact.toFixed(3)} ${item.baseUom}, not whole`,
    );
  }
  return { value: rounded(exact, item.baseUom), uom: item.baseUom };
}

/** In another of the item's units. @throws RangeError when there is no factor, or the item is not known */
export function inUnit(quantity: Quantity, uom: string, name: string, item: Item | undefined): Quantity {
  if (quantity.uom === uom) return quantity;
  if (!item) throw new RangeError(`${name} is not known, so ${quantity.uom} cannot be put into ${uom}`);
  const base = toBaseUnit(quantity, item);
  const factor = factorOf(uom, item);
  if (!factor) throw new RangeError(`${item.item} has no conversion from ${item.baseUom} to ${uom}`);
  return { value: rounded(decimal(base.value).times(factor.denominator).div(factor.numerator), uom), uom };
}

function factorOf(uom: string, item: Item): { numerator: string; denominator: string } | undefined {
  if (uom === item.baseUom) return { numerator: '1', denominator: '1' };
  return item.alternativeUoms.find((one) => one.uom === uom);
}

/** At standard cost; undefined where the item has none, which is not the same as nothing. */
export function valueOf(value: string, item: Item | undefined): Money | undefined {
  if (!item?.standardCost) return undefined;
  const amount = decimal(value).times(item.standardCost.amount).div(item.priceUnit);
  return { amount: amount.toFixed(2), currency: item.standardCost.currency };
}
