import { createHash } from 'node:crypto';
import type { AccessKey } from './landscape.js';
import { type Problem, pathOf, problemsOf } from './problems.js';
import { accessFile } from './schema.js';

export interface AccessContext {
  plants: string[];
  companies: string[];
  problems: Problem[];
}

export function readAccess(files: unknown[], { plants, companies, problems }: AccessContext): AccessKey[] {
  const keys = files.flatMap((file, index): AccessKey[] => {
    const at = ['access', index];
    const { data, error } = accessFile.safeParse(file);
    if (error) {
      problems.push(...problemsOf(error, ...at));
      return [];
    }
    problems.push(...unknown(data.plants, plants, 'plant', ...at, 'plants'));
    problems.push(...unknown(data.companies, companies, 'company', ...at, 'companies'));
    const { key, keySha256, ...rest } = data;
    return [{ ...rest, keySha256: keySha256 ?? hashOf(key ?? '') }];
  });
  return keys.filter((key, index) => {
    const first = keys.findIndex((other) => other.name === key.name || other.keySha256 === key.keySha256);
    if (first === index) return true;
    problems.push({
      path: pathOf('access', index),
      problem: `its name or key is that of ${keys[first]?.name} too`,
      fix: 'give each caller a name and a key of its own',
    });
    return false;
  });
}

/** How a caller's key is kept and compared. */
export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

function unknown(named: string[], known: string[], what: string, ...at: PropertyKey[]): Problem[] {
  return named
    .filter((name) => name !== '*' && !known.includes(name))
    .map((name) => ({
      path: pathOf(...at),
      problem: `there is no ${what} ${name}`,
      fix: `use * or one of ${known.join(', ')}`,
    }));
}
