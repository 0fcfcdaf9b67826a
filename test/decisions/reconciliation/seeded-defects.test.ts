import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal } from '../../../decisions/arithmetic.js';
import { causesOf } from '../../../decisions/reconciliation/causes.js';
import { isDifference } from '../../../decisions/reconciliation/compare.js';
import { decide, type Verdict } from '../../../decisions/reconciliation/decide.js';
import { keyText } from '../../../decisions/reconciliation/key.js';
import { settle } from '../../../decisions/reconciliation/settle.js';
import { basis, compared } from './samples.js';
import { causeOf, defects, type Drawn, drawnWorld, told } from './world.js';

const found = (world: readonly Drawn[]) => {
  const { documents, items, ...sides } = told(world);
  const { lines, problems, customerOwned } = compared({ ...sides, items });
  expect(problems).toEqual([]);
  const settled = settle(lines, lines).stays;
  const findings = causesOf(settled, documents, items, customerOwned);
  return { findings, lines, verdicts: findings.map((finding) => decide(finding, basis({ items }))) };
};

describe('a plant with one of every defect', () => {
  test('has every one of them found with its cause, and nothing else', () => {
    fc.assert(
      fc.property(drawnWorld(), (world) => {
        const { findings } = found(world);
        const named = Object.fromEntries(findings.map(({ lines: [{ key }], cause }) => [key.item, cause]));
        const planted = world.flatMap(({ defect, item }) => (defect ? [[item.item, causeOf[defect]]] : []));
        expect(named).toEqual(Object.fromEntries(planted));
        expect(findings.length).toBe(defects.length);
        expect(findings.every(({ proven, unique }) => proven && unique)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('has the wrong system named, and the document', () => {
    fc.assert(
      fc.property(drawnWorld(), (world) => {
        const { findings } = found(world);
        for (const { item, defect, isOther, chosen, documents } of world) {
          const finding = findings.find(({ lines: [{ key }] }) => key.item === item.item);
          if (!defect || ['swapped lot', 'misplaced location', 'status drift'].includes(defect)) continue;
          expect([defect, finding?.wrongIn]).toEqual([defect, isOther ? 'SAP' : 'WMS']);
          expect(finding?.documents.map(({ documentId }) => documentId)).toEqual([
            `${item.item}-D${chosen % documents.length}`,
          ]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('has none of them corrected against a rule, and what is corrected is right afterwards', () => {
    let corrected = 0;
    fc.assert(
      fc.property(drawnWorld(), (world) => {
        const { findings, verdicts } = found(world);
        for (const [index, verdict] of verdicts.entries()) {
          if (verdict.decision !== 'AUTO_CORRECT') continue;
          corrected += 1;
          const { lines, cause } = findings[index]!;
          const item = world.find((one) => one.item.item === lines[0].key.item)!.item;
          expect(cause).not.toBe('LOT_SWAP');
          expect(decimal(verdict.value!.amount).lte(100)).toBe(true);
          expect(item.abc !== 'A' || cause === 'MISSING_POSTING').toBe(true);
          expect(releases(verdict)).toBe(false);
          for (const line of lines) {
            const change = (system: string) =>
              verdict.correction!.effects.find((one) => one.system === system && keyText(one.key) === keyText(line.key))
                ?.change ?? '0';
            const book = decimal(line.expected).plus(change('SAP'));
            const physical = decimal(line.physical).plus(change('WMS'));
            expect(physical.minus(book).toFixed()).toBe('0');
            expect(book.gte(0) && physical.gte(0)).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(corrected).toBeGreaterThan(100);
  });

  test('is decided the same way every time', () => {
    fc.assert(
      fc.property(drawnWorld(), (world) => {
        const once = found(world);
        const again = found(structuredClone(world).reverse());
        expect(again.findings).toEqual(once.findings);
        expect(again.verdicts).toEqual(once.verdicts);
        expect(once.verdicts.every(({ ruleVersion }) => ruleVersion === '1')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

const releases = ({ correction }: Verdict): boolean =>
  correction!.effects.some(({ key, change }) => key.status === 'QUALITY' && decimal(change).lt(0)) &&
  correction!.effects.some(({ key, change }) => key.status === 'UNRESTRICTED' && decimal(change).gt(0));

test('a plant in which nothing is wrong has no difference, whatever its bins and units', () => {
  fc.assert(
    fc.property(drawnWorld(true), (world) => {
      const { lines } = found(world);
      expect(lines.length).toBe(80);
      expect(lines.filter(isDifference)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
