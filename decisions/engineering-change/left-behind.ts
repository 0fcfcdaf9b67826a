import type { OpenOrder } from '../../contracts/entities/engineering-change.js';
import type { Severity } from '../../contracts/view.js';

const HOUR_MS = 3_600_000;

/** How urgent it is that a plant lacks a revision, by the first order that is waiting for it (domain: severity). */
export function severityLeftBehind(orders: readonly OpenOrder[], now: number): Severity {
  const first = Math.min(...orders.map(({ scheduledStart }) => Date.parse(scheduledStart)));
  if (first - now < 8 * HOUR_MS) return 'SEV2';
  return first - now < 72 * HOUR_MS ? 'SEV3' : 'SEV4';
}

/** `orders that wait for C: 1000777 from 2026-04-07T06:00:00.000Z`; empty where there are none. */
export const waitingText = (revision: string, orders: readonly OpenOrder[]): string =>
  orders.length === 0
    ? ''
    : `; orders that wait for ${revision}: ${orders.map((one) => `${one.orderNo} from ${one.scheduledStart}`).join(', ')}`;
