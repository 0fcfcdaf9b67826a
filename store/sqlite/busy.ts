import { setTimeout as pause } from 'node:timers/promises';

const GIVE_UP_AFTER_MS = 5_000;
const PAUSE_MAX_MS = 10;

/** Another process has held the store's write lock for longer than any write of ours takes. */
export class StoreBusyError extends Error {
  override readonly name = 'StoreBusyError';
}

/**
 * Tries until no other process is in the way. It waits outside SQLite, whose own waiting would stop this process's
 * event loop.
 * @throws StoreBusyError after 5 s
 */
export async function whenFree<T>(attempt: () => T): Promise<T> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() >= deadline) {
        throw new StoreBusyError('another process holds the store', { cause: error });
      }
    }
    await pause(1 + Math.random() * PAUSE_MAX_MS);
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
