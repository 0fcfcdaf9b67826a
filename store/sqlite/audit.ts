import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeCursor, encodeCursor, pageOf, pageSize } from '../page.js';
import type { AuditEntry, AuditLog } from '../store.js';
import { type AuditRow, append, columns, entryOf, fits, lastGiven } from './audit-chain.js';
import type { Connection } from './connection.js';
import { spanningRunOf, when, where, within } from './where.js';
import type { Writer } from './writer.js';

const VERIFY_AT_ONCE = 1_000;

export class SqliteAuditLog implements AuditLog {
  readonly #reader: Connection;
  readonly #writer: Writer;

  constructor(reader: Connection, writer: Writer) {
    this.#reader = reader;
    this.#writer = writer;
  }

  append(entry: AuditEntry) {
    return this.#writer.write((connection) => append(connection, entry));
  }

  async list({ subject, limit, cursor, ...scope }: Parameters<AuditLog['list']>[0]) {
    const size = pageSize(limit);
    const { sql, values } = where([
      ...when(subject, (value) => ['subject = ?', value]),
      ...within(scope, spanningRunOf('subject')),
      ...when(cursor, (value) => ['seq < ?', ...decodeCursor(value, ['number'])]),
    ]);
    const rows = this.#reader.all<AuditRow>(
      `SELECT ${columns} FROM audit ${sql} ORDER BY seq DESC LIMIT ?`,
      ...values,
      size + 1,
    );
    const { page, ...next } = pageOf(rows, size, (last) => encodeCursor([last.seq]));
    return { entries: page.map((row) => ({ seq: row.seq, ...entryOf(row) })), ...next };
  }

  async verify() {
    const entries = lastGiven(this.#reader);
    let previous = { seq: 0, hash: '' };
    while (previous.seq < entries) {
      const rows = this.#reader.all<AuditRow>(
        `SELECT ${columns} FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
        previous.seq,
        entries,
        VERIFY_AT_ONCE,
      );
      for (const row of rows) {
        if (!fits(row, previous)) return { entries, brokenAt: previous.seq + 1 };
        previous = row;
      }
      if (rows.length === 0) return { entries, brokenAt: previous.seq + 1 };
      // Years of entries are checked while others are served.
      await nextTurn();
    }
    return { entries };
  }
}
