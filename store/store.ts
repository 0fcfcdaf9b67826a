import type { ShipNotice } from '../contracts/entities/ship-notice.js';
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

/** What a list may show; everything unless told. */
export interface Scope {
  /** Only what happens at these plants … */
  plants?: string[];
  /** … and what spans the plants of these companies; it has `-` for a plant. */
  companies?: string[];
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
  /** Its place in its target's order; rises per target, not always by one, given when it becomes pending. */
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
   * With another hash: kept beside the first as `conflict`, and `conflict` again each time it comes, until it is
   * requeued.
   */
  receive(messages: IncomingMessage[]): Promise<Receipt[]>;
  /**
   * Pending messages by target, each in the order of its offsets, oldest targets first. What is left out of a
   * target for its limit comes after all that is given.
   */
  pending(limits: { targets: number; perTarget: number }): Promise<Map<string, StoredMessage[]>>;
  /** They have reached their run. */
  forwarded(seqs: number[], at: string): Promise<void>;
  /**
   * Leaves one alone that has been forwarded: another process was faster.
   * @throws RangeError when there is no such message
   */
  setStatus(seq: number, status: 'orphan' | 'dead' | 'quarantined', reason: string): Promise<void>;
  /**
   * Makes it pending again at the end of its target's order, with new content or target where given. Leaves one
   * alone that is pending or forwarded: another process was faster, and queued twice it would reach its run twice.
   * @throws RangeError when there is no such message, or nothing to forward it to
   */
  requeue(
    seq: number,
    change?: { target?: string; event?: string; type?: string; company?: string; plant?: string },
  ): Promise<void>;
  /** Orphans of a target, oldest first; without one, of all targets. At most 1,000. */
  orphans(target?: string): Promise<StoredMessage[]>;
  get(seq: number): Promise<StoredMessage | undefined>;
  /** What is or was on its way to a target after an offset, in their order. */
  after(target: string, offset: number, limit: number): Promise<StoredMessage[]>;
  /** Newest first, at most 500 a page. @throws RangeError for a limit or cursor that does not fit */
  list(filter: MessageFilter): Promise<{ messages: StoredMessage[]; next?: string }>;
  countByStatus(plants?: string[]): Promise<Partial<Record<MessageStatus, number>>>;
}

export interface MessageFilter extends Scope {
  status?: MessageStatus;
  source?: string;
  target?: string;
  limit: number;
  cursor?: string;
}

/* ---- facts ---- */

export interface RunFilter extends Scope {
  process?: string;
  plant?: string;
  state?: string;
  condition?: Condition;
  /** Of any of its exceptions; with `severity`, of the same one. */
  owner?: string;
  severity?: string;
  /** Any business number of the run, lots included, or the beginning of its key; case and leading zeros do not matter. */
  q?: string;
  /** `dueAt`: what is due first, runs without exceptions last. `-updatedAt` unless told. */
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
   * checkpoint never replaces a newer view. Other content under the same number replaces what was recorded: a
   * workflow task that was lost after its checkpoint is done again, with what has arrived since.
   */
  record(checkpoint: Checkpoint): Promise<void>;
  /** `updatedAt`: when the store took the view. */
  run(runId: string): Promise<{ view: RunView; updatedAt: string } | undefined>;
  /** In the order of the run, all that come after the given one. */
  of(runId: string, after?: { checkpoint: number; ordinal: number }): Promise<RecordedFact[]>;
  /** In the order of the run, the last ones of it. */
  newest(runId: string, limit: number): Promise<RecordedFact[]>;
  /** At most 500 a page. @throws RangeError for a limit, sort or cursor that does not fit */
  runs(filter: RunFilter): Promise<{ runs: { runId: string; view: RunView; updatedAt: string }[]; next?: string }>;
  /** The latest fact of this action, in this run. */
  action(runId: string, actionId: string): Promise<Extract<Fact, { type: 'action' }> | undefined>;
  /** What was made of a lot or into it, and where it moved, of any item that has such a lot; at most 500. */
  ofLot(filter: LotFilter): Promise<LotFact[]>;
  /** What was declared wrong of what this run had told of a confirmation. */
  genealogyErrors(runId: string, confirmationId: string): Promise<Extract<Fact, { type: 'genealogy-error' }>[]>;
  /**
   * Facts of all runs in the order in which they were recorded, at most 500 a page, a page empty where there is none
   * in this scope among many. What is recorded later comes later: whoever goes on from `next` misses nothing.
   * @throws RangeError for a limit or cursor that does not fit
   */
  feed(filter: Scope & { after?: string; limit: number }): Promise<FeedPage>;
  /**
   * What partners were told, in the order in which it was recorded, at most 500 a page.
   * @throws RangeError for a limit that does not fit
   */
  notices(filter: NoticeFilter): Promise<{ notices: SentNotice[]; next?: number }>;
}

export interface LotFilter extends Scope {
  lot: string;
  limit: number;
}

export interface LotFact {
  runId: string;
  plant: string;
  fact: Extract<Fact, { type: 'made-from' | 'stock-moved' }>;
}

export interface FeedPage {
  facts: FedFact[];
  /** Where the next page begins, also one that is yet to be recorded. */
  next: string;
  /** There is more at once. */
  more: boolean;
}

export interface FedFact {
  runId: string;
  process: string;
  company: string;
  plant: string;
  checkpoint: number;
  /** -1 before all others of a checkpoint that is recorded anew. */
  ordinal: number;
  recordedAt: string;
  /** Without one: what was told of this checkpoint before is void; what it says now follows. */
  fact?: Fact;
}

export interface NoticeFilter extends Pick<Scope, 'plants'> {
  plant?: string;
  /** What it is about: a delivery's number; leading zeros do not matter. */
  subject?: string;
  /** An instant. */
  since?: string;
  seqs?: number[];
  /** Only those that come after this one: the end of the page before. */
  after?: number;
  limit: number;
}

export interface SentNotice {
  /** The store's own number; rises with every notice. */
  seq: number;
  runId: string;
  at: string;
  /** That of the posting: sent again under it, it is the same message. */
  key: string;
  subject: string;
  sequence: number;
  message: ShipNotice;
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
  /** Newest first, at most 500 a page. @throws RangeError for a limit or cursor that does not fit */
  list(
    filter: Scope & { subject?: string; limit: number; cursor?: string },
  ): Promise<{ entries: (AuditEntry & { seq: number })[]; next?: string }>;
  /** `brokenAt`: the first entry that was changed, put in or taken out, the newest included. */
  verify(): Promise<{ entries: number; brokenAt?: number }>;
}
