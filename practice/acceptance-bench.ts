import type { Faults } from './faults.js';

/** What a connector's practice/acceptance.ts exports as default: how the acceptance suite is to try it. */
export interface Acceptance {
  start(): Promise<AcceptanceBench>;
  /** Checks that cannot apply, `{operation}: {check}`, each with the reason, which is printed. */
  skips: Record<string, string>;
}

/** A connector's stand-in, up and filled. */
export interface AcceptanceBench {
  faults: Faults;
  /** What `create` is given, once the connector's schema has had it. */
  config(change?: ConfigChange): unknown;
  /** For each read, a message that finds something. */
  reads: Record<string, unknown>;
  postings: Record<string, PostingTrial>;
  stop(): Promise<void>;
}

/** Names that every connector's configuration has for where it calls, and how long it waits. */
export interface ConfigChange {
  url?: string;
  connectMs?: number;
  replyMs?: number;
}

export interface PostingTrial {
  /** The posting itself on the wire, so that a fault strikes nothing else; `path` is a regular expression. */
  write: { method: string; path: string };
  /** A message that nobody has sent yet; all that must be there before has been made. */
  prepare(): Promise<Prepared>;
  /** Of an operation that takes something back: a message about something that never was. */
  neverHappened?: unknown;
}

export interface Prepared {
  message: unknown;
  /** How many postings of this message the ledger holds, under whatever key. */
  documents(): number;
}
