import type { StockKey } from '../../contracts/entities/reconciliation.js';

/** What two keys may differ in, and be of the same item all the same. */
export type Dimension = 'lot' | 'locationGroup' | 'status' | 'owner';

/** The same text for the same key, and for no other. */
export const keyText = ({ item, lot, locationGroup, status, owner }: StockKey): string =>
  JSON.stringify([item, lot, locationGroup, status, owner]);

/** What keys have in common that differ in nothing but this. */
export const textWithout = (dimension: Dimension, key: StockKey): string =>
  JSON.stringify([dimension, keyText({ ...key, [dimension]: '' })]);

/** By code units, the same on every machine: what is decided must not hang on who sorted it. */
export const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export const byKey = (one: { key: StockKey }, other: { key: StockKey }): number =>
  byText(keyText(one.key), keyText(other.key));
