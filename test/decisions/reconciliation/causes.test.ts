import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComparisonLine, KnownDocument } from '../../../contracts/entities/reconciliation.js';
import { causesOf, type Finding } from '../../../decisions/reconciliation/causes.js';
import { keyText } from '../../../decisions/reconciliation/key.js';
import { between, booked, document, inBin, items, key, line, movement, stock } from './samples.js';

const off = (value: string, more: Parameters<typeof key>[1] = {}, name = 'RM-10'): ComparisonLine =>
  line(name, '1000', String(1000 + Number(value)), { key: key(name, more) });
const inWords = ({ cause, lines }: Finding): string =>
  `${cause} ${lines.map(({ key: { lot, locationGroup }, difference }) => `${lot} ${locationGroup} ${difference}`).join(', ')}`;
const named = (lines: ComparisonLine[], documents: KnownDocument[] = []) =>
  causesOf(lines, documents, items).map(inWords);

describe('pairs', () => {
  test('between lots, places, statuses and owners, looked for in this order', () => {
    expect(named([off('-5', { lot: 'L1' }), off('5', { lot: 'L2' })])).toEqual(['LOT_SWAP L1 RDC1 -5, L2 RDC1 5']);
    expect(named([off('5'), off('-5', { locationGroup: 'RDC2' })])).toEqual(['MISPLACED - RDC2 -5, - RDC1 5']);
    expect(causesOf([off('5'), off('-5', { status: 'BLOCKED' })], [], items)).toMatchObject([
      { cause: 'STATUS_DRIFT', wrongIn: 'SAP' },
    ]);
    expect(causesOf([off('5'), off('-5', { owner: 'VENDOR' })], [], items)).toMatchObject([
      { cause: 'OWNER_DRIFT', wrongIn: 'WMS' },
    ]);
    const both = [off('-5', { lot: 'L1' }), off('5', { lot: 'L1', locationGroup: 'RDC2' }), off('5', { lot: 'L2' })];
    expect(named(both)).toEqual(['LOT_SWAP L1 RDC1 -5, L2 RDC1 5', 'UNEXPLAINED L1 RDC2 5']);
  });

  test('are matched one to one: a third key is not part of a swap of two', () => {
    const [swap, rest] = causesOf(
      [off('-50', { lot: 'L1' }), off('50', { lot: 'L2' }), off('50', { lot: 'L3' })],
      [],
      items,
    );
    expect(inWords(swap!)).toBe('LOT_SWAP L1 RDC1 -50, L2 RDC1 50');
    expect(swap!.unique).toBe(false);
    expect(inWords(rest!)).toBe('UNEXPLAINED L3 RDC1 50');
    expect(named([off('-50', { lot: 'L1' }), off('50', { lot: 'L2' }), off('-50', { lot: 'L3' })])).toEqual([
      'LOT_SWAP L1 RDC1 -50, L2 RDC1 50',
      'UNEXPLAINED L3 RDC1 -50',
    ]);
  });

  test('have the same quantity: what lots have too much and too little of in all is named, and is no swap', () => {
    const found = causesOf([off('-50', { lot: 'L1' }), off('30', { lot: 'L2' }), off('21', { lot: 'L3' })], [], items);
    expect(found.map(({ cause, otherLots }) => [cause, otherLots])).toEqual([
      ['UNEXPLAINED', true],
      ['UNEXPLAINED', true],
      ['UNEXPLAINED', true],
    ]);
    expect(causesOf([off('-50', { lot: 'L1' }), off('-20', { lot: 'L2' })], [], items)[0]).toMatchObject({
      otherLots: false,
    });
  });

  test('are of one item, and differ in nothing else', () => {
    expect(named([off('-5'), off('5', {}, 'RM-20')])).toEqual(['UNEXPLAINED - RDC1 -5', 'UNEXPLAINED - RDC1 5']);
    expect(named([off('-5', { lot: 'L1' }), off('5', { lot: 'L2', locationGroup: 'RDC2' })]).join()).not.toContain(
      'SWAP',
    );
  });

  test('of serial numbers are of the same pieces', () => {
    const piece = (value: string, group: string, serials: ComparisonLine['serials']) =>
      line('SN-500', '5', String(5 + Number(value)), {
        key: key('SN-500', { locationGroup: group }),
        ...(serials && { serials }),
      });
    const lost = piece('-1', 'RDC1', { onlyBook: ['S1'], onlyPhysical: [] });
    expect(named([lost, piece('1', 'RDC2', { onlyBook: [], onlyPhysical: ['S1'] })])).toEqual([
      'MISPLACED - RDC1 -1, - RDC2 1',
    ]);
    expect(named([lost, piece('1', 'RDC2', { onlyBook: [], onlyPhysical: ['S9'] })])).toEqual([
      'UNEXPLAINED - RDC1 -1',
      'UNEXPLAINED - RDC2 1',
    ]);
    expect(named([piece('0', 'RDC1', { onlyBook: ['S1'], onlyPhysical: ['S2'] })])).toEqual([
      'SERIAL_MISMATCH - RDC1 0',
    ]);
  });

  test('with what customers left here are found, though that is never compared', () => {
    const { lines, customerOwned } = between(
      [stock('5 EA RM-20')],
      [inBin('2 EA RM-20'), inBin('3 EA RM-20', { owner: 'CUSTOMER' })],
    );
    expect(lines).toMatchObject([{ difference: '-3' }]);
    expect(causesOf(lines, [], items, customerOwned)).toMatchObject([
      { cause: 'OWNER_DRIFT', lines: [{ key: { owner: 'OWN' } }, { key: { owner: 'CUSTOMER' } }] },
    ]);
    expect(causesOf([], [], items, customerOwned)).toEqual([]);
  });

  test('no key is ever in two findings, and none is left out', () => {
    const drawn = fc.uniqueArray(
      fc.record({
        value: fc.constantFrom(-2, -1, 1, 2),
        lot: fc.constantFrom('L1', 'L2', 'L3'),
        locationGroup: fc.constantFrom('RDC1', 'RDC2'),
        status: fc.constantFrom('UNRESTRICTED' as const, 'QUALITY' as const),
        owner: fc.constantFrom('OWN' as const, 'VENDOR' as const),
      }),
      {
        maxLength: 16,
        selector: ({ lot, locationGroup, status, owner }) => [lot, locationGroup, status, owner].join(),
      },
    );
    fc.assert(
      fc.property(
        drawn.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          const linesOf = (some: typeof all) => some.map(({ value, ...of }) => off(String(value), of));
          const found = causesOf(linesOf(all), [], items);
          const keys = found.flatMap(({ lines }) => lines.map((one) => keyText(one.key))).sort();
          expect(keys).toEqual(
            linesOf(all)
              .map((one) => keyText(one.key))
              .sort(),
          );
          expect(causesOf(linesOf(shuffled), [], items)).toEqual(found);
          for (const { cause, lines } of found.filter(({ lines: { length } }) => length === 2)) {
            expect(Number(lines[0].difference) + Number(lines[1]!.difference)).toBe(0);
            expect(cause).not.toBe('UNEXPLAINED');
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('documents that both sides were asked for', () => {
  const of = key('RM-10', { lot: 'L1' });
  const found = (value: string, ...documents: KnownDocument[]) =>
    causesOf([off(value, { lot: 'L1' })], documents, items)[0]!;
  const cases: [title: string, value: string, standing: Record<string, string[]>, expected: object][] = [
    ['missing in the books', '10', { SAP: [], WMS: ['m1'] }, { cause: 'MISSING_POSTING', wrongIn: 'SAP' }],
    ['missing in the warehouse', '-10', { SAP: ['m1'], WMS: [] }, { cause: 'MISSING_POSTING', wrongIn: 'WMS' }],
    [
      'posted twice for one message',
      '-10',
      { SAP: ['m1', 'm1'], WMS: ['m1'] },
      { cause: 'DOUBLE_POSTING', wrongIn: 'SAP', numbers: ['SAP-D1-2'] },
    ],
    [
      'told twice to the books',
      '-10',
      { SAP: ['m1', 'm2'], WMS: ['m1'] },
      { cause: 'DOUBLE_FEED', wrongIn: 'SAP', numbers: ['SAP-D1-2'] },
    ],
    ['told twice to the warehouse', '10', { SAP: ['m1'], WMS: ['m1', 'm2'] }, { cause: 'DOUBLE_FEED', wrongIn: 'WMS' }],
    [
      'taken back in the warehouse alone',
      '-10',
      { SAP: ['m1'], WMS: ['m1', 'REVERSAL'] },
      { cause: 'REVERSAL_MISSED', wrongIn: 'SAP', numbers: ['SAP-D1-1'] },
    ],
    [
      'taken back in the books alone',
      '10',
      { SAP: ['m1', 'REVERSAL'], WMS: ['m1'] },
      { cause: 'REVERSAL_MISSED', wrongIn: 'WMS' },
    ],
  ];

  test.each(cases)('%s', (_, value, standing, expected) => {
    expect(found(value, document('D1', of, '10', standing))).toMatchObject({ ...expected, proven: true, unique: true });
  });

  test.each(cases)('%s, of a document that takes stock away', (_, value, standing, expected) => {
    const opposite = String(-Number(value));
    expect(found(opposite, document('D1', of, '-10', standing))).toMatchObject({ ...expected, proven: true });
  });

  test('in another unit', () => {
    const seals = key('RM-20');
    const wrong = document('D1', seals, '5', { SAP: ['m1'], WMS: ['m1'] });
    wrong.standing[0]!.postings[0]!.value = '500';
    expect(causesOf([off('-495', {}, 'RM-20')], [wrong], items)).toMatchObject([
      { cause: 'UOM_ERROR', wrongIn: 'SAP', numbers: ['SAP-D1-1'], proven: true },
    ]);
    wrong.standing[0]!.postings[0]!.value = '400';
    expect(causesOf([off('-395', {}, 'RM-20')], [wrong], items)).toMatchObject([{ cause: 'UNEXPLAINED' }]);
  });

  test('a document that came by pallets is no double one', () => {
    const whole = document('D1', of, '10', { SAP: ['m1', 'm1'], WMS: ['p1', 'p2', 'p3'] });
    const [, warehouse] = whole.standing;
    for (const [index, value] of ['4', '3', '3'].entries()) warehouse!.postings[index]!.value = value;
    expect(found('-10', whole)).toMatchObject({ cause: 'DOUBLE_POSTING', wrongIn: 'SAP', numbers: ['SAP-D1-2'] });
    whole.standing[0]!.postings = [];
    expect(found('10', whole)).toMatchObject({ cause: 'MISSING_POSTING', wrongIn: 'SAP', proven: true });
  });

  test('several that went wrong in one way add up', () => {
    const missing = (id: string, value: string) => document(id, of, value, { SAP: [], WMS: ['m'] });
    const sum = found(
      '17',
      missing('D1', '10'),
      missing('D2', '7'),
      document('D3', of, '17', { SAP: ['m'], WMS: ['m'] }),
    );
    expect(sum).toMatchObject({ cause: 'MISSING_POSTING', proven: true, unique: true });
    expect(sum.documents.map(({ documentId }) => documentId)).toEqual(['D1', 'D2']);
    expect(found('7', missing('D1', '10'), missing('D2', '7'))).toMatchObject({ proven: true, unique: false });
    expect(found('3', missing('D1', '10'), missing('D2', '7'))).toMatchObject({ cause: 'UNEXPLAINED' });
  });

  test('one that the warehouse has twice and the books not at all is not put right by posting it', () => {
    expect(found('20', document('D1', of, '10', { SAP: [], WMS: ['m1', 'm2'] }))).toMatchObject({
      cause: 'UNEXPLAINED',
    });
  });

  test('one that is right on both sides explains nothing, whatever its quantity', () => {
    expect(found('10', document('D1', of, '10', { SAP: ['m1'], WMS: ['m1'] }))).toMatchObject({ cause: 'UNEXPLAINED' });
  });

  test('one that is under way is not posted a second time', () => {
    const missing = document('M-1', of, '10', { SAP: [], WMS: ['m1'] });
    const underWay = movement('M-1', [inBin('10 EA RM-10', { lot: 'L1' })], [booked('WMS', '2027-03-10T20:00:00Z')]);
    const { lines } = between([], [inBin('20 EA RM-10', { lot: 'L1' })], [underWay]);
    expect(lines).toMatchObject([{ difference: '10' }]);
    expect(causesOf(lines, [missing], items)).toMatchObject([{ cause: 'UNEXPLAINED', documents: [] }]);
  });

  test('what went wrong once is one finding, however many keys show it', () => {
    const used = key('RM-20');
    const report = document('CONF-1', of, '10', { SAP: [], WMS: ['m1'] });
    report.changes.push({ key: used, value: '-20' });
    report.standing[1]!.postings.push({ number: 'WMS-CONF-1-2', messageId: 'm1', key: used, value: '-20' });
    const all = causesOf([off('10', { lot: 'L1' }), off('-20', {}, 'RM-20'), off('1', { lot: 'L9' })], [report], items);
    expect(all.map(inWords)).toEqual(['MISSING_POSTING L1 RDC1 10, - RDC1 -20', 'UNEXPLAINED L9 RDC1 1']);
  });

  test('a transfer that is missing in the books is what there is to post for a pair', () => {
    const transfer = document('T-1', key('RM-20'), '-5', { SAP: [], WMS: ['m1'] });
    const target = key('RM-20', { locationGroup: 'RDC2' });
    transfer.changes.push({ key: target, value: '5' });
    transfer.standing[1]!.postings.push({ number: 'WMS-T-1-2', messageId: 'm1', key: target, value: '5' });
    const pair = [off('-5', {}, 'RM-20'), off('5', { locationGroup: 'RDC2' }, 'RM-20')];
    expect(causesOf(pair, [transfer], items)).toMatchObject([
      { cause: 'MISPLACED', documents: [{ documentId: 'T-1' }] },
    ]);
    const half = { ...transfer, changes: transfer.changes.slice(0, 1) };
    expect(causesOf(pair, [half], items)).toMatchObject([{ cause: 'MISPLACED', documents: [] }]);
  });
});

describe('documents of which nobody was asked', () => {
  const of = key('RM-10', { lot: 'L1' });
  const guess = (value: string, ...documents: KnownDocument[]) =>
    causesOf([off(value, { lot: 'L1' })], documents, items)[0]!;

  test.each([
    ['10', {}, 'MISSING_POSTING', 'SAP'],
    ['-10', {}, 'DOUBLE_POSTING', 'SAP'],
    ['10', { SAP: ['m1'] }, 'DOUBLE_FEED', 'WMS'],
    ['-10', { SAP: ['m1'] }, 'MISSING_POSTING', 'WMS'],
    ['10', { WMS: ['m1', 'm2'] }, 'DOUBLE_FEED', 'WMS'],
    ['-10', { WMS: ['m1', 'REVERSAL'] }, 'REVERSAL_MISSED', 'SAP'],
    ['-10', { SAP: [] }, 'UNEXPLAINED', 'SAP'],
  ])('a difference of %s with %j is likely %s in %s, and not proven', (value, standing, cause, wrongIn) => {
    const likely = guess(value, document('D1', of, '10', standing));
    expect(likely).toMatchObject({ cause, wrongIn, proven: cause === 'UNEXPLAINED' });
  });

  test('two of the same quantity are told apart by nobody', () => {
    const two = guess('10', document('D1', of, '10'), document('D2', of, '10'));
    expect(two).toMatchObject({ cause: 'MISSING_POSTING', proven: false, unique: false });
  });

  test('the same digits in another unit are likely a wrong unit', () => {
    const seals = (book: string, physical: string) => line('RM-20', book, physical);
    expect(causesOf([seals('7', '700')], [], items)).toMatchObject([{ cause: 'UOM_ERROR', proven: false }]);
    expect(causesOf([seals('700', '7')], [], items)).toMatchObject([{ cause: 'UOM_ERROR', proven: false }]);
    expect(causesOf([seals('7', '701')], [], items)).toMatchObject([{ cause: 'UNEXPLAINED' }]);
    const ofDocument = [document('D1', key('RM-20'), '5')];
    expect(causesOf([seals('1500', '1005')], ofDocument, items)).toMatchObject([
      { cause: 'UOM_ERROR', documents: [{ documentId: 'D1' }], proven: false },
    ]);
  });
});
