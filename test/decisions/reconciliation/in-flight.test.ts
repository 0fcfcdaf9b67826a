import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Booking, InFlightMovement } from '../../../contracts/entities/reconciliation.js';
import type { SnapshotLine } from '../../../contracts/entities/stock-snapshot.js';
import { isDifference } from '../../../decisions/reconciliation/compare.js';
import { AS_OF, between, booked, compared, inBin, key, mes, movement, snapshot, stock } from './samples.js';

const EARLIER = '2027-03-10T20:00:00Z';
const LATER = '2027-03-10T21:00:01Z';
const ten = [inBin('10 EA RM-20')];

describe('each movement counts once', () => {
  const ofRun = movement('M-1', ten, [booked('WMS', EARLIER)]);
  const ofWarehouse = movement('M-1', ten, [booked('WMS', EARLIER)], { explainedBy: { system: 'WMS' } });

  test('when the run and the warehouse’s own list both name it', () => {
    const { lines } = between([], ten, [ofRun, ofWarehouse, ofRun]);
    expect(lines).toMatchObject([{ inFlight: '10', difference: '0' }]);
    expect(lines[0]!.explainedBy).toEqual([
      { movementId: 'M-1', reason: 'POSTING_NOT_MADE', by: [{ run: 'run-of-M-1' }, { system: 'WMS' }] },
    ]);
  });

  test('when each of them knows of another booking, so that both systems have it', () => {
    const other = { ...ofWarehouse, bookings: [booked('SAP', EARLIER)] };
    for (const told of [
      [ofRun, other],
      [other, ofRun],
    ])
      expect(between([stock('10 EA RM-20')], ten, told).lines).toMatchObject([{ inFlight: '0', difference: '0' }]);
  });

  test('when who is sure of a booking and who is not both tell of it', () => {
    const doubted = { ...ofRun, bookings: [booked('WMS', EARLIER), booked('SAP', EARLIER, { certain: false })] };
    const sure = { ...ofWarehouse, bookings: [booked('SAP', EARLIER)] };
    const { lines } = between([stock('3 EA RM-20')], [inBin('5 EA RM-20')], [doubted, sure]);
    expect(lines).toMatchObject([{ inFlight: '0', difference: '2', inDoubt: [] }]);
  });

  test('and two who tell of it otherwise are a problem, not a sum', () => {
    const more = { ...ofWarehouse, changes: [inBin('12 EA RM-20')] };
    const { lines, problems } = between([], ten, [ofRun, more]);
    expect(problems).toMatchObject([
      { code: 'C-DUP-CONFLICT', item: 'RM-20', text: 'movement M-1 is told in two ways' },
    ]);
    expect(lines).toEqual([]);
  });
});

describe('what the snapshots have', () => {
  test('a posting that the warehouse has not executed is expected to be still there', () => {
    const issued = movement('GI-1', [stock('-4 EA RM-20')], [booked('SAP', EARLIER)], { inWordsOf: 'SAP' });
    expect(between([stock('6 EA RM-20')], ten, [issued]).lines).toMatchObject([{ inFlight: '4', difference: '0' }]);
  });

  test('what happened after the instant is in neither', () => {
    const later = movement('M-1', ten, [booked('WMS', LATER)]);
    expect(between([stock('10 EA RM-20')], ten, [later]).lines).toMatchObject([{ inFlight: '0', difference: '0' }]);
  });

  test('what happened before it, and was written down after the watermark, is not in it yet', () => {
    const physical = snapshot('WMS', [], { watermark: { movementId: 'M-0', position: '41', at: EARLIER } });
    const at = (position: string) => movement('M-1', ten, [booked('WMS', '2027-03-10T19:00:00Z', { position })]);
    const book = snapshot('SAP', []);
    expect(compared({ book, physical, movements: [at('42')] }).lines).toEqual([]);
    const within = compared({ book, physical, movements: [at('41')] });
    expect(within.lines).toMatchObject([{ inFlight: '10', difference: '-10' }]);
  });

  test('a movement that is the watermark itself is in it', () => {
    const watermark = { movementId: 'M-1', at: EARLIER };
    const physical = snapshot('WMS', ten, { watermark });
    const last = movement('M-1', ten, [booked('WMS', '2027-03-10T20:00:00.500Z')]);
    expect(compared({ book: snapshot('SAP', []), physical, movements: [last] }).lines).toMatchObject([
      { difference: '0' },
    ]);
  });

  test('a step of a transfer counts at each place for itself', () => {
    const out = movement('T-1', [inBin('-5 EA RM-20')], [booked('WMS', EARLIER), booked('SAP', EARLIER)]);
    const put = movement('T-2', [inBin('5 EA RM-20', { location: 'B-01' })], [booked('WMS', EARLIER)], {
      reason: 'TWO_STEP_TRANSFER',
    });
    const { lines, apart } = between(
      [stock('5 EA RM-20'), stock('5 EA RM-20', { location: 'RDC2', status: 'IN_TRANSIT' })],
      [inBin('5 EA RM-20'), inBin('5 EA RM-20', { location: 'B-01' })],
      [out, put],
    );
    expect(lines.map((one) => [one.key.locationGroup, one.inFlight, one.difference])).toEqual([
      ['RDC1', '0', '0'],
      ['RDC2', '5', '0'],
    ]);
    expect(apart).toMatchObject([{ key: { word: 'IN_TRANSIT' }, value: '5' }]);
  });

  test('a run that knows of excess is named for it, and it is not taken off twice', () => {
    const excess = inBin('20 EA RM-20', { status: 'EXCESS_HOLD' });
    const received = movement('RCV-1', [inBin('100 EA RM-20'), excess], [booked('WMS', EARLIER)]);
    const { lines, apart } = between([], [inBin('100 EA RM-20'), excess], [received]);
    expect(lines).toMatchObject([{ inFlight: '100', difference: '0' }]);
    expect(apart).toMatchObject([{ value: '20', explainedBy: [{ run: 'run-of-RCV-1' }] }]);
  });

  test('a unit of a movement that has no factor makes its item incomparable', () => {
    const told = movement('M-1', [inBin('1 CRATE RM-20')], [booked('WMS', EARLIER)]);
    const { lines, problems } = between([], ten, [told]);
    expect([lines, problems.map(({ code }) => code)]).toEqual([[], ['C-UOM']]);
  });

  test('so does a teller whose words nobody knows', () => {
    const told = movement('M-1', ten, [booked('WMS', EARLIER)], { inWordsOf: 'OLD-WMS' });
    expect(between([], ten, [told]).problems).toMatchObject([{ code: 'C-MAPPING', system: 'OLD-WMS' }]);
  });
});

describe('a posting in doubt', () => {
  const doubted = (id: string, value: string) =>
    movement(id, [inBin(`${value} EA RM-20`)], [booked('WMS', EARLIER), booked('SAP', EARLIER, { certain: false })]);
  const told = [doubted('M-1', '10'), doubted('M-2', '3')];

  test.each(['0', '3', '10', '13'])('raises no alarm where the books have %s of it', (value) => {
    const { lines } = between([stock(`${value} EA RM-20`)], [inBin('13 EA RM-20')], told);
    expect(lines).toMatchObject([{ difference: '0', inDoubt: [] }]);
  });

  test('is named where no reading of it explains the difference', () => {
    const { lines } = between([stock('5 EA RM-20')], [inBin('13 EA RM-20')], told);
    expect(lines).toMatchObject([{ inFlight: '13', difference: '-5', inDoubt: ['M-1', 'M-2'] }]);
  });
});

describe('lines and serial numbers', () => {
  test('what lies at the lines is compared with the supply area alone', () => {
    const book = snapshot('SAP', [stock('40 EA RM-20', { location: 'LINE' }), stock('500 EA RM-20')]);
    const physical = snapshot('MES', [stock('25 EA RM-20', { location: 'ASSY-01' })]);
    const used = movement('CONF-1', [stock('-10 EA RM-20', { location: 'ASSY-01' })], [booked('MES', EARLIER)], {
      inWordsOf: 'MES',
    });
    const { lines } = compared({ book, physical, movements: [used], side: mes });
    expect(lines).toMatchObject([
      { key: key('RM-20', { locationGroup: 'LINE' }), expected: '30', difference: '-5', physicalSystem: 'MES' },
    ]);
  });

  const units = (...serials: string[]) => ({ serials });

  test('as many pieces are not the same pieces', () => {
    const { lines } = between(
      [stock('2 EA SN-500', units('S1', 'S2'))],
      [inBin('1 EA SN-500', units('S1')), inBin('1 EA SN-500', units('S3'))],
    );
    expect(lines.filter(isDifference)).toMatchObject([
      { difference: '0', serials: { onlyBook: ['S2'], onlyPhysical: ['S3'] } },
    ]);
  });

  test('a piece under way is no other piece', () => {
    const shipped = movement('M-1', [inBin('-1 EA SN-500', units('S2'))], [booked('WMS', EARLIER)]);
    const { lines } = between(
      [stock('2 EA SN-500', units('S1', 'S2'))],
      [inBin('1 EA SN-500', units('S1'))],
      [shipped],
    );
    expect(lines.filter(isDifference)).toEqual([]);
    expect(lines).toMatchObject([{ serials: { onlyBook: [], onlyPhysical: [] } }]);
  });

  test('nothing is said of serial numbers where a side keeps none', () => {
    const { lines } = between([stock('2 EA SN-500', units('S1', 'S2'))], [inBin('2 EA SN-500')]);
    expect(lines[0]!.serials).toBeUndefined();
    expect(lines.filter(isDifference)).toEqual([]);
  });
});

describe('whatever is under way', () => {
  const steps = fc.array(
    fc.record({
      item: fc.constantFrom('RM-10', 'RM-20'),
      lot: fc.constantFrom('L1', 'L2'),
      value: fc.integer({ min: -20, max: 40 }),
      wms: fc.constantFrom('yes', 'no', 'late'),
      erp: fc.constantFrom('yes', 'no', 'late', 'lost reply', 'reply lost before it'),
      isTwice: fc.boolean(),
    }),
    { maxLength: 5 },
  );
  type Step = typeof steps extends fc.Arbitrary<(infer T)[]> ? T : never;

  const lineOf = ({ item, lot }: Pick<Step, 'item' | 'lot'>, value: number): SnapshotLine =>
    inBin(`${value} EA ${item}`, { lot });
  const isThere = (word: string): boolean => word === 'yes' || word === 'lost reply';
  const bookings = ({ wms, erp }: Step): Booking[] => [
    ...(wms === 'no' ? [] : [booked('WMS', wms === 'late' ? LATER : AS_OF)]),
    ...(erp === 'no' ? [] : [booked('SAP', erp === 'late' ? LATER : EARLIER, { certain: !erp.includes('lost') })]),
  ];
  const told = (all: Step[]): InFlightMovement[] =>
    all.flatMap((step, index) => {
      const one = movement(`M-${index}`, [lineOf(step, step.value)], bookings(step));
      return step.isTwice ? [one, { ...one, explainedBy: { system: 'WMS' } }] : [one];
    });
  const balances = (all: Step[], side: 'wms' | 'erp'): SnapshotLine[] =>
    (['RM-10', 'RM-20'] as const).flatMap((item) =>
      (['L1', 'L2'] as const).map((lot) => {
        const of = all.filter((step) => step.item === item && step.lot === lot && isThere(step[side]));
        return lineOf(
          { item, lot },
          of.reduce((sum, { value }) => sum + value, 200),
        );
      }),
    );
  const books = (lines: SnapshotLine[]) => lines.map((one) => ({ ...one, location: 'RDC1' }));

  test('raises no alarm, in whichever order it is told', () => {
    fc.assert(
      fc.property(
        steps.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(told(all), { minLength: told(all).length })),
        ),
        ([all, movements]) => {
          const found = between(books(balances(all, 'erp')), balances(all, 'wms'), movements);
          expect(found.problems).toEqual([]);
          expect(found.lines.length).toBe(3);
          expect(found.lines.filter(isDifference)).toEqual([]);
          expect(found).toEqual(between(books(balances(all, 'erp')), balances(all, 'wms'), told(all)));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('is exactly the difference of what is no longer told', () => {
    fc.assert(
      fc.property(
        steps.filter((all) => all.length > 0),
        fc.nat(),
        (all, chosen) => {
          const certain = all.map((step): Step => (step.erp.includes('lost') ? { ...step, erp: 'no' } : step));
          const index = chosen % certain.length;
          const { wms, erp, value, item } = certain[index]!;
          const rest = told(certain).filter(({ movementId }) => movementId !== `M-${index}`);
          const { lines } = between(books(balances(certain, 'erp')), balances(certain, 'wms'), rest);
          const missing = value * (Number(wms === 'yes') - Number(erp === 'yes'));
          const off = lines.filter(isDifference).map((one) => [one.key.item, one.difference]);
          expect(off).toEqual(missing === 0 ? [] : [[item, String(missing)]]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
