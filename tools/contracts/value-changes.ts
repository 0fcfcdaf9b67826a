import { isDeepStrictEqual } from 'node:util';
import { EXTENSIBLE, MEANING } from '../../contracts/meaning.js';
import { type BreakingChange, type BreakKind, change, listed, type Place } from './change.js';
import { type Schema, wordsOf } from './schema.js';

/* What may not change about a value whose type is the same. */

export const valueChanges = (was: Schema, is: Schema, place: Place): BreakingChange[] => [
  ...wordChanges(was, is, place),
  ...(place.way === 'received' ? tighterBounds(was, is, place) : otherWriting(was, is, place)),
  ...meaningChanges(was, is, place),
  ...defaultChanges(was, is, place),
];

/** A new word is for those alone who were told to expect some. */
function wordChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const [before, after] = [wordsOf(was), wordsOf(is)];
  if (!before)
    return place.way === 'received' && after ? [change('narrower', place, `takes only ${listed(after)}`)] : [];
  const gone = after ? before.filter((word) => !after.includes(word)) : [];
  const fresh = after?.filter((word) => !before.includes(word)) ?? ['any other word'];
  const isUnexpected = place.way === 'sent' && was[EXTENSIBLE] !== true && fresh.length > 0;
  return [
    ...(gone.length > 0 ? [change('word', place, `has no ${listed(gone)} any more`)] : []),
    ...(isUnexpected ? [change('word', place, `may be ${listed(fresh)}: readers were told of no new words`)] : []),
  ];
}

const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const writing = ['pattern', 'format', 'multipleOf'];

/** Of what we take. Whether another pattern takes less cannot be seen: it counts as if it did. */
function tighterBounds(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const bound = (schema: Schema, keyword: string, otherwise: number): number => Number(schema[keyword] ?? otherwise);
  return [
    ...upper.filter((keyword) => bound(is, keyword, Infinity) < bound(was, keyword, Infinity)),
    ...lower.filter((keyword) => bound(is, keyword, -Infinity) > bound(was, keyword, -Infinity)),
    ...writing.filter((keyword) => is[keyword] !== undefined && was[keyword] !== is[keyword]),
  ].map((keyword) => became('narrower', keyword, was, is, place));
}

/** Of what we send, which may get longer, but not be written otherwise. */
const otherWriting = (was: Schema, is: Schema, place: Place): BreakingChange[] =>
  writing
    .filter((keyword) => was[keyword] !== undefined && was[keyword] !== is[keyword])
    .map((keyword) => became('retyped', keyword, was, is, place));

function became(kind: BreakKind, name: string, was: Schema, is: Schema, place: Place): BreakingChange {
  const said = (value: unknown): string => (value === undefined ? 'not said' : JSON.stringify(value));
  return change(kind, place, `had the ${name} ${said(was[name])}, and it is ${said(is[name])}`);
}

function meaningChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const [before, after] = [was[MEANING] ?? {}, is[MEANING] ?? {}] as [Schema, Schema];
  return Object.keys(before)
    .filter((aspect) => before[aspect] !== after[aspect])
    .map((aspect) => became(aspect === 'amounts' ? 'delta or snapshot' : 'meaning', aspect, before, after, place));
}

const defaultChanges = (was: Schema, is: Schema, place: Place): BreakingChange[] =>
  isDeepStrictEqual(was.default, is.default) ? [] : [became('default', 'default', was, is, place)];
