import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { MesStatus } from '../../../contracts/ports.js';
import { Refusal } from '../../../practice/rest-counterpart.js';

const word = z.string().min(1).max(200);
const quantity = z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: word });

/** What the MES is sent. */
export const orderBody = z.object({
  version: word,
  item: word,
  bomRev: word,
  routingVersion: word,
  qty: quantity,
  tolerance: z.object({ overPct: z.string() }),
  components: z.array(z.object({ item: word, qty: quantity })).max(500),
  operations: z.array(z.object({ no: word, workCenter: word })).max(500),
});

export type OrderBody = z.infer<typeof orderBody>;

export interface PlantOrder {
  orderNo: string;
  status: MesStatus;
  version: string;
  item: string;
  quantity: { value: string; uom: string };
  bomRev: string;
  routingVersion: string;
  operations: string[];
  reported: { yield: string; scrap: string; rework: string };
  /** The confirmations reported for it. */
  confirmations: string[];
  /** What each has reported, while it stands. */
  counted?: Record<string, PlantOrder['reported']>;
  rejection?: { code: string; text: string };
  /** Of the PUT that it stands by. */
  idempotencyKey?: string;
  /** Everything that was taken from outside, the oldest first. */
  changes: { kind: 'PUT' | 'CANCEL' | 'SHORT_CLOSE'; key: string; version?: string; quantity?: string }[];
}

const STARTED: readonly MesStatus[] = ['RUNNING', 'HELD', 'SUSPENDED', 'COMPLETED', 'ABORTED', 'CLOSED'];
const STOPPED: readonly MesStatus[] = ['COMPLETED', 'ABORTED', 'CLOSED'];

export const hasStarted = ({ status }: PlantOrder): boolean => STARTED.includes(status);
export const isStopped = ({ status }: PlantOrder): boolean => STOPPED.includes(status);

/** What a 409 carries along: domain: current status and reported quantities. */
export const standing = ({ status, version, reported }: PlantOrder) => ({ status, version, reported });

export const unreported = { yield: '0', scrap: '0', rework: '0' } as const;

export const total = ({ reported }: PlantOrder): Decimal =>
  Decimal.sum(reported.yield, reported.scrap, reported.rework);

/** Whether an order may become what a new version says. @throws Refusal */
export function mayBecome(order: PlantOrder, body: OrderBody): void {
  // What it has rejected does not stand: the same version may be sent anew, under a key of its own.
  const free = order.status === 'REJECTED' && body.version === order.version;
  if (!free && !isNewer(body.version, order.version)) {
    throw new Refusal(
      409,
      'VERSION_OLD',
      `Version ${order.version} of order ${order.orderNo} is known; ${body.version} is no later one`,
      standing(order),
    );
  }
  if (!hasStarted(order)) return;
  const sameRecipe =
    body.item === order.item && body.bomRev === order.bomRev && body.routingVersion === order.routingVersion;
  if (isStopped(order) || !sameRecipe) {
    throw new Refusal(
      409,
      'ORDER_STARTED',
      `Order ${order.orderNo} is ${order.status}: only its quantity may change while it runs`,
      standing(order),
    );
  }
  if (total(order).gt(body.qty.value)) {
    throw new Refusal(
      409,
      'QTY_BELOW_REPORTED',
      `${total(order).toFixed()} of order ${order.orderNo} are already reported`,
      standing(order),
    );
  }
}

/** Numbers by value, however long; anything else as text. */
function isNewer(version: string, than: string): boolean {
  const numbers = /^\d+$/.test(version) && /^\d+$/.test(than);
  return numbers ? BigInt(version) > BigInt(than) : version > than;
}
