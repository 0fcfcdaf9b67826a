/** A worker's long poll lasts a minute; one that has not come back since then has gone. */
const GONE_AFTER_MS = 70_000;

interface Poller {
  lastAccessTime?: { seconds?: unknown } | null;
}

/** Temporal lists a poller for five minutes after its last call. */
export function activePollers(pollers: readonly Poller[] | null | undefined, now = Date.now()): number {
  const lastSeen = (pollers ?? []).map((poller) => Number(poller.lastAccessTime?.seconds ?? 0) * 1_000);
  return lastSeen.filter((at) => now - at < GONE_AFTER_MS).length;
}
