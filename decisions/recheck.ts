/** So often in its own time; after that nobody is in a hurry, and a run that waits for weeks must stay small. */
const PROMPT = 5;
const SELDOM_MS = 4 * 3_600_000;

/** How long to wait before looking again, after so many looks that found nothing new. */
export function recheckAfter(baseMs: number, fruitless: number): number {
  if (fruitless < PROMPT) return baseMs;
  return Math.min(baseMs * 2 ** Math.min(fruitless - PROMPT + 1, 30), Math.max(baseMs, SELDOM_MS));
}
