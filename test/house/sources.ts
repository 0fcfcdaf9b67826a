import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A file of the project, by its path from the root, with forward slashes. */
export interface Source {
  path: string;
  text: string;
}

const ELSEWHERE = new Set(['node_modules', '.git', '.cache']);
const TEXT = /(\.(ts|mjs|js|json|ya?ml|md|html|css|sh)|^\.npmrc|^\.gitignore|[\\/]run)$/;

export function readSources(root: string, wanted: RegExp = TEXT): Source[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !ELSEWHERE.has(name))
    .flatMap((entry) => walk(root, join(root, entry.name), entry.isDirectory()))
    .filter((path) => wanted.test(path) && TEXT.test(path))
    .map((path) => ({ path: path.split(sep).join('/'), text: readFileSync(join(root, path), 'utf8') }));
}

function walk(root: string, path: string, isFolder: boolean): string[] {
  if (!isFolder) return [relative(root, path)];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !ELSEWHERE.has(name))
    .flatMap((entry) => walk(root, join(path, entry.name), entry.isDirectory()));
}

/** TypeScript of ours. */
export const readCode = (root: string): Source[] =>
  readSources(root, /\.ts$/).filter(({ path }) => !path.endsWith('.d.ts'));
