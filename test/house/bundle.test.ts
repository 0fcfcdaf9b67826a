import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { contentsOf } from './bundle-contents.js';

describe('the workflow bundle', () => {
  it('has the workflows, and nothing that cannot run in their sandbox or is parsed for nothing', () => {
    const { modules, strangers } = contentsOf(readFileSync(inject('bundlePath'), 'utf8'));
    expect(strangers).toEqual([]);
    expect(modules).toContain('./workflows/order-to-production.ts');
    expect(modules).toContain('./workflows/production-to-inventory.ts');
  });
});
