import type { Fact } from '../../contracts/facts.js';
import { pageSize } from '../page.js';
import type { NoticeFilter, SentNotice } from '../store.js';
import type { Connection } from './connection.js';
import { searchable } from './numbers.js';
import { oneOf, when, where } from './where.js';

type Notice = Extract<Fact, { type: 'notice' }>;

interface Place {
  runId: string;
  checkpoint: number;
  ordinal: number;
}

/** Puts a notice on the list, or finds it there by its key. */
export function keepNotice(connection: Connection, { runId, checkpoint, ordinal }: Place, notice: Notice): void {
  connection.run(
    `INSERT INTO notices (key, run_id, checkpoint, ordinal, plant, subject, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET run_id = excluded.run_id, checkpoint = excluded.checkpoint,
       ordinal = excluded.ordinal`,
    notice.key,
    runId,
    checkpoint,
    ordinal,
    notice.message.plant,
    searchable(notice.subject),
    notice.at,
  );
}

interface NoticeRow {
  seq: number;
  run_id: string;
  fact: string;
}

export function readNotices(reader: Connection, filter: NoticeFilter): { notices: SentNotice[]; next?: number } {
  const size = pageSize(filter.limit);
  const { sql, values } = where([
    ...when(filter.plants, (value) => oneOf('plant', value)),
    ...when(filter.plant, (value) => ['plant = ?', value]),
    ...when(filter.subject, (value) => ['subject = ?', searchable(value)]),
    ...when(filter.since, (value) => ['notices.at >= ?', value]),
    ...when(filter.seqs, (value) => oneOf('seq', value)),
    ...when(filter.after, (value) => ['seq > ?', value]),
  ]);
  const rows = reader.all<NoticeRow>(
    `SELECT seq, run_id, fact FROM notices JOIN facts USING (run_id, checkpoint, ordinal) ${sql} ORDER BY seq LIMIT ?`,
    ...values,
    size + 1,
  );
  const notices = rows.slice(0, size).map(sentNotice);
  const last = notices.at(-1);
  return { notices, ...(rows.length > size && last && { next: last.seq }) };
}

function sentNotice({ seq, run_id, fact }: NoticeRow): SentNotice {
  const { at, key, subject, sequence, message } = JSON.parse(fact) as Notice;
  return { seq, runId: run_id, at, key, subject, sequence, message };
}
