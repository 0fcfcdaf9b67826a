import type { ConfirmationPosting, ConfirmationRecord } from '../contracts/ports.js';
import { decimal } from './arithmetic.js';

/** What stands against what was meant. `missing` names lines of the posting that did not move any stock. */
export type Agreement = { verdict: 'posted' } | Incomplete | { verdict: 'different'; text: string };

export interface Incomplete {
  verdict: 'incomplete';
  missing: string[];
  text: string;
}

/** A success reply is no proof: an ERP can keep a confirmation whose goods movement failed. */
export function compare(meant: ConfirmationPosting, stands: ConfirmationRecord): Agreement {
  const differences = (['yield', 'scrap', 'rework'] as const)
    .filter((what) => !decimal(stands[what]).eq(meant[what].value))
    .map((what) => `${what} is ${stands[what]}, meant was ${meant[what].value}`);
  const rest = [...stands.movements];
  const missing: string[] = [];
  for (const line of meant.movements) {
    const found = rest.findIndex(
      (one) => one.type === line.type && one.item === line.item && decimal(one.quantity.value).eq(line.quantity.value),
    );
    if (found >= 0) rest.splice(found, 1);
    else missing.push(line.line);
  }
  for (const one of rest)
    differences.push(`${one.quantity.value} ${one.quantity.uom} of ${one.item} moved that was not meant`);
  if (differences.length > 0) return { verdict: 'different', text: differences.join('; ') };
  if (missing.length > 0) return { verdict: 'incomplete', missing, text: `no movement for line ${missing.join(', ')}` };
  return { verdict: 'posted' };
}
