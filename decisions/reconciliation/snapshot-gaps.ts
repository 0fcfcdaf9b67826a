import type { StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import { decimal } from '../arithmetic.js';

/** What a snapshot lacks, in words; nothing where it is whole. What is missing from a partial one is not zero. */
export function gapsOf({ complete, controlTotal, lines }: StockSnapshot): string[] {
  const gaps = complete ? [] : ['the system says that it is not complete'];
  if (!controlTotal) return gaps;
  if (lines.length !== controlTotal.lines) gaps.push(`${lines.length} of ${controlTotal.lines} lines are here`);
  const total = lines.reduce((sum, { quantity }) => sum.plus(quantity.value), decimal(0));
  if (!total.eq(controlTotal.quantity))
    gaps.push(`its quantities add up to ${total.toFixed()}, not to ${decimal(controlTotal.quantity).toFixed()}`);
  return gaps;
}
