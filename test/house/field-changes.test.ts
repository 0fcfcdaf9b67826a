import { describe, expect, it } from 'vitest';
import { z, type ZodType } from 'zod';
import { extensible, means } from '../../contracts/meaning.js';
import { sentenceOf, type Way } from '../../tools/contracts/change.js';
import { schemaChanges } from '../../tools/contracts/schema-changes.js';
import type { Schema } from '../../tools/contracts/schema.js';

const jsonOf = (shape: ZodType, way: Way): Schema =>
  z.toJSONSchema(shape, { io: way === 'received' ? 'input' : 'output' }) as Schema;

function changed(way: Way, before: ZodType, after: ZodType): string[] {
  const place = { way, where: 'it', named: { before: {}, after: {} }, seen: new Set<string>() };
  return schemaChanges(jsonOf(before, way), jsonOf(after, way), place).map(sentenceOf);
}

const object = z.strictObject;
const text = z.string();
const decimal = text.meta(means({ unit: 'KG', sign: 'never negative', decimals: 3 }));
const money = text.meta(means({ currency: 'EUR' }));
const at = text.meta(means({ zone: 'UTC' }));

describe('a change of a field that breaks', () => {
  it.each<[what: string, way: Way, before: ZodType, after: ZodType, sentence: string]>([
    [
      'a field that is gone',
      'received',
      object({ lot: text, a: z.int() }),
      object({ a: z.int() }),
      'it/lot is gone (removed)',
    ],
    ['the same in what we send', 'sent', object({ lot: text }), object({}), 'it/lot is gone (removed)'],
    ['another name', 'received', object({ lot: text }), object({ batch: text }), 'it/lot is called batch (renamed)'],
    [
      'the same in what we send',
      'sent',
      object({ lot: text }),
      object({ batch: text }),
      'it/lot is called batch (renamed)',
    ],
    [
      'another type',
      'received',
      object({ n: text }),
      object({ n: z.number() }),
      'it/n was string, and is number (retyped)',
    ],
    [
      'null, where it never was',
      'sent',
      object({ n: text }),
      object({ n: z.nullable(text) }),
      'it/n was string, and is string or null (retyped)',
    ],
    [
      'null, where it was allowed',
      'received',
      object({ n: z.nullable(text) }),
      object({ n: text }),
      'it/n was string or null, and is string (retyped)',
    ],
    [
      'a fraction, where there were whole numbers',
      'sent',
      z.int(),
      z.number(),
      'it was integer, and is number (retyped)',
    ],
    [
      'a list in the place of one',
      'sent',
      object({ n: text }),
      object({ n: z.array(text) }),
      'it/n was string, and is array (retyped)',
    ],
    [
      'another element of a list',
      'sent',
      z.array(object({ n: text })),
      z.array(object({})),
      'it/[]/n is gone (removed)',
    ],
    [
      'another entry of a map',
      'sent',
      z.record(text, text),
      z.record(text, z.boolean()),
      'it/* was string, and is boolean (retyped)',
    ],
    [
      'an optional field that must be given',
      'received',
      object({ n: text.optional() }),
      object({ n: text }),
      'it/n could be left out, and must be given now (required)',
    ],
    [
      'a new field that must be given',
      'received',
      object({}),
      object({ n: text }),
      'it/n is new, and must be given (required)',
    ],
    [
      'a field that may be missing',
      'sent',
      object({ n: text }),
      object({ n: text.optional() }),
      'it/n was always there, and may be missing now (no longer given)',
    ],
    ['a shorter length', 'received', text.max(40), text.max(35), 'it had the maxLength 40, and it is 35 (narrower)'],
    [
      'a length, where there was none',
      'received',
      text,
      text.max(35),
      'it had the maxLength not said, and it is 35 (narrower)',
    ],
    [
      'a narrower range',
      'received',
      z.int().min(0).max(10),
      z.int().min(1).max(9),
      'it had the maximum 10, and it is 9 (narrower)',
    ],
    [
      'fewer lines',
      'received',
      z.array(text).max(500),
      z.array(text).max(100),
      'it had the maxItems 500, and it is 100 (narrower)',
    ],
    [
      'another pattern',
      'received',
      text.regex(/^\d+$/),
      text.regex(/^[1-9]\d*$/),
      'it had the pattern "^\\\\d+$", and it is "^[1-9]\\\\d*$" (narrower)',
    ],
    [
      'fields that are taken no more',
      'received',
      z.looseObject({}),
      object({}),
      'it takes fewer further fields than it did (narrower)',
    ],
    ['a list of words, where any was taken', 'received', text, z.enum(['A', 'B']), 'it takes only "A", "B" (narrower)'],
    [
      'another way to write it',
      'sent',
      z.iso.date(),
      z.iso.datetime(),
      'it had the format "date", and it is "date-time" (retyped)',
    ],
    [
      'another unit',
      'received',
      decimal,
      text.meta(means({ unit: 'G', sign: 'never negative', decimals: 3 })),
      'it had the unit "KG", and it is "G" (meaning)',
    ],
    [
      'another sign',
      'received',
      decimal,
      text.meta(means({ unit: 'KG', sign: 'negative: back', decimals: 3 })),
      'it had the sign "never negative", and it is "negative: back" (meaning)',
    ],
    [
      'other decimals',
      'sent',
      decimal,
      text.meta(means({ unit: 'KG', sign: 'never negative', decimals: 2 })),
      'it had the decimals 3, and it is 2 (meaning)',
    ],
    [
      'another currency',
      'sent',
      money,
      text.meta(means({ currency: 'USD' })),
      'it had the currency "EUR", and it is "USD" (meaning)',
    ],
    [
      'another zone',
      'sent',
      at,
      text.meta(means({ zone: 'of the plant' })),
      'it had the zone "UTC", and it is "of the plant" (meaning)',
    ],
    [
      'another meaning of null',
      'sent',
      z.nullable(text).meta(means({ absent: 'not known' })),
      z.nullable(text).meta(means({ absent: 'zero' })),
      'it had the absent "not known", and it is "zero" (meaning)',
    ],
    ['a meaning that is said no more', 'sent', at, text, 'it had the zone "UTC", and it is not said (meaning)'],
    [
      'totals, where there were additions',
      'received',
      text.meta(means({ amounts: 'delta' })),
      text.meta(means({ amounts: 'snapshot' })),
      'it had the amounts "delta", and it is "snapshot" (delta or snapshot)',
    ],
    [
      'another default',
      'received',
      object({ n: z.int().default(50) }),
      object({ n: z.int().default(20) }),
      'it/n had the default 50, and it is 20 (default)',
    ],
    [
      'no default',
      'received',
      object({ n: z.int().default(50) }),
      object({ n: z.int().optional() }),
      'it/n had the default 50, and it is not said (default)',
    ],
    ['a word that is taken no more', 'received', z.enum(['A', 'B']), z.enum(['A']), 'it has no "B" any more (word)'],
    ['a word that is sent no more', 'sent', z.enum(['A', 'B']), z.enum(['A']), 'it has no "B" any more (word)'],
    [
      'a new word for readers who expect none',
      'sent',
      z.enum(['A']),
      z.enum(['A', 'B']),
      'it may be "B": readers were told of no new words (word)',
    ],
    [
      'a new word that readers are told of too late',
      'sent',
      z.enum(['A']),
      z.enum(['A', 'B']).meta(extensible),
      'it may be "B": readers were told of no new words (word)',
    ],
    [
      'any word for readers who expect none',
      'sent',
      z.enum(['A']),
      text,
      'it may be "any other word": readers were told of no new words (word)',
    ],
    [
      'a form that is taken no more',
      'received',
      z.union([text, object({ a: text }), z.array(text)]),
      z.union([text, z.array(text)]),
      'it was string or object or array, and is string or array (retyped)',
    ],
    [
      'a new form',
      'sent',
      z.union([object({ a: text }), object({ b: text })]),
      z.union([object({ a: text }), object({ b: text }), object({ c: z.int() })]),
      'it may come in a new form (retyped)',
    ],
    [
      'a change within a form',
      'sent',
      z.union([object({ a: text }), object({ b: text })]),
      z.union([object({ a: text }), object({})]),
      'it/b is gone (removed)',
    ],
  ])('is named: %s (%s)', (_, way, before, after, sentence) => {
    expect(changed(way, before, after)).toContain(sentence);
    expect(changed(way, before, before)).toEqual([]);
    expect(changed(way, after, after)).toEqual([]);
  });
});

describe('a change of a field that breaks nobody', () => {
  it.each<[what: string, way: Way, before: ZodType, after: ZodType]>([
    ['a new field that may be left out', 'received', object({}), object({ n: text.optional() })],
    ['a new field', 'sent', object({}), object({ n: text })],
    ['a field that may be left out now', 'received', object({ n: text }), object({ n: text.optional() })],
    ['a field that is always there now', 'sent', object({ n: text.optional() }), object({ n: text })],
    ['a greater length', 'received', text.max(35), text.max(40)],
    ['a greater length', 'sent', text.max(35), text.max(40)],
    ['a wider range', 'received', z.int().min(1).max(9), z.int().min(0).max(10)],
    ['a new word that we take', 'received', z.enum(['A']), z.enum(['A', 'B'])],
    [
      'a new word for readers with a default branch',
      'sent',
      z.enum(['A']).meta(extensible),
      z.enum(['A', 'B']).meta(extensible),
    ],
    ['null that is taken too', 'received', text, z.nullable(text)],
    ['null that is sent no more', 'sent', z.nullable(text), text],
    ['a meaning that is said at last', 'sent', text, at],
    ['a form that is taken too', 'received', z.union([text, z.int()]), z.union([text, z.int(), z.array(text)])],
    [
      'another order of forms and words',
      'sent',
      z.union([z.enum(['A', 'B']), z.int()]),
      z.union([z.int(), z.enum(['B', 'A'])]),
    ],
    ['another description', 'sent', object({ n: text }), object({ n: text.describe('new') })],
  ])('is not named: %s (%s)', (_, way, before, after) => {
    expect(changed(way, before, after)).toEqual([]);
  });
});
