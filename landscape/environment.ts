import { type Problem, pathOf } from './problems.js';

const VARIABLE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Fills `${NAME}` in every text from the environment, after the file was parsed: a secret cannot add settings. */
export function fillIn(
  value: unknown,
  environment: NodeJS.ProcessEnv,
  problems: Problem[],
  at: PropertyKey[] = [],
): unknown {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, (text, name: string) => {
      const found = environment[name];
      if (found !== undefined && found !== '') return found;
      problems.push({ path: pathOf(...at), problem: `environment variable ${name} is not set`, fix: `set ${name}` });
      return text;
    });
  }
  if (Array.isArray(value)) return value.map((one, index) => fillIn(one, environment, problems, [...at, index]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, fillIn(one, environment, problems, [...at, key])]),
  );
}
