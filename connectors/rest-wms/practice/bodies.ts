import { z } from 'zod';
import { stockStatuses } from './stock.js';

const word = z.string().min(1).max(200);
const qty = z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: word });
const line = z.object({ line: word, item: word, qty, location: word });
const lines = z.array(line).min(1).max(500);
const outboundLine = z.object({ line: word, item: word, qty, lot: word.optional() });
const unpickLine = z.object({ line: word, qty });

export const stagingBody = z.object({ plant: word, version: word, requiredAt: word, lines });
export const returnBody = z.object({ orderNo: word, plant: word, reason: z.string().max(500), lines });
export const receiptBody = z.object({
  orderNo: word,
  plant: word,
  item: word,
  qty,
  location: word,
  lot: word.optional(),
  /** The stock that it goes to; free to use unless told. */
  stockStatus: z.enum(['UNRESTRICTED', 'QUALITY', 'BLOCKED']).optional(),
});
export const takeBackBody = z.object({ plant: word, qty, reason: z.string().max(500) });
export const outboundBody = z.object({
  plant: word,
  version: word,
  shipBy: word,
  shipTo: word,
  lines: z.array(outboundLine).min(1).max(500),
});
/** Without lines: out of the wave, nothing of it has been picked. */
export const unpickBody = z.object({ reason: z.string().max(500), lines: z.array(unpickLine).max(500) });
export const replenishmentBody = z.object({ orderNo: word, plant: word, item: word, qty, location: word });
const inboundLine = z.object({
  ...{ line: word, item: word, qty, lot: word.optional() },
  /** The stock that it goes to where it is good; free to use unless told. */
  stockStatus: z.enum(['UNRESTRICTED', 'QUALITY', 'BLOCKED']).optional(),
});
export const inboundBody = z.object({
  ...{ plant: word, version: word, purchaseOrderNo: word, supplier: word, packingSlip: word, expectedAt: word },
  lines: z.array(inboundLine).min(1).max(500),
});
export const bringBackBody = z.object({ plant: word, reason: z.string().max(500) });
export const snapshotBody = z.object({ plant: word, asOf: z.iso.datetime() });
export const countBody = z.object({
  ...{ plant: word, reference: word, caseNo: word, item: word, lot: word.optional() },
  locations: z.array(word).min(1).max(100),
  stockStatus: z.enum(stockStatuses),
  /** Nobody is told what to expect. */
  blind: z.literal(true),
  notBy: z.array(word).max(100),
});
export const statusChangeBody = z
  .object({
    ...{ plant: word, reference: word, item: word, lot: word.optional(), qty },
    from: z.enum(stockStatuses),
    /** A sample is used up, and no stock any more. */
    to: z.enum([...stockStatuses, 'SAMPLE']),
  })
  .refine(({ from, to }) => from !== to, 'changes nothing');

export type Line = z.infer<typeof line>;
export type ReceiptBody = z.infer<typeof receiptBody>;
export type OutboundLine = z.infer<typeof outboundLine>;
export type UnpickLine = z.infer<typeof unpickLine>;
export type InboundLine = z.infer<typeof inboundLine>;
export type StatusChangeBody = z.infer<typeof statusChangeBody>;
export type ReplenishmentBody = z.infer<typeof replenishmentBody>;
