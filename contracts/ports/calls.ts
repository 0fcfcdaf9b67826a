import type { DocumentRef } from '../entities/documents.js';

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

/**
 * How a call may be repeated. `keyed`: the target honours our key or is written by it, so it is sent again with
 * the same key. `unkeyed`: a repeat would post twice, so a doubt is looked up first. The acceptance suite proves
 * `keyed` of every connector.
 */
export type CallClass = 'read' | 'keyed' | 'unkeyed';

export interface OrderRef {
  plant: string;
  orderNo: string;
}
