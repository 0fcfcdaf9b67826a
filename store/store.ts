import type { Checkpoint, Fact } from '../contracts/facts.js';
import type { Condition, RunView } from '../contracts/view.js';

/**
 * What Headrace remembers: messages received, facts of runs, who did what. It decides nothing (Temporal does).
 * Asynchronous throughout, so that a database across a network serves as well as a file.
 */
export interface Store {
  messages: MessageStore;
  facts: FactStore;
  audit: AuditLog;
  close(): Promise<void>;
}

/* ---- messages ---- */

/**
 * `pending` to be forwarded, in its key's order · `forwarded` · `orphan` waits for its run to exist ·
 * `quarantined` content that cannot be taken, replayable after a fix · `conflict` same id, other content ·
 * `dead` permanent cause · `ignored` a type that nobody here uses.
 */
export type MessageStatus = 'pending' | 'forwarded' | 'orphan' | 'quarantined' | 'conflict' | 'dead' | 'ignored';

export interface IncomingMessage {
  source: string;
  messageId: string;
  type: string;
  /** `-` where it is not known. */
  company: string;
  plant: string;
  occurredAt: string;
  receivedAt: string;
  /** As received, byte for byte (UTF-8). */
  raw: string;
  /** SHA-256 over the canonical content, without transport fields. */
  hash: string;
  status: 'pending' | 'quarantined' | 'ignored';
  /** Where it goes: a run's id, or for a fan-out the process; absent while unknown. */
  target?: string;
  /** The checked content as workflows receive it (JSON); absent while it cannot be read. */
  event?: string;
  /** Why it is not pending: an error code, with pointers in the text. */
  reason?: string;
}

export interface StoredMessage extends Omit<IncomingMessage, 'status'> {
  /** The store's own number; rises with arrival. */
  seq: number;
  status: MessageStatus;
  /** Its place in its target's order; rises per target, given when it becomes pending. */
  offset?: number;
  /** How often the same message came, the first included. */
  count: number;
  lastSeenAt: string;
  forwardedAt?: string;
}

export interface Receipt {
  seq: number;
  outcome: 'new' | 'duplicate' | 'conflict';
  status: MessageStatus;
}

export interface MessageStore {
  /**
   * Durable when it resolves (one transaction). Same source and id with the same hash: counted, `duplicate`.
   * With another hash: kept beside the first as `conflict`.
   */
  receive(messages: IncomingMessage[]): Promise<Receipt[]>;
  /** Pending messages by target, each in the order of its offsets, oldest targets first. */
  pending(limits: { targets: number; perTarget: number }): Promise<Map<string, StoredMessage[]>>;
  /** They have reached their run. */
  forwarded(seqs: number[], at: string): Promise<void>;
  setStatus(seq: number, status: 'orphan' | 'dead' | 'quarantined', reason: string): Promise<void>;
  /** Makes them pending again at the end of their target's order, with new content or target where given. */
  requeue(seq: number, change?: { target?: string; event?: string; type?: string; company?: string; plant?: string }): Promise<void>;
  /** Orphans of a target, oldest first; without one, of all targets. */
  orphans(target?: string): Promise<StoredMessage[]>;
  get(seq: number): Promise<StoredMessage | undefined>;
  list(filter: MessageFilter): Promise<{ messages: StoredMessage[]; next?: string }>;
  countByStatus(plants?: string[]): Promise<Partial<Record<MessageStatus, number>>>;
}

export interface MessageFilter {
  status?: MessageStatus;
  source?: string;
  target?: string;
  plants?: string[];
  limit: number;
  cursor?: string;
}

/* ---- facts ---- */

export interface RunFilter {
  process?: string;
  plant?: string;
  state?: string;
  condition?: Condition;
  owner?: string;
  severity?: string;
  /** Any business number of the run, or the beginning of its key. */
  q?: string;
  /** Only these plants; what a caller may see. */
  plants?: string[];
  sort?: 'dueAt' | '-updatedAt' | 'key';
  limit: number;
  cursor?: string;
}

export interface RecordedFact {
  checkpoint: number;
  ordinal: number;
  fact: Fact;
}

export interface FactStore {
  /**
   * Appends a checkpoint's facts and keeps its view, in one transaction; a repeat changes nothing, and an older
   * checkpoint never replaces a newer view.
   */
  record(checkpoint: Checkpoint): Promise<void>;
  run(runId: string): Promise<{ view: RunView; updatedAt: string } | undefined>;
  /** In the order in which they were recorded. */
  of(runId: string, after?: { checkpoint: number; ordinal: number }): Promise<RecordedFact[]>;
  runs(filter: RunFilter): Promise<{ runs: { runId: string; view: RunView; updatedAt: string }[]; next?: string }>;
  /** The latest fact of this action, in this run. */
  action(runId: string, actionId: string): Promise<Extract<Fact, { type: 'action' }> | undefined>;
}

/* ---- audit ---- */

export interface AuditEntry {
  at: string;
  actor: string;
  /** `run.start`, `run.duplicate`, `action.cancel`, `system.hold`, `message.replay` … */
  what: string;
  /** The run, system or message that it is about. */
  subject: string;
  plant: string;
  reasonCode?: string;
  text?: string;
  /** `attempted` before the effect, then how it went. */
  outcome: 'attempted' | 'done' | 'refused' | 'unknown';
  /** JSON: what was before and after, the request's payload. */
  details?: string;
}

export interface AuditLog {
  /** Append only; each entry carries the hash of the one before. */
  append(entry: AuditEntry): Promise<void>;
  list(filter: { subject?: string; plants?: string[]; limit: number; cursor?: string }): Promise<{ entries: (AuditEntry & { seq: number })[]; next?: string }>;
  /** The first entry whose hash does not fit, if any. */
  verify(): Promise<{ entries: number; brokenAt?: number }>;
}
