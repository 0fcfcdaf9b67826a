import { z } from 'zod';

const word = z.string().min(1).max(200);
const qty = z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: word });
const line = z.object({ line: word, item: word, qty, location: word });
const lines = z.array(line).min(1).max(500);

export const stagingBody = z.object({ plant: word, version: word, requiredAt: word, lines });
export const returnBody = z.object({ orderNo: word, plant: word, reason: z.string().max(500), lines });
export const receiptBody = z.object({
  orderNo: word,
  plant: word,
  item: word,
  qty,
  location: word,
  lot: word.optional(),
});

export type Line = z.infer<typeof line>;
export type ReceiptBody = z.infer<typeof receiptBody>;
