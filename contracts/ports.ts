import type { DocumentRef, MovementLine } from './entities/documents.js';
import type { Item } from './entities/item.js';
import type { ProductionOrder } from './entities/production-order.js';
import type { Quantity } from './quantity.js';

/**
 * What a system of each kind must be able to do. A connector offers one port; the workflow knows only these.
 *
 * A call that fails throws a `ConnectorError` with `applied: 'no'` (proof that nothing was posted: refused, not
 * connected, 401, 429, 503 with Retry-After) or `applied: 'maybe'`. An answer that only says "queued" is a
 * `maybe` too: `find` follows it up (docs/adr/ports.md).
 */
export interface CallContext {
  /** Aborted when the caller no longer waits. A posting under way must not be cut short by it. */
  signal: AbortSignal;
}

export interface PostingContext extends CallContext {
  /** The same for every send of one posting; the target finds its own document again by it. */
  key: string;
}

export type Read<M, R> = (message: M, context: CallContext) => Promise<R>;

export interface Posting<M, R> {
  send(message: M, context: PostingContext): Promise<R>;
  /** What stands under this key now, or null if nothing does. Never posts. */
  find(message: M, context: PostingContext): Promise<R | null>;
}

/** What stands in the other system after a posting. */
export interface Posted {
  documents: DocumentRef[];
}

/* ---- ERP: financial truth and planning ---- */

export interface OrderRef {
  plant: string;
  orderNo: string;
}

export interface ConfirmationPosting extends OrderRef {
  confirmationId: string;
  operation: string;
  final: boolean;
  yield: Quantity;
  scrap: Quantity;
  scrapReason?: string;
  rework: Quantity;
  /** Plant-local days, `yyyy-mm-dd`. */
  postingDate: string;
  /** Receipt and issues that are posted with the confirmation. */
  movements: MovementLine[];
}

export interface GoodsMovementPosting extends OrderRef {
  documentDate: string;
  postingDate: string;
  /** What it belongs to, for the text that people read in the ERP. */
  text: string;
  movements: MovementLine[];
}

/** A confirmation as the ERP has it: what was asked for can differ from what stands. */
export interface ConfirmationRecord extends Posted {
  yield: string;
  scrap: string;
  rework: string;
  final: boolean;
  movements: Pick<MovementLine, 'type' | 'item' | 'quantity' | 'reservationItem'>[];
}

export interface Erp {
  /** Null when the ERP does not know the order. */
  readOrder: Read<OrderRef, ProductionOrder | null>;
  /** Unknown items are left out of the answer. */
  readItems: Read<{ plant: string; items: string[] }, Item[]>;
  readConfirmation: Read<{ confirmation: DocumentRef }, ConfirmationRecord>;
  markDispatched: Posting<OrderRef, Posted>;
  postConfirmation: Posting<ConfirmationPosting, Posted>;
  postGoodsMovement: Posting<GoodsMovementPosting, Posted>;
  completeTechnically: Posting<OrderRef, Posted>;
}

/* ---- MES: execution truth ---- */

export interface MesDispatch extends OrderRef {
  version: string;
  item: string;
  bomRevision: string;
  routingVersion: string;
  quantity: Quantity;
  overTolerancePct: string;
  scheduledStart: string;
  scheduledEnd: string;
  components: { item: string; quantity: Quantity }[];
  operations: { operationNo: string; workCenter: string }[];
}

/** B2MML dispatch states, and CHECKING before the MES has answered. */
export type MesStatus =
  | 'CHECKING'
  | 'REJECTED'
  | 'WAITING'
  | 'PENDING'
  | 'DISPATCHED'
  | 'READY'
  | 'RUNNING'
  | 'HELD'
  | 'SUSPENDED'
  | 'COMPLETED'
  | 'ABORTED'
  | 'CANCELLED'
  | 'CLOSED';

export interface MesOrder extends Posted {
  status: MesStatus;
  version: string;
  quantity: Quantity;
  reported: { yield: string; scrap: string; rework: string };
  rejection?: { code: string; text: string };
}

export interface DefinitionsRecord {
  bom: { revision: string; hash: string } | null;
  routing: { version: string; hash: string } | null;
}

export interface Mes {
  readDefinitions: Read<{ item: string; bomRevision: string; routingVersion: string }, DefinitionsRecord>;
  readOrder: Read<{ orderNo: string }, MesOrder | null>;
  dispatch: Posting<MesDispatch, MesOrder>;
  /** Takes an order back that has not started; one that the MES never had counts as taken back. Else `B-ORDER-STARTED`. */
  cancelOrder: Posting<{ orderNo: string; reason: string }, Posted>;
  /** Stops a started order with what it has made. */
  shortClose: Posting<{ orderNo: string; reason: string }, Posted>;
}

/* ---- WMS: physical stock ---- */

export interface StagingLine {
  line: string;
  item: string;
  quantity: Quantity;
  location: string;
}

export interface Wms {
  requestStaging: Posting<OrderRef & { version: string; requiredAt: string; lines: StagingLine[] }, Posted>;
  /** A request that was never made counts as cancelled. What is picked cannot be: `B-STAGING-PICKED`. */
  cancelStaging: Posting<OrderRef, Posted>;
  returnStaged: Posting<OrderRef & { reason: string; lines: StagingLine[] }, Posted>;
  expectReceipt: Posting<
    OrderRef & { receiptId: string; item: string; quantity: Quantity; location: string; lot?: string },
    Posted
  >;
}

/**
 * How a call may be repeated. `keyed`: the target honours our key or is written by it, so it is sent again with
 * the same key. `unkeyed`: a repeat would post twice, so a doubt is looked up first. The acceptance suite proves
 * `keyed` of every connector.
 */
export type CallClass = 'read' | 'keyed' | 'unkeyed';

export const operations = {
  erp: {
    readOrder: 'read',
    readItems: 'read',
    readConfirmation: 'read',
    markDispatched: 'keyed',
    postConfirmation: 'unkeyed',
    postGoodsMovement: 'unkeyed',
    completeTechnically: 'unkeyed',
  },
  mes: { readDefinitions: 'read', readOrder: 'read', dispatch: 'keyed', cancelOrder: 'keyed', shortClose: 'keyed' },
  wms: { requestStaging: 'keyed', cancelStaging: 'keyed', returnStaged: 'keyed', expectReceipt: 'keyed' },
} as const satisfies { [C in Capability]: Record<keyof Ports[C], CallClass> };

export interface Ports {
  erp: Erp;
  mes: Mes;
  wms: Wms;
}

export type Capability = keyof Ports;

/** The activity behind an operation: `erp.readOrder`. */
export type ActivityName<C extends Capability = Capability> = `${C}.${string & keyof Ports[C]}`;
