import { fileURLToPath } from 'node:url';
import { openSqliteStore } from './sqlite/sqlite-store.js';
import type { Store } from './store.js';

/**
 * Opens the store of this host: `file:/path/x.db`, created where it does not exist. Several processes may open the
 * same file; it must lie on a local disk, since network file systems do not keep SQLite's locks.
 * @throws TypeError when the URL names something else
 */
export async function openStore(url: string): Promise<Store> {
  return openSqliteStore(pathOf(url));
}

function pathOf(url: string): string {
  const refuse = (cause?: unknown) =>
    new TypeError(`"${url}" is not a store: give an absolute file, such as file:/var/lib/headrace/store.db`, { cause });
  if (!/^file:\/[^?#]*[^?#/]$/.test(url)) throw refuse();
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw refuse(cause);
  }
}
