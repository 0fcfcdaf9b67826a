import { Decimal } from 'decimal.js';
import type {
  AbcClass,
  ComparisonLine,
  ReconciledItem,
  ReconciliationPolicy,
} from '../../contracts/entities/reconciliation.js';
import type { Money } from '../../contracts/quantity.js';
import { decimal, valueOf } from '../arithmetic.js';

/** At standard cost in the policy's currency; undefined where that is not known, which is not nothing. */
export function worthOf(
  value: string,
  item: ReconciledItem | undefined,
  { currency }: ReconciliationPolicy,
): Money | undefined {
  const worth = valueOf(decimal(value).abs().toFixed(), item);
  return worth?.currency === currency ? worth : undefined;
}

/** By the item's class: in percent of the larger balance, and in money; both must hold (domain: decide). */
export function isWithinTolerance(
  { difference, book, physical, rounding }: ComparisonLine,
  item: ReconciledItem | undefined,
  policy: ReconciliationPolicy,
): boolean {
  const off = decimal(difference).abs();
  if (off.lte(rounding)) return true;
  const worth = worthOf(difference, item, policy);
  if (!item || !worth) return false;
  const { tolerancePct, toleranceAmount } = policy.classes[item.abc];
  const base = Decimal.max(book, physical, 1);
  return off.times(100).lte(base.times(tolerancePct)) && decimal(worth.amount).lte(toleranceAmount);
}

/** The class that is treated most strictly; of what nobody knows, that is A. */
export function strictestOf(items: readonly (ReconciledItem | undefined)[]): AbcClass {
  const classes = items.map((item) => item?.abc ?? 'A');
  return (['A', 'B', 'C'] as const).find((abc) => classes.includes(abc)) ?? 'A';
}
