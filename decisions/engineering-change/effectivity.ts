/** A formatter takes long to make. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  clocks.set(zone, clock);
  return clock;
}

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetOf(zone: string, at: number): number {
  const parts = clockOf(zone).formatToParts(new Date(at));
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    ...([part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')] as const),
  );
  return shown - Math.floor(at / 1000) * 1000;
}

const HALF_DAY_MS = 43_200_000;

/**
 * When a plant's clock shows this. An hour that the clock skips is over when it has skipped it; of an hour that it
 * shows twice, the first counts: a change is never in use late.
 * @param local `2026-04-06T00:00:00`
 * @returns milliseconds since 1970
 */
export function startsAt(local: string, zone: string): number {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) throw new RangeError(`${local} is not a time of day on a day`);
  const before = offsetOf(zone, wall - HALF_DAY_MS);
  const after = offsetOf(zone, wall + HALF_DAY_MS);
  const shows = (offset: number): boolean => offsetOf(zone, wall - offset) === offset;
  const candidates = [wall - before, wall - after].filter((at) => shows(wall - at)).sort((a, b) => a - b);
  return candidates[0] ?? changeover(zone, wall - Math.max(before, after), wall - Math.min(before, after));
}

/** The instant at which the clock is put forward, between these two. */
function changeover(zone: string, from: number, until: number): number {
  const earlier = offsetOf(zone, from);
  let [low, high] = [from, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(zone, middle) === earlier) low = middle;
    else high = middle;
  }
  return high;
}
