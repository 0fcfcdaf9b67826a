import type { ReconciliationPolicy } from '../../contracts/entities/reconciliation.js';

/**
 * Whether the books of a month are being closed: from its last working days to the first ones of the next, with the days off
 * between them (domain: month-end days).
 * @param day plant-local, `yyyy-mm-dd`
 * @param daysOff plant-local days beside Saturdays and Sundays
 */
export function isPeriodEnd(
  day: string,
  { lastWorkingDays, firstWorkingDays }: ReconciliationPolicy['periodEnd'],
  daysOff: readonly string[] = [],
): boolean {
  const isWorking = (one: string): boolean => !isWeekend(one) && !daysOff.includes(one);
  const month = daysOfMonth(day);
  const before = month.filter((one) => one < day && isWorking(one)).length;
  const after = month.filter((one) => one > day && isWorking(one)).length;
  return before < firstWorkingDays || after < lastWorkingDays;
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

function daysOfMonth(day: string): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${day.slice(0, 8)}${String(index + 1).padStart(2, '0')}`);
}
