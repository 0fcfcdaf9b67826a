import { isObject } from './schema.js';

/** Objects are merged field by field, everything else is replaced. */
export function merge(base: unknown, own: unknown): unknown {
  if (!isObject(base) || !isObject(own)) return own;
  const merged = { ...base };
  for (const [key, value] of Object.entries(own)) merged[key] = key in base ? merge(base[key], value) : value;
  return merged;
}
