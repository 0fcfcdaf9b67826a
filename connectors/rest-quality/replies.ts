import { z } from 'zod';

const word = z.string().max(200);
const name = word.min(1);
const quantity = z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: name });

/** As much of an inspection as a posting must see. */
export const shownRequest = z.object({
  inspectionNo: name,
  inboundDeliveryNo: word,
  item: word,
  idempotencyKey: z.string().max(500).nullish(),
});

const decision = z.object({
  /** Of the system's own list. */
  code: name,
  /** A time without its offset is a local time of nobody knows where. */
  decidedAt: z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString()),
  decidedBy: word,
  accepted: quantity,
  rejected: quantity,
  destroyed: quantity,
});

export const shownInspection = z.object({
  inspectionNo: name,
  item: name,
  lot: name.nullish(),
  qty: quantity,
  decision: decision.nullish(),
});

export type ShownInspection = z.infer<typeof shownInspection>;
