import { z, type ZodType } from 'zod';
import { Refusal } from '../../../practice/rest-counterpart.js';

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

/** @throws Refusal 400 */
export function checked<T>(shape: ZodType<T>, content: unknown): T {
  const { data, error } = shape.safeParse(content);
  if (!error) return data;
  const wrong = error.issues.slice(0, 5).map(({ path, message }) => `/${path.join('/')} ${message}`);
  throw new Refusal(400, 'SCHEMA', wrong.join('; '));
}
