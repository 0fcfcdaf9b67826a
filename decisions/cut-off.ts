const CUT_OFF = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?Z$/;

/**
 * The instant of a cut-off as it stands in ids: `20260310T2030Z`, with seconds where they matter.
 * @throws RangeError when it is none
 */
export function cutOffOf(text: string): string {
  const [, year, month, day, hour, minute, second = '00'] = CUT_OFF.exec(text) ?? [];
  const instant = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  if (Number.isNaN(Date.parse(instant))) throw new RangeError(`"${text}" is no cut-off such as 20260310T2030Z`);
  return instant;
}

/** To the minute. */
export const cutOffText = (instant: string): string => `${instant.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
