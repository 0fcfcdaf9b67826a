import { describe, expect, test } from 'vitest';
import { correctionOf } from '../../../decisions/reconciliation/correction.js';
import { document, finding, key, line } from './samples.js';

const NOT_COUNTED = { is: 'NOT_COUNTED' } as const;
const less = line('RM-10', '100', '95', { key: key('RM-10', { lot: 'L1' }) });
const more = line('RM-10', '20', '25', { key: key('RM-10', { lot: 'L2' }) });
const documents = [document('D1', key('RM-10'), '5')];
const inWords = (
  ...[of, counted = NOT_COUNTED]: [Parameters<typeof correctionOf>[0], Parameters<typeof correctionOf>[1]?]
) => {
  const correction = correctionOf(of, counted);
  return (
    correction &&
    `${correction.how} ${correction.effects.map(({ system, change, after }) => `${system} ${change} → ${after}`).join(', ')}`
  );
};

describe('what mends the cause', () => {
  test.each([
    ['LOT_SWAP', 'TRANSFER SAP -5 → 95, SAP 5 → 25'],
    ['MISPLACED', 'TRANSFER SAP -5 → 95, SAP 5 → 25'],
    ['STATUS_DRIFT', 'TRANSFER SAP -5 → 95, SAP 5 → 25'],
    ['OWNER_DRIFT', 'TRANSFER WMS 5 → 100, WMS -5 → 20'],
  ] as const)('%s is a transfer, where the other is master', (cause, words) => {
    expect(inWords(finding([less, more], { cause }))).toBe(words);
  });

  test.each([
    ['MISSING_POSTING', 'SAP', 'REPLAY SAP 5 → 25'],
    ['MISSING_POSTING', 'WMS', 'REVERSE SAP 5 → 25'],
    ['DOUBLE_POSTING', 'SAP', 'REVERSE SAP 5 → 25'],
    ['DOUBLE_POSTING', 'WMS', 'REVERSE WMS -5 → 20'],
    ['DOUBLE_FEED', 'SAP', 'REVERSE SAP 5 → 25'],
    ['DOUBLE_FEED', 'WMS', 'REVERSE WMS -5 → 20'],
    ['REVERSAL_MISSED', 'SAP', 'REVERSE SAP 5 → 25'],
    ['REVERSAL_MISSED', 'WMS', 'REPLAY SAP 5 → 25'],
    ['UOM_ERROR', 'SAP', 'REPOST SAP 5 → 25'],
    ['UOM_ERROR', 'WMS', undefined],
  ] as const)(
    '%s in %s is corrected by %s: the books follow the warehouse, but for what it has twice',
    (cause, wrongIn, words) => {
      expect(inWords(finding(more, { cause, wrongIn, documents }))).toBe(words);
    },
  );

  test('a wrong unit without its document, and other serial numbers, are for a person to find', () => {
    expect(inWords(finding(more, { cause: 'UOM_ERROR' }))).toBeUndefined();
    expect(inWords(finding(more, { cause: 'SERIAL_MISMATCH' }))).toBeUndefined();
  });

  test('a missing document is posted itself, and no transfer beside it', () => {
    expect(correctionOf(finding([less, more], { cause: 'MISPLACED', documents }), NOT_COUNTED)).toMatchObject({
      how: 'REPLAY',
      documents: ['D1'],
    });
  });

  test('only what nothing explains is adjusted', () => {
    expect(inWords(finding(more, { cause: 'UNEXPLAINED' }), { is: 'COUNTED', value: '25' })).toBe('ADJUST SAP 5 → 25');
    expect(inWords(finding(more), { is: 'COUNT_ONCE_MORE', notBy: ['kim'] })).toBeUndefined();
    const others = ['MISSING_POSTING', 'DOUBLE_FEED', 'UOM_ERROR', 'REVERSAL_MISSED', 'SERIAL_MISMATCH'] as const;
    for (const cause of others)
      expect(correctionOf(finding(more, { cause, documents }), { is: 'COUNTED', value: '25' })?.how).not.toBe('ADJUST');
  });

  test('the last posting of a double one is named', () => {
    const twice = finding(more, { cause: 'DOUBLE_POSTING', documents, numbers: ['5000000002'] });
    expect(correctionOf(twice, NOT_COUNTED)).toMatchObject({ numbers: ['5000000002'], documents: ['D1'] });
  });
});
