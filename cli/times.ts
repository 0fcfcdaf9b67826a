const clock = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' });

/** On this terminal's clock, with the day where it is another one. */
export function at(instant: string | undefined, now = Date.now()): string {
  const time = Date.parse(instant ?? '');
  if (Number.isNaN(time)) return '-';
  return day.format(time) === day.format(now) ? clock.format(time) : `${day.format(time)} ${clock.format(time)}`;
}

/** `3 min`, `in 27 min`, `2 h`: how far away it is. */
export function away(instant: string | undefined, now = Date.now()): string {
  const time = Date.parse(instant ?? '');
  if (Number.isNaN(time)) return '-';
  const length = duration(Math.abs(time - now));
  return time > now ? `in ${length}` : length;
}

export function duration(ms: number): string {
  if (ms < 100_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 100 * 60_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 48 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`;
  return `${Math.round(ms / 86_400_000)} d`;
}
