import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** Bytes in use in the SQLite databases of a folder, wherever they stand: in the file, or still in its log. */
export const bytesInUse = (folder: string): number =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.db'))
    .reduce((sum, file) => sum + inUse(join(folder, file)), 0);

function inUse(file: string): number {
  const database = new Database(file, { readonly: true });
  try {
    const read = (pragma: string): number =>
      Number(Object.values(database.prepare(`PRAGMA ${pragma}`).all()[0] as Record<string, number>)[0]);
    return (read('page_count') - read('freelist_count')) * read('page_size');
  } finally {
    database.close();
  }
}
