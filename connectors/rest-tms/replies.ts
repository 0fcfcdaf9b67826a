import { z } from 'zod';
import type { Load, Tender } from '../../contracts/entities/load.js';

const LISTED_MAX = 200;
const EVENTS_MAX = 20_000;

const word = z.string().max(200);
const number = word.min(1);
const decimal = z.string().regex(/^\d{1,13}(\.\d{1,6})?$/);
const quantity = z.object({ value: decimal, uom: word });
const idempotencyKey = z.string().max(500).nullish();

/** A time without its offset is a local time of nobody knows where. */
const instant = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());
/** Text of people: cut rather than refused. */
const text = z.string().transform((said) => said.slice(0, 200));

export const money = z.object({ amount: decimal, currency: word });

export const shownTender = z.object({
  tenderId: number,
  loadId: number,
  round: z.int().positive(),
  carrier: word,
  cost: money,
  expiresAt: instant,
  status: z.enum(['OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN']),
  reason: text.nullish(),
  idempotencyKey,
});

export const shownLoad = z.object({
  loadId: number,
  status: z.enum(['PLANNED', 'TENDERED', 'BOOKED', 'PICKED_UP', 'DELIVERED', 'CANCELLED']),
  tenders: z.array(shownTender).max(LISTED_MAX),
  deliveries: z.array(z.object({ plant: word.nullish(), deliveryNo: word, weight: quantity })).max(LISTED_MAX),
  /** Due to the carrier for a load that was cancelled. */
  cancellationFee: money.nullish(),
  idempotencyKey,
});

export const shownLoads = z.object({ loads: z.array(shownLoad).max(LISTED_MAX) });

export const shownRates = z.object({
  rates: z
    .array(z.object({ carrier: word, mode: word, cost: money, transitDays: z.int().nonnegative() }))
    .max(LISTED_MAX),
});

const proof = z.object({
  signedBy: text.nullish(),
  lines: z
    .array(z.object({ line: word, accepted: quantity, damaged: quantity.nullish() }))
    .max(500)
    .nullish(),
});

export const shownEvent = z.object({
  code: word,
  stop: word,
  /** Of a load with several: the one that it is about; absent where it is about all. */
  deliveryNo: word.nullish(),
  eventAt: instant,
  recordedAt: instant.nullish(),
  eta: instant.nullish(),
  text: text.nullish(),
  proof: proof.nullish(),
});

export const shownEvents = z.object({ events: z.array(shownEvent).max(EVENTS_MAX) });

export type ShownTender = z.infer<typeof shownTender>;
export type ShownLoad = z.infer<typeof shownLoad>;
export type ShownEvent = z.infer<typeof shownEvent>;

export const asTender = (system: string, shown: ShownTender): Tender => {
  const { tenderId, round, carrier, cost, expiresAt, status, reason } = shown;
  const documents = [{ system, type: 'TENDER' as const, number: tenderId }];
  return { tenderId, round, carrier, cost, expiresAt, status, ...(reason && { reason }), documents };
};

export const asLoad = (system: string, { loadId, status, tenders, deliveries }: ShownLoad): Load => ({
  loadId,
  status,
  tenders: tenders.map((one) => asTender(system, one)),
  deliveries: deliveries.map(({ deliveryNo, weight }) => ({ deliveryNo, weight })),
  documents: [{ system, type: 'LOAD', number: loadId }],
});
