/** No page is longer, whatever a caller asks for: each row can hold a message of 256 KiB. */
const PAGE_MAX = 500;
const CURSOR_MAX_CHARS = 1_000;

export type CursorPart = 'string' | 'number';

/** @throws RangeError unless it is a whole number from 1 on */
export function pageSize(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`a page of ${limit} rows cannot be given`);
  return Math.min(limit, PAGE_MAX);
}

/** Where the next page begins, opaque to callers. */
export const encodeCursor = (parts: (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');

/**
 * The parts of a cursor that came from outside.
 * @throws RangeError when it is not one of ours, of this kind
 */
export function decodeCursor(cursor: string, shape: readonly CursorPart[]): (string | number)[] {
  const parts =
    cursor.length <= CURSOR_MAX_CHARS ? parse(Buffer.from(cursor, 'base64url').toString('utf8')) : undefined;
  const fits =
    Array.isArray(parts) && parts.length === shape.length && parts.every((part, at) => typeof part === shape[at]);
  if (!fits) throw new RangeError('the cursor is not one that was given out for this list');
  return parts as (string | number)[];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A page of rows that were read with one more than its size, to see whether there is a next one. */
export function pageOf<Row>(rows: Row[], size: number, cursor: (last: Row) => string): { page: Row[]; next?: string } {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return rows.length > size && last !== undefined ? { page, next: cursor(last) } : { page };
}
