import { z } from 'zod';

const word = z.string().min(1).max(200);
const decimal = z.string().regex(/^\d{1,13}(\.\d{1,6})?$/);
const instant = z.iso.datetime({ offset: true });

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const stop = z
  .object({ place: word, zone: word.refine(isZone, 'is no time zone'), from: instant, until: instant })
  .refine(({ from, until }) => Date.parse(from) <= Date.parse(until), 'ends before it begins');

const weight = z.object({ value: decimal, uom: word });
export const money = z.object({ amount: decimal, currency: word });

export const loadBody = z.object({ plant: word, deliveryNo: word, weight, pickup: stop, delivery: stop });
export const tenderBody = z.object({ round: z.int().positive(), carrier: word, cost: money, expiresAt: instant });
export const cancelBody = z.object({ plant: word, deliveryNo: word, reason: z.string().max(500) });

export type LoadBody = z.infer<typeof loadBody>;
export type TenderBody = z.infer<typeof tenderBody>;
export type Stop = z.infer<typeof stop>;
