import type { z } from 'zod';

/** Something wrong in a landscape: where it stands (`plants.P100.zone`), what it is, and what to do about it. */
export interface Problem {
  path: string;
  problem: string;
  fix: string;
}

export class LandscapeError extends Error {
  override readonly name = 'LandscapeError';
  readonly problems: Problem[];

  constructor(source: string, problems: Problem[]) {
    const lines = problems.map(({ path, problem, fix }) => `  ${path}: ${problem} → ${fix}`);
    super([`${source} has ${problems.length} problem${problems.length === 1 ? '' : 's'}:`, ...lines].join('\n'));
    this.problems = problems;
  }
}

export const pathOf = (...parts: PropertyKey[]): string => parts.map(String).join('.');

/** What zod found, in the words of people who write landscapes. */
export function problemsOf(error: z.ZodError, ...at: PropertyKey[]): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pathOf(...at, ...issue.path, key),
        problem: 'not a setting',
        fix: 'remove it, or correct its name (landscape/README.md has all of them)',
      }));
    }
    return [{ path: pathOf(...at, ...issue.path), problem: issue.message, fix: fixOf(issue) }];
  });
}

function fixOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'add it';
  if (issue.code === 'invalid_type' && issue.expected === 'string' && issue.message.endsWith('received number')) {
    return 'put it in quotes, so that leading zeros stay';
  }
  return 'correct it (landscape/README.md has an example)';
}
