import { createHash } from 'node:crypto';

/** JSON in which the order of an object's keys does not show: equal contents give equal text. */
export function canonicalJson(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? sortedByKey(inner) : inner));
  if (text === undefined) throw new TypeError('only what JSON can express has a canonical form');
  return text;
}

/**
 * SHA-256 in hex over the canonical JSON. The caller leaves out transport fields (ids, times of sending), so that
 * the same content sent twice is recognised.
 * @throws TypeError for what JSON cannot express
 */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sortedByKey = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
