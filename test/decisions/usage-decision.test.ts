import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inspection, UsageDecision } from '../../contracts/entities/inspection.js';
import { sum } from '../../decisions/arithmetic.js';
import { accountsForAll, isSameDecision, splitsOf } from '../../decisions/usage-decision.js';

const ea = (value: string | number) => ({ value: String(value), uom: 'EA' });
const inspection = (quantity: string): Inspection => ({
  ...{ inspectionNo: 'I-1', item: 'RM-10', lot: 'L-801', quantity: ea(quantity), documents: [] },
});
const decision = (accepted: string, rejected: string, destroyed: string): UsageDecision => ({
  ...{ code: 'A', decidedAt: '2028-03-10T15:00:00Z', decidedBy: 'QA' },
  ...{ accepted: ea(accepted), rejected: ea(rejected), destroyed: ea(destroyed) },
});

test('480, 15 and 5 of 500 leave quality stock by three movements', () => {
  expect(splitsOf(decision('480', '15', '5')).map(({ type, quantity }) => `${type} ${quantity.value}`)).toEqual([
    'QUALITY_RELEASE 480',
    'QUALITY_BLOCK 15',
    'SAMPLE 5',
  ]);
  expect(accountsForAll(inspection('500'), decision('480', '15', '5'))).toBe(true);
});

test('what a decision leaves out, or counts in another unit, is not accounted for', () => {
  expect(accountsForAll(inspection('500'), decision('480', '15', '4'))).toBe(false);
  const boxes = { ...decision('480', '15', '5'), destroyed: { value: '5', uom: 'BOX' } };
  expect(accountsForAll(inspection('500'), boxes)).toBe(false);
});

test('the same quantities written otherwise are the same decision; others are not', () => {
  expect(isSameDecision(decision('480', '15', '5'), decision('480.000', '15', '5.0'))).toBe(true);
  expect(isSameDecision(decision('480', '15', '5'), decision('470', '25', '5'))).toBe(false);
});

test('every piece moves once, and nothing moves by nothing', () => {
  const part = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      const splits = splitsOf(decision(String(a), String(b), String(c)));
      expect(sum(...splits.map(({ quantity }) => quantity.value))).toBe(String(a + b + c));
      expect(splits.every(({ quantity }) => Number(quantity.value) > 0)).toBe(true);
    }),
  );
});
