const DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
const TIME = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/;

/**
 * The instant, ISO 8601 UTC, of a day (`/Date(1773014400000)/`) and a time (`PT06H00M00S`) on a plant's clock.
 * @throws RangeError when they are not in the notation of OData V2
 */
export function instantOf(date: string, time: string, zone: string): string {
  const day = DATE.exec(date);
  const parts = TIME.exec(time);
  if (!day || !parts) throw new RangeError(`"${date} ${time}" is no date and time`);
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const clock = Number(day[1]) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
  // Twice, for the first guess can lie on the other side of a change of daylight saving.
  const guess = clock - offsetOf(clock, zone);
  return new Date(clock - offsetOf(guess, zone)).toISOString();
}

/** The day, `yyyy-mm-dd`, of `/Date(1773014400000)/`; empty where there is none. */
export function dayOf(date: string): string {
  const at = DATE.exec(date);
  return at ? new Date(Number(at[1])).toISOString().slice(0, 10) : '';
}

/** The instant, ISO 8601 UTC, of a time stamp (`/Date(1773014400000+0000)/`); what is none is left as it is. */
export function instantOfStamp(stamp: string): string {
  const at = DATE.exec(stamp);
  return at ? new Date(Number(at[1])).toISOString() : stamp;
}

/** Day and time on a zone's clocks: `yyyy-mm-dd`, `PT06H00M00S`. */
export function clockOf(instant: string, zone: string): { day: string; time: string } {
  const at = Date.parse(instant);
  const [day = '', clock = ''] = new Date(at + offsetOf(at, zone)).toISOString().split('T');
  const [hours, minutes, seconds] = clock.slice(0, 8).split(':');
  return { day, time: `PT${hours}H${minutes}M${seconds}S` };
}

/** By how many milliseconds a zone's clocks are ahead of UTC at an instant. */
function offsetOf(instant: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const shown = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}
