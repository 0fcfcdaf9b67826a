import type { Fulfilment } from '../contracts/view.js';
import type { Quantity } from '../contracts/quantity.js';
import { decimal, sum } from './arithmetic.js';

export interface LineProgress {
  ordered: Quantity;
  picked: string;
  shipped: string;
}

/** How far goods are: in one unit where all lines have it, else in lines that are complete. */
export function fulfilmentOf(lines: readonly LineProgress[]): Fulfilment {
  const units = new Set(lines.map(({ ordered }) => ordered.uom));
  const [unit = 'EA'] = units;
  if (units.size > 1) {
    const complete = (how: 'picked' | 'shipped') =>
      String(lines.filter((line) => decimal(line[how]).gte(line.ordered.value)).length);
    return { ordered: String(lines.length), picked: complete('picked'), shipped: complete('shipped'), uom: 'lines' };
  }
  return {
    ordered: sum(...lines.map(({ ordered }) => ordered.value)),
    picked: sum(...lines.map(({ picked }) => picked)),
    shipped: sum(...lines.map(({ shipped }) => shipped)),
    uom: unit,
  };
}
