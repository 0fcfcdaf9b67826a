import type { Named } from './schema.js';

export type BreakKind =
  | 'removed'
  | 'renamed'
  | 'retyped'
  | 'required'
  | 'no longer given'
  | 'narrower'
  | 'meaning'
  | 'key'
  | 'delta or snapshot'
  | 'guarantee'
  | 'default'
  | 'error code'
  | 'word';

export interface BreakingChange {
  kind: BreakKind;
  where: string;
  /** What it was, and what it is. */
  text: string;
}

export const sentenceOf = ({ kind, where, text }: BreakingChange): string => `${where} ${text} (${kind})`;

/** `received`: others write it and we read it. `sent`: the other way round. */
export type Way = 'received' | 'sent';

/** Where two schemas are compared. */
export interface Place {
  where: string;
  way: Way;
  /** What `$ref` names, before and after. */
  named: { before: Named; after: Named };
  /** Named schemas that were compared already. */
  seen: Set<string>;
}

export const change = (kind: BreakKind, { where }: Pick<Place, 'where'>, text: string): BreakingChange => ({
  kind,
  where,
  text,
});

export const inside = (place: Place, name: string): Place => ({ ...place, where: `${place.where}${name}` });

export const listed = (words: readonly unknown[]): string => words.map((word) => JSON.stringify(word)).join(', ');
