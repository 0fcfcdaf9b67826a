import { describe, expect, test } from 'vitest';
import { usualReconciliationPolicy } from '../../../contracts/entities/reconciliation.js';
import type { SnapshotLine } from '../../../contracts/entities/stock-snapshot.js';
import { accuracyOf } from '../../../decisions/reconciliation/accuracy.js';
import { causesOf } from '../../../decisions/reconciliation/causes.js';
import { isDifference } from '../../../decisions/reconciliation/compare.js';
import { decide, type DecisionBasis } from '../../../decisions/reconciliation/decide.js';
import { explanationOf, stateAfter } from '../../../decisions/reconciliation/line-state.js';
import { settle } from '../../../decisions/reconciliation/settle.js';
import { basis, between, booked, inBin, items, key, movement, stock } from './samples.js';

describe('a shipment whose goods issue is still being retried at the cut-off', () => {
  const shipped = movement(
    'WMS-SHIP-1',
    [inBin('-100 EA FG-1000', { lot: 'L-31' })],
    [booked('WMS', '2027-03-10T20:55:00Z')],
    {
      reason: 'PICKED_NOT_ISSUED',
      explainedBy: { run: 'outbound-delivery/1000/P100/80004711' },
    },
  );
  const books = [stock('1000 EA FG-1000', { lot: 'L-31' })];
  const bins = [inBin('900 EA FG-1000', { lot: 'L-31' })];

  test('is expected to be missing, with the run that says so, and nothing is adjusted', () => {
    const { lines } = between(books, bins, [shipped]);
    expect(lines).toMatchObject([
      { book: '1000', physical: '900', inFlight: '-100', expected: '900', difference: '0' },
    ]);
    expect(explanationOf(lines[0]!)).toEqual({
      state: 'EXPLAINED',
      cause: 'IN_FLIGHT',
      by: [
        {
          movementId: 'WMS-SHIP-1',
          reason: 'PICKED_NOT_ISSUED',
          by: [{ run: 'outbound-delivery/1000/P100/80004711' }],
        },
      ],
    });
    expect(causesOf(lines, [], items)).toEqual([]);
  });

  test('is a difference once no run says so', () => {
    const { lines } = between(books, bins);
    expect(lines).toMatchObject([{ difference: '-100' }]);
    expect(explanationOf(lines[0]!)).toBeUndefined();
  });
});

describe('what is corrected, what is approved, and what is never corrected by itself', () => {
  const lot = (name: string) => ({ lot: name });
  const first = between(
    [
      stock('400 EA RM-20'),
      stock('100 EA FG-1000', lot('L-31')),
      stock('80 EA RM-10', lot('L1')),
      stock('60 EA RM-10', lot('L2')),
    ],
    [
      inBin('397 EA RM-20'),
      inBin('98 EA FG-1000', lot('L-31')),
      inBin('30 EA RM-10', lot('L1')),
      inBin('110 EA RM-10', lot('L2')),
    ],
  );
  // Fifteen minutes later, with twenty seals used on both sides: the balances are others, and the differences are not.
  const second = between(
    [
      stock('380 EA RM-20'),
      stock('100 EA FG-1000', lot('L-31')),
      stock('80 EA RM-10', lot('L1')),
      stock('60 EA RM-10', lot('L2')),
    ],
    [
      inBin('377 EA RM-20'),
      inBin('98 EA FG-1000', lot('L-31')),
      inBin('30 EA RM-10', lot('L1')),
      inBin('110 EA RM-10', lot('L2')),
    ],
  );
  const findings = causesOf(settle(first.lines, second.lines).stays, [], items);
  const verdictOn = (name: string, more: Partial<DecisionBasis> = {}) =>
    decide(findings.find(({ lines: [line] }) => line.key.item === name)!, basis(more));

  test('three seals of a C item are corrected, with their document', () => {
    expect(verdictOn('RM-20')).toMatchObject({
      decision: 'AUTO_CORRECT',
      rule: 'WITHIN_AUTOMATIC_LIMIT',
      forbidden: [],
      cause: 'UNEXPLAINED',
      value: { amount: '7.50', currency: 'USD' },
      correction: {
        how: 'ADJUST',
        effects: [{ system: 'SAP', change: '-3', before: '380', after: '377' }],
      },
    });
  });

  test('two pumps of an A item are counted first, and then approved by inventory control', () => {
    const asked = verdictOn('FG-1000');
    expect(asked).toMatchObject({
      decision: 'REQUEST_COUNT',
      rule: 'COUNT_FIRST_A_ITEM',
      value: { amount: '240.00', currency: 'USD' },
    });
    expect(asked.correction).toBeUndefined();
    const counts = [{ key: key('FG-1000', { lot: 'L-31' }), value: '98', countedBy: 'kim' }];
    expect(verdictOn('FG-1000', { counts })).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      approval: 'INVENTORY_CONTROL',
      owner: 'inventory',
      correction: { how: 'ADJUST', effects: [{ system: 'SAP', change: '-2', after: '98' }] },
    });
  });

  test('fifty housings under another lot’s name are never corrected by themselves, and are quality’s', () => {
    expect(findings.filter(({ lines: [line] }) => line.key.item === 'RM-10')).toMatchObject([
      { cause: 'LOT_SWAP', lines: [{ difference: '-50' }, { difference: '50' }] },
    ]);
    expect(verdictOn('RM-10')).toMatchObject({
      decision: 'REQUEST_APPROVAL',
      rule: 'LOT_OR_SERIAL_MISMATCH',
      forbidden: ['LOT_OR_SERIAL_MISMATCH'],
      cause: 'LOT_SWAP',
      owner: 'quality',
    });
    expect(stateAfter(verdictOn('RM-10').decision)).toBe('AWAITING_APPROVAL');
  });

  test('one of four lines is in tolerance', () => {
    expect(accuracyOf(first, items, usualReconciliationPolicy)).toMatchObject({
      keys: 4,
      withinTolerance: 1,
      record: '0.250000',
      byClass: { A: '0.000000', B: '0.000000', C: '1.000000' },
    });
  });
});

describe('a receipt of ten that is not completed, a count of one more, and the completion', () => {
  const lot = { lot: 'L1' };
  const bin = (value: string): SnapshotLine[] => [inBin(`${value} EA RM-10`, lot)];
  const books = (value: string): SnapshotLine[] => (value === '0' ? [] : [stock(`${value} EA RM-10`, lot)]);
  const receipt = (...erpBookings: ReturnType<typeof booked>[]) =>
    movement('RCV-1', [inBin('10 EA RM-10', lot)], [booked('WMS', '2027-03-10T18:00:00Z'), ...erpBookings], {
      reason: 'RECEIPT_NOT_COMPLETED',
    });
  const steps = [
    { title: 'received', erp: '0', wms: '10', open: receipt(), alone: '10' },
    { title: 'counted', erp: '1', wms: '11', open: receipt(), alone: '10' },
    {
      title: 'completed, and the run still open',
      erp: '11',
      wms: '11',
      open: receipt(booked('SAP', '2027-03-10T20:59:00Z')),
      alone: '0',
    },
    {
      title: 'completed, and the reply to the posting lost',
      erp: '11',
      wms: '11',
      open: receipt(booked('SAP', '2027-03-10T20:59:00Z', { certain: false })),
      alone: '0',
    },
  ];

  test.each(steps)('$title: no alarm while the run is open', ({ erp, wms, open }) => {
    const { lines } = between(books(erp), bin(wms), [open]);
    expect(lines).toMatchObject([{ difference: '0', inDoubt: [] }]);
    expect(lines.filter(isDifference)).toEqual([]);
    expect(causesOf(lines, [], items)).toEqual([]);
  });

  test.each(steps)('$title: $alone once the run is taken away', ({ erp, wms, alone }) => {
    const { lines } = between(books(erp), bin(wms));
    expect(lines).toMatchObject([{ difference: alone }]);
  });
});
