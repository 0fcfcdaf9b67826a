import { describe, expect, test } from 'vitest';
import { usualReconciliationPolicy } from '../../../contracts/entities/reconciliation.js';
import { withinPlantDay } from '../../../decisions/reconciliation/day-cap.js';
import type { Verdict } from '../../../decisions/reconciliation/decide.js';
import { finding, key, line } from './samples.js';
import { on, proven } from './verdicts.js';

describe('tolerance, at its edges', () => {
  test.each([
    ['C', '10000', '9900', 'AUTO_CORRECT', 'WITHIN_AUTOMATIC_LIMIT'],
    ['C', '20000', '19899', 'TOLERATE', 'WITHIN_TOLERANCE'],
    ['C', '100000', '99750', 'TOLERATE', 'WITHIN_TOLERANCE'],
    ['C', '100000', '99749', 'REQUEST_COUNT', 'COUNT_FIRST_UNEXPLAINED'],
    ['C', '1000', '990', 'AUTO_CORRECT', 'WITHIN_AUTOMATIC_LIMIT'],
    ['C', '1000', '989', 'REQUEST_COUNT', 'COUNT_FIRST_UNEXPLAINED'],
    ['C', '990', '1000', 'AUTO_CORRECT', 'WITHIN_AUTOMATIC_LIMIT'],
    ['C', '989', '1000', 'REQUEST_COUNT', 'COUNT_FIRST_UNEXPLAINED'],
    ['C', '0', '1', 'REQUEST_COUNT', 'COUNT_FIRST_UNEXPLAINED'],
    ['B', '1000', '1005', 'AUTO_CORRECT', 'WITHIN_AUTOMATIC_LIMIT'],
    ['B', '1000', '994', 'REQUEST_COUNT', 'COUNT_FIRST_UNEXPLAINED'],
    ['B', '20000', '19900', 'AUTO_CORRECT', 'WITHIN_AUTOMATIC_LIMIT'],
    ['B', '50000', '49750', 'TOLERATE', 'WITHIN_TOLERANCE'],
    ['A', '1000', '998', 'TOLERATE', 'WITHIN_TOLERANCE'],
    ['A', '1000', '997', 'REQUEST_COUNT', 'COUNT_FIRST_A_ITEM'],
    ['A', '50000', '49900', 'TOLERATE', 'WITHIN_TOLERANCE'],
    ['A', '60000', '59899', 'REQUEST_COUNT', 'COUNT_FIRST_A_ITEM'],
  ])('%s: books %s, warehouse %s is %s by %s', (name, book, physical, decision, rule) => {
    expect(on(line(name, book, physical))).toMatchObject({ decision, rule });
  });

  test('a cause is mended, and not tolerated, however small it is', () => {
    const misplaced = finding([line('C', '100000', '99800'), line('C', '0', '200')], { cause: 'MISPLACED' });
    expect(on(misplaced)).toMatchObject({ decision: 'REQUEST_APPROVAL', rule: 'OUT_OF_TOLERANCE' });
    expect(on(proven('C', '100000', '100200'))).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      rule: 'ABOVE_AUTOMATIC_LIMIT',
    });
    expect(on(finding(line('C', '100000', '99800')))).toMatchObject({ decision: 'TOLERATE' });
  });

  test('of an A item nothing is corrected but a posting that is proven to be missing', () => {
    expect(on(proven('A', '50000', '50100'))).toMatchObject({
      decision: 'AUTO_CORRECT',
      rule: 'MISSING_POSTING_PROVEN',
      correction: { how: 'REPLAY', documents: ['D1'] },
    });
    expect(on(proven('A', '50000', '50101')).decision).toBe('REQUEST_COUNT');
    expect(on({ ...proven('A', '50000', '50100'), proven: false }).decision).toBe('REQUEST_COUNT');
    const double = { ...proven('A', '50100', '50000'), cause: 'DOUBLE_POSTING' as const };
    expect(on(double).decision).toBe('REQUEST_COUNT');
  });

  test('all lines of one document must be within it together', () => {
    const each = ['1', '2'].map((locationGroup) => line('C', '10000', '10060', { key: key('C', { locationGroup }) }));
    const { documents } = proven('C', '10000', '10060');
    expect(on(finding(each, { cause: 'MISSING_POSTING', documents }))).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      value: { amount: '120.00' },
    });
    const mixed = [line('C', '10000', '10001'), line('A', '10000', '10001')];
    expect(on(finding(mixed, { cause: 'DOUBLE_FEED', documents })).rule).toBe('COUNT_FIRST_A_ITEM');
  });
});

describe('counts and approvals', () => {
  const counted = (value: string, name = 'C', countedBy = 'kim') => ({ key: key(name), value, countedBy });

  test('more than 500 is counted first, and exactly 500 of a known cause is not', () => {
    expect(on(proven('C', '0', '500'))).toMatchObject({ decision: 'REQUEST_APPROVAL', rule: 'OUT_OF_TOLERANCE' });
    expect(on(proven('C', '0', '501'))).toMatchObject({ decision: 'REQUEST_COUNT', rule: 'COUNT_FIRST_VALUE' });
  });

  test.each([
    ['A', '5000', 'INVENTORY_CONTROL'],
    ['A', '5001', 'FINANCE_AND_PLANT_CONTROLLER'],
    ['B', '10000', 'INVENTORY_CONTROL'],
    ['B', '10001', 'FINANCE_AND_PLANT_CONTROLLER'],
    ['C', '10000', 'INVENTORY_CONTROL'],
    ['C', '10001', 'FINANCE_AND_PLANT_CONTROLLER'],
  ])('%s worth %s is approved by %s', (name, value, approval) => {
    expect(on(line(name, '0', value), { counts: [counted(value, name)] })).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      rule: 'OUT_OF_TOLERANCE',
      approval,
    });
  });

  test('what nothing explains is never adjusted before it is counted, unless it is within tolerance', () => {
    const before = on(line('C', '100', '90'));
    expect([before.decision, before.correction]).toEqual(['REQUEST_COUNT', undefined]);
    expect(on(line('C', '100', '90'), { counts: [counted('90')] }).correction).toMatchObject({
      how: 'ADJUST',
      effects: [{ system: 'SAP', change: '-10' }],
    });
  });

  test('a count that agrees with the books adjusts the warehouse, and nothing in the books', () => {
    expect(on(line('C', '100', '90'), { counts: [counted('100')] }).correction).toMatchObject({
      effects: [{ system: 'WMS', change: '10', after: '100' }],
    });
  });

  test('a count that agrees with neither is done once more, by somebody else', () => {
    const of = line('C', '100', '90');
    expect(on(of, { counts: [counted('95')] })).toMatchObject({
      decision: 'REQUEST_COUNT',
      rule: 'COUNT_ONCE_MORE',
      notBy: ['kim'],
    });
    expect(on(of, { counts: [counted('95'), counted('95')] }).rule).toBe('COUNT_ONCE_MORE');
    expect(on(of, { counts: [counted('95'), counted('94', 'C', 'lee')] })).toMatchObject({ notBy: ['kim', 'lee'] });
    expect(on(of, { counts: [counted('95'), counted('95', 'C', 'lee')] })).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      correction: {
        effects: [
          { system: 'SAP', change: '-5', after: '95' },
          { system: 'WMS', change: '5', after: '95' },
        ],
      },
    });
  });

  test('a count that agrees with what is expected counts what is under way', () => {
    const shipped = line('C', '100', '85', { inFlight: '-10', expected: '90', difference: '-5' });
    expect(on(shipped, { counts: [counted('90')] }).correction).toMatchObject({
      effects: [{ system: 'WMS', change: '5' }],
    });
    expect(on(shipped, { counts: [counted('85')] }).correction).toMatchObject({
      effects: [{ system: 'SAP', change: '-5', before: '100', after: '95' }],
    });
  });

  test('a count that says otherwise than the cause is a person’s', () => {
    const missing = proven('C', '0', '600');
    expect(on(missing, { counts: [counted('600')] })).toMatchObject({ decision: 'REQUEST_APPROVAL' });
    expect(on(missing, { counts: [counted('0')] })).toMatchObject({
      decision: 'ESCALATE',
      rule: 'COUNT_CONTRADICTS',
    });
    const fedTwice = { ...missing, cause: 'DOUBLE_FEED' as const, wrongIn: 'WMS' };
    expect(on(fedTwice, { counts: [counted('0')] })).toMatchObject({ decision: 'REQUEST_APPROVAL' });
    expect(on(fedTwice, { counts: [counted('600')] })).toMatchObject({ rule: 'COUNT_CONTRADICTS' });
  });
});

describe('the plant’s day', () => {
  const worth = (value: string) => on(line('C', '100000', String(100_000 - Number(value))));
  const many = Array.from({ length: 25 }, () => worth('100'));
  const today = { corrected: '0', isOver: false };
  const decisions = (verdicts: Verdict[]) => new Set(verdicts.map(({ decision, rule }) => `${decision} ${rule}`));

  test('has room for exactly 2,500', () => {
    const all = withinPlantDay(many, today, usualReconciliationPolicy);
    expect(decisions(all.verdicts)).toEqual(new Set(['AUTO_CORRECT WITHIN_AUTOMATIC_LIMIT']));
    expect(all.today).toEqual({ corrected: '2500.00', isOver: false });
  });

  test('a cent more, and all of it needs approval', () => {
    const used = { corrected: '0.01', isOver: false };
    const all = withinPlantDay([...many, worth('200')], used, usualReconciliationPolicy);
    expect(decisions(all.verdicts)).toEqual(new Set(['REQUEST_APPROVAL PLANT_DAY_CAP', 'TOLERATE WITHIN_TOLERANCE']));
    expect(all.verdicts[0]).toMatchObject({ approval: 'INVENTORY_CONTROL' });
    expect(all.today).toEqual({ corrected: '0.01', isOver: true });
  });

  test('stays closed for the rest of the day, for small ones as well', () => {
    const all = withinPlantDay([worth('1')], { corrected: '0.01', isOver: true }, usualReconciliationPolicy);
    expect(decisions(all.verdicts)).toEqual(new Set(['REQUEST_APPROVAL PLANT_DAY_CAP']));
  });

  test('counts gains and losses together, not against each other', () => {
    const losses = Array.from({ length: 13 }, () => worth('100'));
    const gains = Array.from({ length: 13 }, () => worth('-100'));
    expect(withinPlantDay([...losses, ...gains], today, usualReconciliationPolicy).today.isOver).toBe(true);
  });
});
