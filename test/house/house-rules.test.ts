import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { describeErrors, errorDocs } from '../../tools/error-docs.js';
import { deadWords, longInProcesses, missingFromLock, registryHosts, tooLong, unpinned } from './house-rules.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the house', () => {
  it('has no file of more than 300 lines', () => expect(tooLong(root)).toEqual([]));

  it('has no step of a process that is too long', () => expect(longInProcesses(root)).toEqual([]));

  it('has no words of unfinished work', () => expect(deadWords(root)).toEqual([]));

  it('names no registry’s host', () => expect(registryHosts(root)).toEqual([]));

  it('pins every package to one version', () => expect(unpinned(root)).toEqual([]));

  it('has every platform’s packages in the lock file', () => expect(missingFromLock(root)).toEqual([]));

  it('describes every error code (written by tools/error-docs.ts)', () => {
    expect(readFileSync(errorDocs, 'utf8')).toBe(describeErrors());
  });
});
