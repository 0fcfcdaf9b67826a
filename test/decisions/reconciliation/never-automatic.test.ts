import { describe, expect, test } from 'vitest';
import {
  type ComparisonLine,
  type NeverAutomatic,
  neverAutomatic,
} from '../../../contracts/entities/reconciliation.js';
import type { Finding } from '../../../decisions/reconciliation/causes.js';
import type { DecisionBasis } from '../../../decisions/reconciliation/decide.js';
import { keyText } from '../../../decisions/reconciliation/key.js';
import type { KeyFacts } from '../../../decisions/reconciliation/never-automatic.js';
import { basis, finding, key, line } from './samples.js';
import { on, proven } from './verdicts.js';

const facts = (more: Partial<KeyFacts>, of = key('C')): Partial<DecisionBasis> => ({
  keys: new Map([[keyText(of), { underCount: false, onHold: false, correctedAt: [], ...more }]]),
});
const run = (more: Partial<DecisionBasis['run']>): Partial<DecisionBasis> => ({ run: { ...basis().run, ...more } });

describe('never by itself', () => {
  const small = line('C', '10000', '9999');
  const more = (name: string, of: Partial<ComparisonLine['key']> = {}) =>
    line(name, '10000', '9999', { key: key(name, of) });
  const transfer = (
    cause: Finding['cause'],
    from: Partial<ComparisonLine['key']>,
    to: Partial<ComparisonLine['key']>,
  ) =>
    finding([line('C', '10000', '9999', { key: key('C', from) }), line('C', '10000', '10001', { key: key('C', to) })], {
      cause,
    });
  const piece = line('SN-500', '10000', '10000', { serials: { onlyBook: ['S1'], onlyPhysical: ['S2'] } });
  const cases: [NeverAutomatic, Finding | ComparisonLine, Partial<DecisionBasis>?][] = [
    ['LOT_OR_SERIAL_MISMATCH', transfer('LOT_SWAP', { lot: 'L1' }, { lot: 'L2' })],
    ['LOT_OR_SERIAL_MISMATCH', finding(piece, { cause: 'SERIAL_MISMATCH' })],
    ['LOT_OR_SERIAL_MISMATCH', finding(small, { otherLots: true })],
    ['LOT_OR_SERIAL_MISMATCH', { ...small, serials: { onlyBook: ['S1', 'S2'], onlyPhysical: ['S3'] } }],
    ['RELEASES_STOCK', transfer('STATUS_DRIFT', { status: 'QUALITY' }, {})],
    ['RELEASES_STOCK', transfer('STATUS_DRIFT', { status: 'BLOCKED' }, {})],
    ['NEGATIVE_RESULT', line('C', '-150', '-151')],
    ['REGULATED', more('GUARDED')],
    ['CUSTOMER_OWNED', more('C', { owner: 'CUSTOMER' })],
    ['CUSTOMER_OWNED', transfer('OWNER_DRIFT', {}, { owner: 'CUSTOMER' })],
    ['CONSIGNMENT', more('C', { owner: 'VENDOR' })],
    ['CONSIGNMENT', transfer('OWNER_DRIFT', { owner: 'VENDOR' }, {})],
    ['UNDER_COUNT', small, facts({ underCount: true })],
    ['ON_HOLD', small, facts({ onHold: true })],
    ['LOW_TRUST', small, run({ lowTrust: true })],
    [
      'CORRECTED_OFTEN',
      small,
      facts({ correctedAt: ['2027-02-08T21:15:00Z', '2027-03-01T00:00:00Z', '2027-03-09T00:00:00Z'] }),
    ],
    ['PERIOD_END', small, run({ isPeriodEnd: true })],
    ['POSTING_IN_DOUBT', { ...small, inDoubt: ['M-1'] }],
    ['CAUSE_NOT_PROVEN', { ...proven('C', '10000', '10001'), proven: false }],
    ['PAIR_NOT_UNIQUE', { ...transfer('MISPLACED', {}, { locationGroup: 'RDC2' }), unique: false }],
    ['WAREHOUSE_AT_FAULT', { ...proven('C', '10000', '9999'), wrongIn: 'WMS' }],
    ['VALUE_UNKNOWN', more('UNVALUED')],
    ['VALUE_UNKNOWN', more('IN-EURO')],
  ];

  test('the same without what forbids it would be corrected', () => {
    for (const of of [
      small,
      more('C'),
      proven('C', '10000', '10001'),
      transfer('MISPLACED', {}, { locationGroup: 'RDC2' }),
    ])
      expect(on(of)).toMatchObject({ decision: 'AUTO_CORRECT', forbidden: [] });
    for (const status of ['QUALITY', 'BLOCKED'] as const)
      expect(on(transfer('STATUS_DRIFT', {}, { status }))).toMatchObject({ decision: 'AUTO_CORRECT' });
    expect(on(transfer('OWNER_DRIFT', {}, { owner: 'PROJECT' }))).toMatchObject({ decision: 'AUTO_CORRECT' });
  });

  test.each(cases)('%s', (rule, of, circumstances = {}) => {
    const verdict = on(of, circumstances);
    expect(verdict.forbidden).toContain(rule);
    expect(verdict.decision).not.toBe('AUTO_CORRECT');
  });

  test('every rule has its case', () => {
    expect([...new Set(cases.map(([rule]) => rule))].sort()).toEqual([...neverAutomatic].sort());
  });

  test.each([
    ['AWAIT', 'UNDER_COUNT', facts({ underCount: true })],
    ['AWAIT', 'ON_HOLD', facts({ onHold: true })],
    ['ESCALATE', 'CORRECTED_OFTEN', facts({ correctedAt: Array.from({ length: 3 }, () => '2027-03-09T00:00:00Z') })],
    ['REQUEST_APPROVAL', 'LOW_TRUST', run({ lowTrust: true })],
    ['REQUEST_APPROVAL', 'PERIOD_END', run({ isPeriodEnd: true })],
  ])('%s, and %s is the rule that is named', (decision, rule, circumstances) => {
    expect(on(proven('C', '10000', '10001'), circumstances)).toMatchObject({ decision, rule });
  });

  test('three corrections in thirty days, to the millisecond', () => {
    const at = (first: string) => facts({ correctedAt: [first, '2027-03-01T00:00:00Z', '2027-03-09T00:00:00Z'] });
    expect(on(small, at('2027-02-08T21:15:00.000Z')).decision).toBe('ESCALATE');
    expect(on(small, at('2027-02-08T21:14:59.999Z')).decision).toBe('AUTO_CORRECT');
  });

  test('a balance that a correction empties is none below nothing', () => {
    const emptied = { ...proven('C', '1', '0'), cause: 'DOUBLE_POSTING' as const };
    expect(on(emptied).forbidden).toEqual([]);
    const below = line('C', '0', '0', { inFlight: '1', expected: '1', difference: '-1' });
    expect(on({ ...emptied, lines: [below] }).forbidden).toEqual(['NEGATIVE_RESULT']);
  });

  test('half a release is a release', () => {
    const released = proven('C', '10000', '10001');
    released.documents[0]!.changes.push({ key: key('C', { status: 'QUALITY' }), value: '-1' });
    expect(on(released).forbidden).toEqual(['RELEASES_STOCK']);
    const blocked = { ...proven('C', '10000', '9999') };
    blocked.documents[0]!.changes.push({ key: key('C', { status: 'BLOCKED' }), value: '1' });
    expect(on(blocked).forbidden).toEqual([]);
    expect(on({ ...blocked, cause: 'REVERSAL_MISSED' }).forbidden).toEqual(['RELEASES_STOCK']);
  });

  test('what belongs to others, or may harm, is not tolerated either', () => {
    for (const of of [more('GUARDED'), more('C', { owner: 'VENDOR' }), finding(small, { otherLots: true })])
      expect(on(of)).toMatchObject({ decision: 'REQUEST_COUNT', rule: 'COUNT_FIRST_UNEXPLAINED' });
    expect(on(small, run({ lowTrust: true }))).toMatchObject({ decision: 'TOLERATE' });
  });

  test('an unknown value is no small one', () => {
    expect(on(more('UNVALUED'))).toMatchObject({ decision: 'REQUEST_COUNT', rule: 'VALUE_UNKNOWN' });
    expect(on(more('UNVALUED')).value).toBeUndefined();
    const counts = [{ key: key('UNVALUED'), value: '9999', countedBy: 'kim' }];
    expect(on(more('UNVALUED'), { counts })).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      rule: 'VALUE_UNKNOWN',
      approval: 'FINANCE_AND_PLANT_CONTROLLER',
    });
  });
});
