import type { IncomingMessage, MessageStatus, Receipt } from '../store.js';
import type { Connection } from './connection.js';

/** Keeps a message, or counts it when it has come before. Runs in a write transaction. */
export function receive(connection: Connection, message: IncomingMessage): Receipt {
  const again = connection.first<{ seq: number; status: MessageStatus }>(
    `UPDATE messages SET count = count + 1, last_seen_at = ?
     WHERE source = ? AND message_id = ? AND hash = ? RETURNING seq, status`,
    message.receivedAt,
    message.source,
    message.messageId,
    message.hash,
  );
  // Who sends the refused content again hears the same again.
  if (again) return { ...again, outcome: again.status === 'conflict' ? 'conflict' : 'duplicate' };

  const first = connection.first<{ seq: number }>(
    'SELECT min(seq) AS seq FROM messages WHERE source = ? AND message_id = ? HAVING min(seq) IS NOT NULL',
    message.source,
    message.messageId,
  );
  if (!first) return { seq: insert(connection, message, message.status), outcome: 'new', status: message.status };
  const reason = `C-DUP-CONFLICT message ${first.seq} came with this id and other content`;
  return { seq: insert(connection, { ...message, reason }, 'conflict'), outcome: 'conflict', status: 'conflict' };
}

/** The place at the end of a target's order. */
export function nextOffset(connection: Connection, target: string): number {
  const row = connection.first<{ last_offset: number }>(
    `INSERT INTO targets VALUES (?, 1)
     ON CONFLICT (target) DO UPDATE SET last_offset = last_offset + 1 RETURNING last_offset`,
    target,
  );
  if (!row) throw new Error(`no offset was given for ${target}`);
  return row.last_offset;
}

function insert(connection: Connection, message: IncomingMessage, status: MessageStatus): number {
  if (status === 'pending' && !message.target) throw new RangeError('a pending message needs a target');
  const offset = status === 'pending' && message.target ? nextOffset(connection, message.target) : null;
  const row = connection.first<{ seq: number }>(
    `INSERT INTO messages (source, message_id, hash, type, company, plant, occurred_at, received_at, last_seen_at,
       raw, event, status, reason, target, target_offset)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14) RETURNING seq`,
    message.source,
    message.messageId,
    message.hash,
    message.type,
    message.company,
    message.plant,
    message.occurredAt,
    message.receivedAt,
    Buffer.from(message.raw, 'utf8'),
    message.event ?? null,
    status,
    message.reason ?? null,
    message.target ?? null,
    offset,
  );
  if (!row) throw new Error('the message was not kept');
  return row.seq;
}
