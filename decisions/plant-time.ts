/** The plant's calendar day of an instant, `yyyy-mm-dd`: documents are dated in plant time (domain: time). */
export function plantDay(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(new Date(instant));
}

/** When an order counts as overdue: its scheduled end plus a share of its scheduled duration. */
export function overdueAt(scheduledStart: string, scheduledEnd: string, sharePct: string): number {
  const start = Date.parse(scheduledStart);
  const end = Date.parse(scheduledEnd);
  return end + ((end - start) * Number(sharePct)) / 100;
}
