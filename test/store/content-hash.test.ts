import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../store/content-hash.js';

describe('the content hash', () => {
  it('does not see the order of keys, at any depth', () => {
    const one = { order: '1', lines: [{ item: 'A', qty: '1.0' }], '10': 1, '9': 2 };
    const other = { '9': 2, lines: [{ qty: '1.0', item: 'A' }], '10': 1, order: '1' };
    expect(contentHash(one)).toBe(contentHash(other));
    expect(contentHash(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('sees the order of lines, and every value', () => {
    expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
    expect(contentHash({ qty: '1.0' })).not.toBe(contentHash({ qty: '1.00' }));
    expect(contentHash({ a: null })).not.toBe(contentHash({}));
    expect(contentHash({ a: [] })).not.toBe(contentHash({ a: {} }));
  });

  it('loses nothing of what JSON holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses what is not content', () => {
    expect(() => contentHash(undefined)).toThrow(TypeError);
  });
});
