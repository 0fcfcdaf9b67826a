import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Store } from '../store.js';
import { SqliteAuditLog } from './audit.js';
import { whenFree } from './busy.js';
import { Connection } from './connection.js';
import { SqliteFactStore } from './facts.js';
import { SqliteMessageStore } from './messages.js';
import { migrate } from './migrate.js';
import { Writer } from './writer.js';

/** One file for all processes of a host. Reads and writes have a connection each, so that reads cannot write. */
export async function openSqliteStore(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const write = await opened(path, prepareForWriting);
  const read = await opened(path, prepareForReading);
  const writer = new Writer(write);
  return {
    messages: new SqliteMessageStore(read, writer),
    facts: new SqliteFactStore(read, writer),
    audit: new SqliteAuditLog(read, writer),
    async close() {
      await writer.close();
      read.close();
      write.close();
    },
  };
}

async function opened(path: string, prepare: (connection: Connection) => void): Promise<Connection> {
  const connection = new Connection(path);
  try {
    await whenFree(() => prepare(connection));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepareForWriting(connection: Connection): void {
  const mode = connection.first<{ journal_mode: string }>('PRAGMA journal_mode = WAL');
  if (mode?.journal_mode !== 'wal') throw new Error('the store needs a local disk: its file system does not allow WAL');
  // FULL: what was acknowledged survives a loss of power too. Waiting for the lock is whenFree's business.
  connection.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 0');
  migrate(connection);
}

function prepareForReading(connection: Connection): void {
  // Readers wait only while another process opens or leaves the file, or recovers it after a kill.
  connection.exec('PRAGMA busy_timeout = 2000; PRAGMA query_only = ON');
}
