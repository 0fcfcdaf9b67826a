/** Days and times as OData V2 writes them in JSON. */
export const dateValue = (day: string): string => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;

export const stampValue = (milliseconds: number): string => `/Date(${milliseconds}+0000)/`;

/** Of `2028-06-01T12:00:00`. */
export const timeValue = (time: string): string =>
  `PT${time.slice(11, 13)}H${time.slice(14, 16)}M${time.slice(17, 19) || '00'}S`;

/** The day of `/Date(…)/` or `2028-06-01T00:00:00`; undefined where there is none. */
export function dayIn(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const milliseconds = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/.exec(value)?.[1];
  if (milliseconds) return new Date(Number(milliseconds)).toISOString().slice(0, 10);
  return /^\d{4}-\d\d-\d\d/.exec(value)?.[0];
}
