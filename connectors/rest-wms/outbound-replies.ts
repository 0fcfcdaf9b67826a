import { z, type ZodType } from 'zod';
import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import { idempotencyKey, quantity, word } from './replies.js';
import { renamed } from './wire.js';

export const outboundStatuses = [
  'RELEASED',
  'WAVED',
  'PICKING',
  'PICKED',
  'PACKED',
  'SHIPPED',
  'CANCELLED',
] as const satisfies readonly WarehouseOrder['status'][];

/** As much of an order as a posting must see; what it says of the picking is left to who reads it. */
export const outboundOrder = z.object({ deliveryNo: word, version: word, status: word, idempotencyKey });

const unpickTask = z.object({ taskId: word.min(1), deliveryNo: word, idempotencyKey });

export const unpickTasks = z.object({ tasks: z.array(unpickTask).max(1000) });

const LINES_MAX = 1000;
const lot = word.min(1).nullish();

const line = z.object({
  line: word,
  item: word,
  qty: quantity,
  picked: quantity,
  short: quantity,
  shortReason: z
    .string()
    .transform((text) => text.slice(0, 200))
    .nullish(),
  lots: z.array(z.object({ lot: word.min(1), qty: quantity })).max(LINES_MAX),
});

const handlingUnit = z.object({
  /** Serial shipping container code, 18 digits. */
  sscc: z.string().regex(/^\d{18}$/),
  contents: z.array(z.object({ line: word, qty: quantity, lot })).max(LINES_MAX),
});

/** An order in our words. @param statuses the WMS's words where they differ */
export const warehouseOrder = (statuses: Record<string, WarehouseOrder['status']>): ZodType<WarehouseOrder> =>
  z
    .object({
      deliveryNo: word,
      version: word,
      status: z.preprocess((value) => renamed(value, statuses), z.enum(outboundStatuses)),
      lines: z.array(line).max(LINES_MAX),
      handlingUnits: z.array(handlingUnit).max(LINES_MAX),
      shippedAt: z.iso.datetime({ offset: true }).nullish(),
      billOfLading: word.nullish(),
    })
    .transform(({ shippedAt, billOfLading, lines, handlingUnits, ...order }) => ({
      ...order,
      lines: lines.map(({ qty, lots, shortReason, ...picks }) => ({
        ...picks,
        quantity: qty,
        ...(shortReason && { shortReason }),
        lots: lots.map((one) => ({ lot: one.lot, quantity: one.qty })),
      })),
      handlingUnits: handlingUnits.map(({ sscc, contents }) => ({
        sscc,
        contents: contents.map((one) => ({ line: one.line, quantity: one.qty, ...(one.lot && { lot: one.lot }) })),
      })),
      ...(shippedAt && { shippedAt: new Date(shippedAt).toISOString() }),
      ...(billOfLading && { billOfLading }),
    }));
