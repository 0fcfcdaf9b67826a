import type { ComparisonLine } from '../../../contracts/entities/reconciliation.js';
import type { Finding } from '../../../decisions/reconciliation/causes.js';
import { decide, type DecisionBasis, type Verdict } from '../../../decisions/reconciliation/decide.js';
import { basis, document, finding, items, key, line, stocked } from './samples.js';

const unvalued = stocked('UNVALUED');
delete unvalued.standardCost;

/** One dollar each, so that quantities are amounts. */
const known = {
  ...items,
  'A': stocked('A', { abc: 'A' }),
  'B': stocked('B', { abc: 'B' }),
  'C': stocked('C', { abc: 'C' }),
  'GUARDED': stocked('GUARDED', { regulated: true }),
  'UNVALUED': unvalued,
  'IN-EURO': stocked('IN-EURO', { standardCost: { amount: '1.00', currency: 'EUR' } }),
};

/** What is decided on a finding, or on a difference that nothing explains. */
export const on = (of: Finding | ComparisonLine, more: Partial<DecisionBasis> = {}): Verdict =>
  decide('cause' in of ? of : finding(of), basis({ items: known, ...more }));

/** A posting that the warehouse has, and the books do not. */
export const proven = (name: string, book: string, physical: string): Finding => {
  const of = line(name, book, physical);
  return finding(of, {
    cause: 'MISSING_POSTING',
    documents: [document('D1', key(name), of.difference, { SAP: [], WMS: ['m1'] })],
  });
};
