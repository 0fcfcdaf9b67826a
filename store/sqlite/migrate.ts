import type { Connection } from './connection.js';
import { migrations } from './schema.js';

/**
 * Brings the file to this version's schema, in one transaction.
 * @throws Error when a newer version of the product wrote it
 */
export function migrate(connection: Connection): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    connection.exec(
      'CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT',
    );
    const found = connection.first<{ version: number | null }>('SELECT max(version) AS version FROM schema_version');
    const version = found?.version ?? 0;
    if (version > migrations.length) {
      throw new Error(
        `the store has schema ${version}, this version knows up to ${migrations.length}: use the newer one`,
      );
    }
    for (const [at, migration] of migrations.entries()) {
      if (at < version) continue;
      connection.exec(migration);
      connection.run('INSERT INTO schema_version VALUES (?, ?)', at + 1, new Date().toISOString());
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}
