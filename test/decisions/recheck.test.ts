import { expect, test } from 'vitest';
import { recheckAfter } from '../../decisions/recheck.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test('looks promptly at first, then ever more seldom, and never more seldom than every four hours', () => {
  const looks = Array.from({ length: 12 }, (_, fruitless) => recheckAfter(15 * MINUTE, fruitless) / MINUTE);
  expect(looks).toEqual([15, 15, 15, 15, 15, 30, 60, 120, 240, 240, 240, 240]);
  expect(recheckAfter(15 * MINUTE, 100_000)).toBe(4 * HOUR);
});

test('what is seldom by its setting stays as it is', () => {
  expect(recheckAfter(24 * HOUR, 50)).toBe(24 * HOUR);
});

test('a run that waits for half a year looks some thousand times, far from what its history can hold', () => {
  let looks = 0;
  for (let waited = 0; waited < 180 * 24 * HOUR; looks += 1) waited += recheckAfter(5 * MINUTE, looks);
  expect(looks).toBeLessThan(1_200);
});
