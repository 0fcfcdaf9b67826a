import { Problem } from './problem.js';

export const BODY_LIMIT_BYTES = 256 * 1024;
const DEPTH_MAX = 32;
const KEYS_MAX = 20_000;
/** They would reach an object's prototype in code that copies carelessly. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** @throws Problem MALFORMED when the bytes are not UTF-8 */
export function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw malformed('', 'The body is not UTF-8.');
  }
}

/**
 * JSON that is safe to hand on: bounded in depth and number of keys, without the names that reach a prototype.
 * @throws Problem MALFORMED, with a pointer where there is one
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('', 'The body is not JSON.');
  }
  inspect(value, '', 0, { keys: 0 });
  return value;
}

function inspect(value: unknown, pointer: string, depth: number, seen: { keys: number }): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= DEPTH_MAX) throw malformed(pointer, `deeper than ${DEPTH_MAX} levels`);
  for (const [key, inner] of Object.entries(value)) {
    seen.keys += 1;
    if (seen.keys > KEYS_MAX) throw malformed(pointer, `more than ${KEYS_MAX} values`);
    const here = `${pointer}/${escapePointer(key)}`;
    if (FORBIDDEN.has(key)) throw malformed(here, 'this name is not taken');
    inspect(inner, here, depth + 1, seen);
  }
}

/** RFC 6901. */
export const escapePointer = (key: PropertyKey): string =>
  String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

const malformed = (pointer: string, detail: string): Problem =>
  new Problem('MALFORMED', detail, pointer ? { errors: [{ pointer, detail }] } : {});
