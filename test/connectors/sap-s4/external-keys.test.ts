import { describe, expect, it } from 'vitest';
import { referenceOf, uuidOf } from '../../../connectors/sap-s4/external-keys.js';

const KEY = 'production-to-inventory/1000/P100/1000123|post confirmation|C-1|g1';

describe('what a posting is called in SAP', () => {
  it('stays the same over releases, or postings in flight would not be found again', () => {
    expect(uuidOf(KEY)).toBe('ddd88eb9-3a40-8cfd-8c53-9d56acd6a2a6');
    expect(referenceOf(KEY)).toBe('X3XMI5OJ2IB6P3DC');
  });

  it('is another one for another key, and fits SAP’s fields', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `${KEY}${index}`);
    const uuids = new Set(keys.map(uuidOf));
    const references = new Set(keys.map(referenceOf));
    expect([uuids.size, references.size]).toEqual([1000, 1000]);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    for (const reference of references) expect(reference).toMatch(/^X[A-Z2-7]{15}$/);
  });
});
