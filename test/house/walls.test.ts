import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkWalls } from './walls.js';

describe('the walls of the house', () => {
  it('are crossed by no import, and no files need each other in a circle', () => {
    const { files, imports, violations } = checkWalls(fileURLToPath(new URL('../..', import.meta.url)));
    expect(violations).toEqual([]);
    // A check that has read nothing is green too.
    expect(files).toBeGreaterThan(100);
    expect(imports).toBeGreaterThan(300);
  });
});
