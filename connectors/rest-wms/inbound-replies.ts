import { z, type ZodType } from 'zod';
import type { CountedLine, WarehouseReceipt } from '../../contracts/entities/warehouse-receipt.js';
import { idempotencyKey, quantity, word } from './replies.js';
import { renamed } from './wire.js';

export const receiptStatuses = [
  'EXPECTED',
  'ARRIVED',
  'RECEIVING',
  'CLOSED',
  'PUT_AWAY',
  'CANCELLED',
] as const satisfies readonly WarehouseReceipt['status'][];

export const conditions = ['GOOD', 'DAMAGED', 'REFUSED'] as const satisfies readonly CountedLine['condition'][];

/** As much of a delivery as a posting must see; what was counted is left to who reads it. */
export const inboundDelivery = z.object({ inboundDeliveryNo: word, version: word, status: word, idempotencyKey });

const bringBackTask = z.object({ taskId: word.min(1), inboundDeliveryNo: word, idempotencyKey });

export const bringBackTasks = z.object({ tasks: z.array(bringBackTask).max(1000) });

export const statusChange = z.object({ changeId: word.min(1), reference: word, idempotencyKey });

export const statusChanges = z.object({ changes: z.array(statusChange).max(1000) });

const LINES_MAX = 1000;
const COUNTS_MAX = 1000;

/** A time without its offset is a local time of nobody knows where. */
const instant = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());
const optional = word.min(1).nullish();

const countedLine = (words: Record<string, CountedLine['condition']>) =>
  z
    .object({
      line: optional,
      item: word.min(1),
      qty: quantity,
      lot: optional,
      expiry: z.iso.date().nullish(),
      condition: z.preprocess((value) => renamed(value, words), z.enum(conditions)),
    })
    .transform(({ line, item, qty, lot, expiry, condition }) => ({
      ...(line && { line }),
      ...{ item, quantity: qty },
      ...(lot && { lot }),
      ...(expiry && { expiry }),
      condition,
    }));

const count = (words: Record<string, CountedLine['condition']>) =>
  z
    .object({
      receiptId: word.min(1),
      countedAt: instant,
      corrects: z.object({ receiptId: word.min(1), direction: z.enum(['MORE', 'LESS']) }).nullish(),
      lines: z.array(countedLine(words)).max(LINES_MAX),
    })
    .transform(({ corrects, ...counted }) => ({ ...counted, ...(corrects && { corrects }) }));

/** What has come of a delivery, in our words. @param words the WMS's where they differ */
export const warehouseReceipt = (words: {
  statuses: Record<string, WarehouseReceipt['status']>;
  conditions: Record<string, CountedLine['condition']>;
}): ZodType<WarehouseReceipt> =>
  z
    .object({
      inboundDeliveryNo: word,
      version: word,
      status: z.preprocess((value) => renamed(value, words.statuses), z.enum(receiptStatuses)),
      purchaseOrderNo: optional,
      packingSlip: optional,
      arrivedAt: instant.nullish(),
      putAwayAt: instant.nullish(),
      counts: z.array(count(words.conditions)).max(COUNTS_MAX),
    })
    .transform(({ inboundDeliveryNo, version, status, counts, ...more }) => {
      const present = Object.entries(more).filter(([, value]) => value != null);
      return { inboundDeliveryNo, version, status, ...Object.fromEntries(present), counts };
    });
