import { z, type ZodType } from 'zod';
import type { SnapshotLine, StockOwner, StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import { idempotencyKey, quantity, word } from './replies.js';
import { renamed } from './wire.js';

const LINES_MAX = 1_000;
const SERIALS_MAX = 10_000;

/** A time without its offset is a local time of nobody knows where. */
const instant = z.iso.datetime({ offset: true }).transform((time) => new Date(time).toISOString());
const total = z.string().regex(/^\d{1,16}(\.\d{1,6})?$/);
const owners = [
  'OWN',
  'VENDOR',
  'CUSTOMER_ORDER',
  'PROJECT',
  'AT_SUBCONTRACTOR',
  'CUSTOMER',
] as const satisfies readonly StockOwner[];

/** As much of a snapshot as a posting must see. */
export const requestedSnapshot = z.object({ snapshotId: word.min(1), asOf: instant, idempotencyKey });

export const requestedSnapshots = z.object({ snapshots: z.array(requestedSnapshot).max(1_000) });

/** How far a snapshot is. A warehouse that keeps its movements looks back to the instant by itself. */
export const snapshotHead = (system: string, plant: string): ZodType<Omit<StockSnapshot, 'lines'>> =>
  z
    .object({
      snapshotId: word.min(1),
      asOf: instant,
      complete: z.boolean(),
      watermark: z.object({ movementId: word.min(1), position: total.nullish(), at: instant }).nullish(),
      controlTotal: z.object({ lines: z.int().nonnegative(), quantity: total }).nullish(),
    })
    .transform(({ snapshotId, asOf, complete, watermark, controlTotal }) => ({
      ...{ snapshotId, system, plant, asOf, basis: 'AS_OF' as const, complete },
      ...(watermark && {
        watermark: {
          movementId: watermark.movementId,
          ...(watermark.position && { position: watermark.position }),
          at: watermark.at,
        },
      }),
      ...(controlTotal && { controlTotal }),
    }));

/** A page, in our words where the WMS calls places and statuses otherwise; what nobody has mapped stays as it is. */
export const snapshotPage = (words: {
  locations: Record<string, string>;
  statuses: Record<string, string>;
}): ZodType<{ lines: SnapshotLine[]; next?: string }> => {
  const line = z
    .object({
      item: word.min(1),
      lot: word.min(1).nullish(),
      location: word.transform((location) => renamed(location, words.locations)),
      status: word.transform((status) => renamed(status, words.statuses)),
      owner: z.enum(owners).nullish(),
      qty: quantity,
      serials: z.array(word.min(1)).max(SERIALS_MAX).nullish(),
    })
    .transform(({ item, lot, location, status, owner, qty, serials }) => ({
      ...{ item, location, status, owner: owner ?? ('OWN' as const), quantity: qty },
      ...(lot && { lot }),
      ...(serials && { serials }),
    }));
  return z
    .object({ lines: z.array(line).max(LINES_MAX), next: word.min(1).nullish() })
    .transform(({ lines, next }) => ({ lines, ...(next && { next }) }));
};
