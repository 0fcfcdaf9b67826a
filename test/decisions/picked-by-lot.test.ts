import { expect, test } from 'vitest';
import { byLot } from '../../decisions/picking.js';

const ea = (value: string) => ({ value, uom: 'EA' });
const line = { line: '10', quantity: ea('10') };

test('what left without a written lot is not lost beside what left with one', () => {
  expect(byLot(line, [{ lot: 'L1', quantity: ea('4') }])).toEqual([
    { line: '10', quantity: ea('4'), lot: 'L1' },
    { line: '10', quantity: ea('6') },
  ]);
});

test('lots that make up the line are all of it, and a line without lots is one', () => {
  const lots = [
    { lot: 'L1', quantity: ea('4') },
    { lot: 'L2', quantity: ea('6') },
  ];
  expect(byLot(line, lots).map(({ quantity, lot }) => `${quantity.value} ${lot}`)).toEqual(['4 L1', '6 L2']);
  expect(byLot(line, [])).toEqual([line]);
});
