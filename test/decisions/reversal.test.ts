import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProductionReport } from '../../contracts/entities/confirmation.js';
import type { MovementLine } from '../../contracts/entities/documents.js';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import { decimal, sum } from '../../decisions/arithmetic.js';
import { contain, usesBlockedLot } from '../../decisions/blocked-lots.js';
import { PostedReports, postedReportOf, without } from '../../decisions/posted-reports.js';
import { planOf, type SoFar } from '../../decisions/posting-plan.js';
import { ReportMemory } from '../../decisions/report-memory.js';
import { hindranceOf, whereItWent } from '../../decisions/reversal.js';
import { component, item, pumps, report } from './samples.js';

const pieces = (value: string) => ({ value, uom: 'EA' });
const items = Object.fromEntries(['RM-10', 'RM-30'].map((name) => [name, item(name, name === 'RM-30' ? 'KG' : 'EA')]));
const order = pumps({
  components: [component('0001', 'RM-10', '500', 'EA'), component('0003', 'RM-30', '373.331', 'KG')],
});
const nothing: SoFar = { items, totals: { yield: '0', scrap: '0', rework: '0' }, issued: {} };

/** Posts and reverses as told; keeps the stock that moved. */
function played(steps: { made: number; scrap: number; reverses: number }[]) {
  let soFar = nothing;
  const standing: { made: number; posted: ReturnType<typeof postedReportOf>; moved: MovementLine[] }[] = [];
  const stock: Record<string, string> = {};
  const move = (lines: MovementLine[], sign: '' | '-') => {
    for (const line of lines) stock[line.item] = sum(stock[line.item] ?? '0', `${sign}${line.quantity.value}`);
  };
  for (const [index, { made, scrap, reverses }] of steps.entries()) {
    const gone = standing[reverses];
    if (gone) {
      standing.splice(reverses, 1);
      move(gone.moved, '-');
      soFar = without(soFar, gone.posted);
    }
    const told = report({ confirmationId: `C-${index}`, yield: pieces(String(made)), scrap: pieces(String(scrap)) });
    const plan = planOf(order, told, '2026-03-10', soFar);
    const { yield: good, scrap: bad, rework } = plan.posting;
    const counted = { yield: good.value, scrap: bad.value, rework: rework.value };
    standing.push({
      made: made + scrap,
      posted: postedReportOf(plan, counted, [], soFar.issued),
      moved: plan.posting.movements,
    });
    move(plan.posting.movements, '');
    soFar = { items, totals: plan.totals, issued: plan.consumption.issued };
  }
  return { soFar, standing, stock };
}

const step = fc.record({
  made: fc.integer({ min: 0, max: 40 }),
  scrap: fc.integer({ min: 0, max: 5 }),
  reverses: fc.integer({ min: -1, max: 4 }),
});

describe('taking confirmations back', () => {
  test('conserves stock: what stands in the books is what was counted, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { soFar, standing, stock } = played(steps);
        for (const [line, name] of [
          ['0001', 'RM-10'],
          ['0003', 'RM-30'],
        ] as const) {
          expect(decimal(stock[name] ?? '0').eq(soFar.issued[line]?.backflushed ?? '0')).toBe(true);
          expect(decimal(soFar.issued[line]?.made ?? '0').toNumber()).toBe(
            standing.reduce((total, one) => total + one.made, 0),
          );
        }
        expect(decimal(stock['FG-1000'] ?? '0').eq(soFar.totals.yield)).toBe(true);
      }),
    );
  });

  test('never issues less than nothing, and is off by less than a rounding for each that was reversed', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { soFar, standing } = played(steps);
        const made = standing.reduce((total, one) => total + one.made, 0);
        const issued = decimal(soFar.issued['0003']?.backflushed ?? '0');
        const due = decimal(made).times('373.331').div(500);
        expect(issued.minus(due).abs().lte(decimal('0.001').times(steps.length))).toBe(true);
        expect(standing.flatMap(({ moved }) => moved).every((line) => decimal(line.quantity.value).gte(0))).toBe(true);
      }),
    );
  });

  test('remembers the newest, however many there are', () => {
    const posted = new PostedReports();
    for (let index = 0; index < 1000; index += 1) {
      const plan = planOf(order, report({ confirmationId: `C-${index}` }), '2026-03-10', nothing);
      posted.keep(postedReportOf(plan, nothing.totals, [], {}));
    }
    expect(posted.get('C-999')).toBeDefined();
    expect(posted.get('C-0')).toBeUndefined();
    expect(JSON.stringify(posted.carried).length).toBeLessThan(70_000);
  });
});

describe('what is still there', () => {
  const receipt: MovementLine = {
    ...{
      line: 'receipt',
      type: 'GR_PRODUCTION',
      item: 'FG-1000',
      quantity: pieces('50'),
      location: '0001',
      lot: 'L-31',
    },
  };
  const balance = (value: string, more: Partial<StockBalance> = {}): StockBalance => ({
    ...{ location: '0001', lot: 'L-31', status: 'UNRESTRICTED', quantity: pieces(value) },
    ...more,
  });

  test('hinders by the side that has less, and says by how much', () => {
    expect(hindranceOf(receipt, [balance('50')], [balance('20')])).toEqual({
      available: '20',
      text: 'lot L-31 of FG-1000 at 0001: needed 50 EA, available 20 EA',
    });
    expect(hindranceOf(receipt, [balance('50')], [balance('50')])).toBeUndefined();
    expect(hindranceOf(receipt, [balance('50')], undefined)).toBeUndefined();
  });

  test('counts neither another lot, nor another place, nor stock that was decided about', () => {
    for (const other of [{ lot: 'L-32' }, { location: '0002' }, { status: 'BLOCKED' as const }])
      expect(hindranceOf(receipt, [balance('50', other)], undefined)?.available).toBe('0');
    expect(hindranceOf({ ...receipt, status: 'QUALITY' }, [balance('50')], undefined)?.text).toContain('QUALITY');
  });

  test('names the deliveries and orders that have the rest', () => {
    const deliveries = [
      { deliveryNo: '80001', quantity: pieces('30'), issued: true },
      { deliveryNo: '80002', quantity: pieces('5'), issued: false },
    ];
    expect(whereItWent({ deliveries, orders: [{ orderNo: '1000999', quantity: pieces('2') }] })).toEqual([
      '30 EA on delivery 80001',
      '5 EA on delivery 80002, not left yet',
      '2 EA used by order 1000999',
    ]);
  });
});

describe('a blocked lot', () => {
  const used: MovementLine = {
    ...{ line: '1', type: 'GI_PRODUCTION', item: 'RM-10', quantity: pieces('60'), location: 'LINE', lot: 'L-778' },
  };
  const of = (status: StockBalance['status'], value: string, lot = 'L-778', location = 'LINE'): StockBalance => ({
    ...{ location, lot, status, quantity: pieces(value) },
  });

  test('is one of which some is blocked and too little is free where it was used', () => {
    expect(usesBlockedLot(used, [of('BLOCKED', '200')])).toBe(true);
    expect(usesBlockedLot(used, [of('BLOCKED', '5'), of('UNRESTRICTED', '60')])).toBe(false);
    expect(usesBlockedLot(used, [of('BLOCKED', '5'), of('UNRESTRICTED', '60', 'L-778', 'BULK')])).toBe(true);
    expect(usesBlockedLot(used, [of('UNRESTRICTED', '10')])).toBe(false);
    expect(usesBlockedLot(used, [of('BLOCKED', '200', 'L-779')])).toBe(false);
  });

  test('goes into quality stock alone', () => {
    const plan = contain(planOf(order, report(), '2026-03-10', nothing));
    expect(plan.posting.movements.filter(({ type }) => type === 'GR_PRODUCTION').map(({ status }) => status)).toEqual([
      'QUALITY',
    ]);
    expect(plan.posting.movements.some(({ type, status }) => type === 'GI_PRODUCTION' && status)).toBe(false);
  });
});

describe('which reports were had', () => {
  const reversal = (confirmationId: string, reverses: string): ProductionReport => ({
    ...{ confirmationId, orderNo: '1000123', kind: 'REVERSAL', reverses },
  });

  test('a confirmation stands until it is reversed, and told again afterwards is not posted anew', () => {
    const memory = new ReportMemory({ seen: [], forgot: false, handled: 0, last: 0 });
    expect(memory.standing('MES-1')).toBe('unknown');
    memory.keep(report(), true);
    expect(memory.standing('MES-1')).toBe('posted');
    memory.markReversed('MES-1');
    memory.keep(reversal('R-1', 'MES-1'), true);
    const carried = new ReportMemory(memory.carried);
    expect([carried.standing('MES-1'), carried.standing('R-1')]).toEqual(['reversed', 'reversal']);
    expect(carried.judge(report())).toBe('known');
    expect(carried.judge(reversal('R-1', 'MES-1'))).toBe('known');
    expect(carried.judge(reversal('R-1', 'MES-2'))).toBe('conflict');
  });

  test('a reversal that was rejected may come again corrected', () => {
    const memory = new ReportMemory({ seen: [], forgot: false, handled: 0, last: 0 });
    memory.keep(reversal('R-1', 'MES-9'), false);
    expect(memory.judge(reversal('R-1', 'MES-1'))).toBe('new');
  });
});
