import { posix } from 'node:path';
import type { Source } from './sources.js';

export interface Import {
  from: string;
  /** A path from the root with `.ts`, or a package's name. */
  to: string;
  ours: boolean;
  /** Gone when compiled. */
  typeOnly: boolean;
}

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const STATEMENT = /^\s*(import|export)\s(?:([^'";]*?)\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import and re-export of a file. The house writes them plainly enough for a pattern; a parser is not needed. */
export function importsOf({ path, text }: Source): Import[] {
  const code = text.replace(COMMENT, '');
  const statements = [...code.matchAll(STATEMENT)].map(([, , names = '', target = '']) =>
    imported(path, target, isTypeOnly(names)),
  );
  const calls = [...code.matchAll(CALL)].map(([, target = '']) => imported(path, target, false));
  return [...statements, ...calls];
}

function imported(from: string, target: string, typeOnly: boolean): Import {
  if (target.startsWith('.')) {
    const to = posix.join(posix.dirname(from), target).replace(/\.js$/, '.ts');
    return { from, to, ours: true, typeOnly };
  }
  const parts = target.split('/');
  return { from, to: target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''), ours: false, typeOnly };
}

/** `type X`, `type { X, Y }`, or braces in which every name is marked as a type. */
function isTypeOnly(names: string): boolean {
  if (/^type\s/.test(names)) return true;
  const inside = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1];
  if (inside === undefined) return false;
  const all = inside
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return all.length > 0 && all.every((name) => name.startsWith('type '));
}
