import type { ReconciliationPolicy } from '../../contracts/entities/reconciliation.js';
import type { Money } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import type { Finding } from './causes.js';
import { type Items, ownEntry } from './place.js';
import { worthOf } from './tolerance.js';

/**
 * What a finding is worth, whichever way it goes: all its lines; of a pair, what lies under the wrong name; of pieces that
 * are others, as many as there are. Undefined where the value of one is not known.
 */
export function valueOfFinding(finding: Finding, items: Items, policy: ReconciliationPolicy): Money | undefined {
  const quantities = quantitiesOf(finding).map(({ value, item }) => worthOf(value, ownEntry(items, item), policy));
  const known = quantities.filter((worth) => worth !== undefined);
  if (known.length < quantities.length) return undefined;
  const total = known.reduce((sum, { amount }) => sum.plus(amount), decimal(0));
  return { amount: total.toFixed(2), currency: policy.currency };
}

const transfers: readonly Finding['cause'][] = ['LOT_SWAP', 'MISPLACED', 'STATUS_DRIFT', 'OWNER_DRIFT'];

function quantitiesOf({ cause, lines }: Finding): { value: string; item: string }[] {
  const [{ key, difference, serials }] = lines;
  if (transfers.includes(cause)) return [{ value: difference, item: key.item }];
  if (cause !== 'SERIAL_MISMATCH') return lines.map((line) => ({ value: line.difference, item: line.key.item }));
  const pieces = Math.max(serials?.onlyBook.length ?? 0, serials?.onlyPhysical.length ?? 0);
  return [{ value: String(pieces), item: key.item }];
}
