import { decodeCursor, encodeCursor, pageOf, pageSize } from '../page.js';
import type { IncomingMessage, MessageFilter, MessageStatus, MessageStore, StoredMessage } from '../store.js';
import type { Connection, Value } from './connection.js';
import { asMessage, columns, type MessageRow } from './message-row.js';
import { nextOffset, receive } from './receive.js';
import { oneOf, when, where, within } from './where.js';
import type { Writer } from './writer.js';

const ORPHANS_MAX = 1_000;

export class SqliteMessageStore implements MessageStore {
  readonly #reader: Connection;
  readonly #writer: Writer;

  constructor(reader: Connection, writer: Writer) {
    this.#reader = reader;
    this.#writer = writer;
  }

  receive(messages: IncomingMessage[]) {
    return this.#writer.write((connection) => messages.map((message) => receive(connection, message)));
  }

  async pending(limits: { targets: number; perTarget: number }) {
    const heads = this.#reader.all<{ target: string }>(
      `SELECT target FROM messages AS head INDEXED BY messages_by_status
       WHERE status = 'pending' AND NOT EXISTS (
         SELECT 1 FROM messages WHERE status = 'pending' AND target = head.target AND target_offset < head.target_offset)
       ORDER BY seq LIMIT ?`,
      limits.targets,
    );
    return new Map(heads.map(({ target }) => [target, this.#pendingOf(target, limits.perTarget)]));
  }

  forwarded(seqs: number[], at: string) {
    return this.#writer.write((connection) => {
      connection.run(
        `UPDATE messages SET status = 'forwarded', forwarded_at = ?
         WHERE seq IN (SELECT value FROM json_each(?)) AND status = 'pending'`,
        at,
        JSON.stringify(seqs),
      );
    });
  }

  setStatus(seq: number, status: 'orphan' | 'dead' | 'quarantined', reason: string) {
    return this.#writer.write((connection) => {
      existing(connection, seq);
      connection.run(
        `UPDATE messages SET status = ?, reason = ? WHERE seq = ? AND status <> 'forwarded'`,
        status,
        reason,
        seq,
      );
    });
  }

  requeue(seq: number, change: Parameters<MessageStore['requeue']>[1] = {}) {
    return this.#writer.write((connection) => {
      const message = existing(connection, seq);
      if (message.status === 'pending' || message.status === 'forwarded') return;
      const target = change.target ?? message.target;
      if (!target) throw new RangeError(`message ${seq} has no target to be forwarded to`);
      connection.run(
        `UPDATE messages SET status = 'pending', target = ?, target_offset = ?, event = coalesce(?, event),
           type = coalesce(?, type), company = coalesce(?, company), plant = coalesce(?, plant),
           reason = NULL, forwarded_at = NULL
         WHERE seq = ?`,
        target,
        nextOffset(connection, target),
        change.event ?? null,
        change.type ?? null,
        change.company ?? null,
        change.plant ?? null,
        seq,
      );
    });
  }

  async orphans(target?: string) {
    const { sql, values } = where([[`status = 'orphan'`], ...when(target, (value) => ['target = ?', value])]);
    return this.#select(`${sql} ORDER BY seq LIMIT ?`, ...values, ORPHANS_MAX);
  }

  async get(seq: number) {
    return this.#select('WHERE seq = ?', seq)[0];
  }

  async after(target: string, offset: number, limit: number) {
    const onTheirWay = `target = ? AND target_offset > ? AND status IN ('pending', 'forwarded')`;
    return this.#select(`WHERE ${onTheirWay} ORDER BY target_offset LIMIT ?`, target, offset, limit);
  }

  async list(filter: MessageFilter) {
    const size = pageSize(filter.limit);
    const { sql, values } = where([
      ...when(filter.status, (value) => ['status = ?', value]),
      ...when(filter.source, (value) => ['source = ?', value]),
      ...when(filter.target, (value) => ['target = ?', value]),
      ...within(filter, (companies) => oneOf('company', companies)),
      ...when(filter.cursor, (value) => ['seq < ?', ...decodeCursor(value, ['number'])]),
    ]);
    const rows = this.#select(`${sql} ORDER BY seq DESC LIMIT ?`, ...values, size + 1);
    const { page, ...next } = pageOf(rows, size, (last) => encodeCursor([last.seq]));
    return { messages: page, ...next };
  }

  async countByStatus(plants?: string[]) {
    const { sql, values } = where(when(plants, (value) => oneOf('plant', value)));
    const rows = this.#reader.all<{ status: MessageStatus; count: number }>(
      `SELECT status, count(*) AS count FROM messages ${sql} GROUP BY status`,
      ...values,
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  /** The first ones of its order, without a gap: what is left out comes after them. */
  #pendingOf(target: string, limit: number): StoredMessage[] {
    return this.#select(`WHERE status = 'pending' AND target = ? ORDER BY target_offset LIMIT ?`, target, limit);
  }

  #select(rest: string, ...values: Value[]): StoredMessage[] {
    return this.#reader.all<MessageRow>(`SELECT ${columns} FROM messages ${rest}`, ...values).map(asMessage);
  }
}

function existing(connection: Connection, seq: number): { target: string | null; status: MessageStatus } {
  const row = connection.first<{ target: string | null; status: MessageStatus }>(
    'SELECT target, status FROM messages WHERE seq = ?',
    seq,
  );
  if (!row) throw new RangeError(`there is no message ${seq}`);
  return row;
}
