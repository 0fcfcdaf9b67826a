import type { OrderTotals } from '../contracts/processes/order-to-production.js';
import { decimal, sum } from './arithmetic.js';

/** An order's run hears of its progress about so often, however many reports it takes: each time costs it history. */
const TIMES = 100;

/**
 * Whether the order's own run should hear of these totals: the first report, the final one, a line that is parked or
 * the last one that no longer is, another quantity, or another hundredth of it that was made.
 */
export function isNews(told: OrderTotals | undefined, totals: OrderTotals): boolean {
  if (!told || told.final !== totals.final) return true;
  if (told.parkedLines > 0 !== totals.parkedLines > 0) return true;
  if (told.progress.planned !== totals.progress.planned) return true;
  const moved = decimal(made(totals)).minus(made(told)).abs();
  return moved.gt(0) && moved.times(TIMES).gte(totals.progress.planned);
}

const made = ({ progress }: OrderTotals): string => sum(progress.yield, progress.scrap, progress.rework);
