import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../contracts/entities/item.js';
import type { PurchaseOrder, PurchaseOrderLine } from '../../contracts/entities/purchase-order.js';
import type { SupplierNotice, SupplierNoticeLine } from '../../contracts/entities/supplier-notice.js';
import type { CountedLine } from '../../contracts/entities/warehouse-receipt.js';
import { decimal, sum } from '../../decisions/arithmetic.js';
import { byPlant, matchNotice } from '../../decisions/notice-match.js';
import { isReceived, mayStillCome, openQuantity, purchaseValue } from '../../decisions/purchase-order.js';
import { planReceipt } from '../../decisions/receipt-plan.js';
import { expectedVariance, summaryOf } from '../../decisions/receipt-summary.js';

const ea = (value: string) => ({ value, uom: 'EA' });

const line = (differing: Partial<PurchaseOrderLine> = {}): PurchaseOrderLine => ({
  line: '00010',
  plant: 'P100',
  location: '0001',
  item: 'RM-10',
  quantity: ea('1000'),
  received: ea('0'),
  netPrice: { amount: '17.50', currency: 'USD' },
  priceUnit: '1',
  overTolerancePct: '10',
  underTolerancePct: '0',
  deliveryDate: '2028-03-10',
  inspected: false,
  deliveryComplete: false,
  deleted: false,
  ...differing,
});

const order = (...lines: PurchaseOrderLine[]): PurchaseOrder => ({
  company: '1000',
  purchaseOrderNo: '4500001234',
  sourceVersion: '1',
  supplier: 'S-100',
  released: true,
  lines,
});

const items: Record<string, Item> = {
  'RM-10': {
    item: 'RM-10',
    plant: 'P100',
    baseUom: 'EA',
    alternativeUoms: [{ uom: 'BOX', numerator: '24', denominator: '1' }],
    priceUnit: '1',
    lotControl: true,
  },
  'RM-20': { item: 'RM-20', plant: 'P100', baseUom: 'EA', alternativeUoms: [], priceUnit: '1', lotControl: false },
};

const counted = (quantity: string, differing: Partial<CountedLine> = {}): CountedLine => ({
  item: 'RM-10',
  quantity: ea(quantity),
  lot: 'L-1',
  condition: 'GOOD',
  ...differing,
});

const plan = (lines: PurchaseOrderLine[], counts: CountedLine[], announced: SupplierNoticeLine[] = []) =>
  planReceipt({ lines: counts }, { lines, announced, items });

describe('what of a count is posted', () => {
  test('1,120 of 1,000 with ten percent: 1,100 are, 20 wait for the buyer', () => {
    const { post, excess } = plan([line()], [counted('1120')]);
    expect(post.map(({ quantity }) => quantity.value)).toEqual(['1100']);
    expect(excess).toMatchObject([{ purchaseOrderLine: '00010', quantity: ea('20') }]);
    expect(purchaseValue(line(), ea('20'))).toEqual({ amount: '350.00', currency: 'USD' });
  });

  test('what was received before counts: a second truck finds less room', () => {
    const { post, excess } = plan([line({ received: ea('1090') })], [counted('20')]);
    expect(post).toMatchObject([{ quantity: ea('10') }]);
    expect(excess).toMatchObject([{ quantity: ea('10') }]);
  });

  test('damaged goods are blocked, refused ones no stock at all, inspected ones in quality stock', () => {
    const inspected = line({ inspected: true });
    const lines = [counted('583'), counted('5', { condition: 'DAMAGED' }), counted('3', { condition: 'REFUSED' })];
    expect(plan([inspected], lines).post.map(({ quantity, status }) => `${quantity.value} ${status}`)).toEqual([
      '583 QUALITY',
      '5 BLOCKED',
    ]);
  });

  test('too much of it: what is whole is taken first, and what is damaged is too much', () => {
    const { post, excess } = plan([line()], [counted('30', { condition: 'DAMAGED' }), counted('1090')]);
    expect(post.map(({ quantity, status }) => `${quantity.value} ${status}`)).toEqual([
      '1090 UNRESTRICTED',
      '10 BLOCKED',
    ]);
    expect(excess).toMatchObject([{ quantity: ea('20'), status: 'BLOCKED' }]);
  });

  test('a lot item without a lot stops at the dock; an item of no line is unordered', () => {
    const { lot: _, ...bare } = counted('10');
    expect(plan([line()], [bare])).toMatchObject({ withoutLot: [{ item: 'RM-10' }], post: [] });
    expect(plan([line()], [counted('4', { item: 'RM-20' })])).toMatchObject({
      unordered: [{ item: 'RM-20' }],
      post: [],
    });
  });

  test('counted in boxes, posted in the order’s unit; a unit without a factor is said, not guessed', () => {
    expect(plan([line()], [counted('2', { quantity: { value: '2', uom: 'BOX' } })]).post).toMatchObject([
      { quantity: ea('48') },
    ]);
    expect(() => plan([line()], [counted('2', { quantity: { value: '2', uom: 'PAL' } })])).toThrow(RangeError);
  });

  test('nothing is lost and no line is overfilled, whatever is counted', () => {
    const quantities = fc.array(
      fc.record({ quantity: fc.integer({ min: 1, max: 900 }), condition: fc.constantFrom('GOOD', 'DAMAGED') }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    const lines = fc.array(
      fc.record({ ordered: fc.integer({ min: 1, max: 1_000 }), received: fc.integer({ min: 0, max: 1_200 }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(quantities, lines, (counts, wanted) => {
        const ordered = wanted.map((one, index) =>
          line({ line: `000${index + 1}0`, quantity: ea(String(one.ordered)), received: ea(String(one.received)) }),
        );
        const { post, excess } = plan(
          ordered,
          counts.map(({ quantity, condition }) => counted(String(quantity), { condition })),
        );
        const there = sum(...[...post, ...excess].map(({ quantity }) => quantity.value));
        expect(there).toBe(String(counts.reduce((total, { quantity }) => total + quantity, 0)));
        for (const one of ordered) {
          const brought = sum(
            ...post.filter((of) => of.purchaseOrderLine === one.line).map(({ quantity }) => quantity.value),
          );
          expect(decimal(brought).lte(mayStillCome(one) ?? 'Infinity')).toBe(true);
        }
      }),
    );
  });
});

describe('whether a line is complete', () => {
  test('at its tolerance it is, a piece below it is not', () => {
    const within = line({ underTolerancePct: '2', received: ea('980') });
    expect([isReceived(within), isReceived({ ...within, received: ea('979') })]).toEqual([true, false]);
    expect(openQuantity(within)).toBe('20');
  });

  test('what is counted in pieces has a limit in whole pieces; without a limit anything may come', () => {
    expect(mayStillCome(line({ quantity: ea('15') }))).toBe('16');
    const { overTolerancePct: _, ...unlimited } = line();
    expect(mayStillCome(unlimited)).toBeUndefined();
  });
});

describe('what the supplier has announced', () => {
  const notice = (...lines: SupplierNoticeLine[]): SupplierNotice => ({
    ...{ purchaseOrderNo: '4500001234', supplier: 'S-100', packingSlip: 'PS-1', version: 1 },
    ...{ expectedAt: '2028-03-10T14:00:00Z', lines },
  });
  const announced = (quantity: string, differing: Partial<SupplierNoticeLine> = {}): SupplierNoticeLine => ({
    ...{ purchaseOrderLine: '10', item: 'RM-10', quantity: ea(quantity), ...differing },
  });

  test('is matched by the line however it is written, and gets the order’s number of it', () => {
    expect(matchNotice(order(line()), notice(announced('600')))).toEqual({
      matching: [announced('600', { purchaseOrderLine: '00010' })],
      problems: [],
    });
  });

  test.each([
    ['another supplier', notice(announced('1')), { supplier: 'S-200' }, 'supplier S-100'],
    ['no such line', notice(announced('1', { purchaseOrderLine: '90' })), {}, 'no line 90'],
    ['another item', notice(announced('1', { item: 'RM-20' })), {}, 'RM-10, not RM-20'],
    ['another unit', notice(announced('1', { quantity: { value: '1', uom: 'BOX' } })), {}, 'not in BOX'],
    ['more than may come, over two lines', notice(announced('600'), announced('501')), {}, '1101 are announced'],
    [
      'one handling unit twice',
      notice(announced('1', { sscc: '3'.repeat(18) }), announced('1', { sscc: '3'.repeat(18) })),
      {},
      'announced twice',
    ],
  ])('does not match: %s', (_, of, differing, problem) => {
    expect(matchNotice({ ...order(line()), ...differing }, of).problems.join()).toContain(problem);
  });

  test('goes to the plants of its lines', () => {
    const both = order(line(), line({ line: '00020', plant: 'P200' }));
    const lines = [announced('1', { purchaseOrderLine: '00010' }), announced('2', { purchaseOrderLine: '00020' })];
    expect([...byPlant(both, lines)].map(([plant, of]) => `${plant} ${of.length}`)).toEqual(['P100 1', 'P200 1']);
  });

  test('588 of 600 with 5 damaged: 12 are missing, 210.00 too much on an invoice for all', () => {
    const lines = [announced('600', { purchaseOrderLine: '00010' })];
    const count = { receiptId: 'R-1', countedAt: '2028-03-10T15:00:00Z' };
    const counts = [
      { ...count, lines: [counted('583', { line: '000010' }), counted('5', { line: '000010', condition: 'DAMAGED' })] },
    ];
    const advised = summaryOf(lines, counts, [line()]);
    expect(advised).toMatchObject([{ accepted: ea('583'), damaged: ea('5'), refused: ea('0'), missing: ea('12') }]);
    expect(expectedVariance(advised, [line()])).toEqual({ amount: '210.00', currency: 'USD' });
    const less = {
      ...count,
      receiptId: 'R-2',
      corrects: { receiptId: 'R-1', direction: 'LESS' as const },
      lines: [counted('3', { line: '000010' })],
    };
    expect(summaryOf(lines, [...counts, less], [line()])).toMatchObject([{ accepted: ea('580'), missing: ea('15') }]);
  });
});
