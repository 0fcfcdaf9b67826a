import { describe, expect, test } from 'vitest';
import { startsAt } from '../../../decisions/engineering-change/effectivity.js';

const instant = (local: string, zone: string): string => new Date(startsAt(local, zone)).toISOString();

describe('a start on the plant’s clock', () => {
  test.each([
    ['2026-04-06T00:00:00', 'America/Chicago', '2026-04-06T05:00:00.000Z'],
    ['2026-04-06T00:00:00', 'Europe/Berlin', '2026-04-05T22:00:00.000Z'],
    ['2026-01-06T00:00:00', 'America/Chicago', '2026-01-06T06:00:00.000Z'],
    ['2026-06-01T06:30:15', 'Asia/Kolkata', '2026-06-01T01:00:15.000Z'],
  ])('%s in %s is %s', (local, zone, at) => {
    expect(instant(local, zone)).toBe(at);
  });

  test('an hour that the clock skips is over when it has skipped it', () => {
    expect(instant('2026-03-08T02:30:00', 'America/Chicago')).toBe('2026-03-08T08:00:00.000Z');
    expect(instant('2026-03-29T02:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  test('of an hour that the clock shows twice, the first counts', () => {
    expect(instant('2026-11-01T01:30:00', 'America/Chicago')).toBe('2026-11-01T06:30:00.000Z');
    expect(instant('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('on every half hour of a year the clock shows what was meant, or the hour does not exist', () => {
    for (const zone of ['America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe']) {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      let skipped = 0;
      for (let wall = Date.UTC(2026, 0, 1); wall < Date.UTC(2027, 0, 1); wall += 1_800_000) {
        const local = new Date(wall).toISOString().slice(0, 19);
        if (clock.format(startsAt(local, zone)).replace(' ', 'T') !== local) skipped += 1;
      }
      expect(skipped).toBe(zone === 'Australia/Lord_Howe' ? 1 : 2);
    }
  }, 30_000);

  test('what is no time is refused', () => {
    expect(() => startsAt('soon', 'Europe/Berlin')).toThrow(/soon/);
  });
});
