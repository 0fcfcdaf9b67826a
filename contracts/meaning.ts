/**
 * What a field means beside its shape. Whoever reads or writes it relies on it: a change is a break, though every
 * message still fits its schema.
 */
export interface Meaning {
  unit?: string;
  sign?: string;
  /** At most so many places after the point. */
  decimals?: number;
  currency?: string;
  zone?: string;
  /** What it says that the field is not there, or null. */
  absent?: string;
  /** A delta is added to what was told before; a snapshot replaces it. */
  amounts?: 'delta' | 'snapshot';
}

/** Where a schema says it, and so the OpenAPI document. */
export const MEANING = 'x-meaning';

/** Beside the words of a list: more may be added, and readers are told to have a default branch. */
export const EXTENSIBLE = 'x-extensible';

/** For `.meta(…)` where the field is declared. */
export const means = (meaning: Meaning): Record<string, unknown> => ({ [MEANING]: meaning });

export const extensible: Record<string, unknown> = { [EXTENSIBLE]: true };
