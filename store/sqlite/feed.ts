import type { Fact } from '../../contracts/facts.js';
import { decodeCursor, encodeCursor, pageSize } from '../page.js';
import type { FedFact, FeedPage, Scope } from '../store.js';
import type { Connection } from './connection.js';
import { spanningRunOf, where, within } from './where.js';

/** How many checkpoints a page looks through: what a caller may not see must not keep others waiting. */
const CHECKPOINTS_MAX = 1_000;
/** The place before a checkpoint's facts, where it says that it replaces what was told of it. */
const VOID = -1;
/** After every fact of a checkpoint. */
const ITS_END = Number.MAX_SAFE_INTEGER;

interface Recorded {
  runId: string;
  checkpoint: number;
  replaces: boolean;
  recordedAt: string;
}

/**
 * Puts a checkpoint at the end of the feed. Its number is given inside the write transaction, and the file has one
 * writer at a time: a lower number is always committed before a higher one is given. In a database with several
 * writers that would not hold, and readers would have to stay behind the oldest open transaction.
 */
export function keepInFeed(connection: Connection, { runId, checkpoint, replaces, recordedAt }: Recorded): void {
  connection.run(
    'INSERT INTO feed (run_id, checkpoint, replaces, recorded_at) VALUES (?, ?, ?, ?)',
    runId,
    checkpoint,
    Number(replaces),
    recordedAt,
  );
}

interface FeedRow extends Pick<FedFact, 'runId' | 'process' | 'company' | 'plant' | 'checkpoint' | 'recordedAt'> {
  seq: number;
  replaces: number;
  ordinal: number | null;
  fact: string | null;
}

/** A fact with its place in the feed. */
interface Placed {
  seq: number;
  fed: FedFact;
}

/** @throws RangeError for a limit or a cursor that does not fit */
export function readFeed(reader: Connection, filter: Scope & { after?: string; limit: number }): FeedPage {
  const size = pageSize(filter.limit);
  const [seq, ordinal] = placeOf(reader, filter.after);
  const ahead = reader.all<{ seq: number }>(
    'SELECT seq FROM feed WHERE seq > ? ORDER BY seq LIMIT ?',
    seq,
    CHECKPOINTS_MAX + 1,
  );
  const last = ahead.slice(0, CHECKPOINTS_MAX).at(-1)?.seq ?? seq;
  const placed = inTheirOrder(rowsBetween(reader, filter, { seq, ordinal, last, limit: size + 1 }), seq);
  const facts = placed.slice(0, size).map(({ fed }) => fed);
  const end = placed[size - 1];
  if (placed.length > size && end) return { facts, next: encodeCursor([end.seq, end.fed.ordinal]), more: true };
  return { facts, next: encodeCursor([last, ITS_END]), more: ahead.length > CHECKPOINTS_MAX };
}

/** @throws RangeError where it was given out by another store, such as the one before a backup was taken back */
function placeOf(reader: Connection, after: string | undefined): [number, number] {
  if (after === undefined) return [0, ITS_END];
  const [seq, ordinal] = decodeCursor(after, ['number', 'number']) as [number, number];
  const given = reader.first<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'feed'`)?.seq ?? 0;
  if (seq > given) throw new RangeError('the cursor is beyond all that was recorded here: begin anew, without one');
  return [seq, ordinal];
}

interface Part {
  /** What was given last. */
  seq: number;
  ordinal: number;
  last: number;
  limit: number;
}

function rowsBetween(reader: Connection, scope: Scope, { seq, ordinal, last, limit }: Part): FeedRow[] {
  const { sql, values } = where([
    ['feed.seq BETWEEN ? AND ?', seq, last],
    ['(feed.seq, coalesce(facts.ordinal, ?)) > (?, ?)', VOID, seq, ordinal],
    ['(facts.ordinal IS NOT NULL OR feed.replaces)'],
    ...within(scope, spanningRunOf('feed.run_id')),
  ]);
  return reader.all<FeedRow>(
    `SELECT feed.seq, replaces, feed.run_id AS runId, process, json_extract(view, '$.company') AS company, plant,
       feed.checkpoint, facts.ordinal, recorded_at AS recordedAt, fact
     FROM feed JOIN runs ON runs.run_id = feed.run_id
       LEFT JOIN facts ON facts.run_id = feed.run_id AND facts.checkpoint = feed.checkpoint
     ${sql} ORDER BY feed.seq, facts.ordinal LIMIT ?`,
    ...values,
    limit,
  );
}

/** Before what a checkpoint says anew stands that it does; after `begun` it has been said. */
function inTheirOrder(rows: FeedRow[], begun: number): Placed[] {
  let before = begun;
  return rows.flatMap(({ seq, replaces, fact, ordinal, ...rest }) => {
    const isAnew = replaces === 1 && seq !== before;
    before = seq;
    return [
      ...(isAnew ? [{ seq, fed: { ...rest, ordinal: VOID } }] : []),
      ...(fact === null || ordinal === null
        ? []
        : [{ seq, fed: { ...rest, ordinal, fact: JSON.parse(fact) as Fact } }]),
    ];
  });
}
