import { contentHash } from '../content-hash.js';
import type { AuditEntry } from '../store.js';
import { type Connection, storable } from './connection.js';

const fields = ['at', 'actor', 'what', 'subject', 'plant', 'reasonCode', 'text', 'outcome', 'details'] as const;

export type AuditRow = { [Field in (typeof fields)[number]]: string | null } & { seq: number; hash: string };

export const columns = 'seq, at, actor, what, subject, plant, reason_code AS reasonCode, text, outcome, details, hash';

/** The entry as the table gives it back, which is what its hash is over. */
export function entryOf(from: AuditEntry | AuditRow): AuditEntry {
  const given = fields.map((field) => [field, from[field]] as const).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(given.map(([field, value]) => [field, storable(value as string)])) as unknown as AuditEntry;
}

/** Adds a link. Runs in a write transaction, so that no two entries follow the same one. */
export function append(connection: Connection, given: AuditEntry): void {
  const entry = entryOf(given);
  const seq = lastGiven(connection) + 1;
  const previous = connection.first<{ hash: string }>('SELECT hash FROM audit WHERE seq = ?', seq - 1);
  connection.run(
    'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    seq,
    ...fields.map((field) => entry[field] ?? null),
    linkHash(previous?.hash ?? '', seq, entry),
  );
}

/** The number given last, kept apart from the entries: so it shows when the newest are missing. */
export function lastGiven(connection: Connection): number {
  return connection.first<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'audit'`)?.seq ?? 0;
}

export const fits = (row: AuditRow, previous: { seq: number; hash: string }): boolean =>
  row.seq === previous.seq + 1 && row.hash === linkHash(previous.hash, row.seq, entryOf(row));

const linkHash = (previous: string, seq: number, entry: AuditEntry): string => contentHash({ previous, seq, entry });
