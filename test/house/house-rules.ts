import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCode, readSources } from './sources.js';

/** Each check returns what is wrong; nothing is good. */

export const LONGEST_FILE = 300;

export function tooLong(root: string): string[] {
  return readCode(root)
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
    .filter(({ lines }) => lines > LONGEST_FILE)
    .map(({ path, lines }) => `${path} has ${lines} lines`);
}

export const LONGEST_FUNCTION = 70;

/**
 * A process is one function with its steps as functions inside, which share what the run knows. The linter counts
 * all of them as one; here each inner one counts for itself, and the rest for the process.
 */
export function longInProcesses(root: string): string[] {
  return readSources(root, /^workflows\/[^/]+\.ts$/).flatMap(({ path, text }) =>
    [...text.matchAll(/^export async function (\w+)\([\s\S]*?^}$/gm)].flatMap(([whole, name = '']) => {
      const inner = [...whole.matchAll(/^  (?:async )?function (\w+)\([\s\S]*?^  }$/gm)];
      const rest = inner.reduce((left, [one]) => left.replace(one, ''), whole);
      return [[rest, name] as const, ...inner.map(([one, called = '']) => [one, called] as const)]
        .filter(([one]) => one.split('\n').filter((line) => line.trim()).length > LONGEST_FUNCTION)
        .map(([, called]) => `${called} in ${path}`);
    }),
  );
}

/** Put together here, so that this file passes its own check. */
const dead = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', '@ts-' + 'ignore', '@ts-' + 'nocheck'];
const hosts = [
  ['npmjs', 'org'],
  ['npmjs', 'com'],
  ['pypi', 'org'],
  ['pythonhosted', 'org'],
  ['crates', 'io'],
  ['golang', 'org'],
  ['maven', 'org'],
  ['debian', 'org'],
  ['docker', 'io'],
  ['ghcr', 'io'],
].map((parts) => parts.join('.'));

export function deadWords(root: string): string[] {
  const pattern = new RegExp(`(?<![A-Za-z])(${dead.join('|')})(?![A-Za-z])`);
  return found(root, (line) => pattern.exec(line)?.[1]);
}

export const registryHosts = (root: string): string[] =>
  found(root, (line) => hosts.find((host) => line.includes(`.${host}`) || line.includes(`/${host}`)));

function found(root: string, look: (line: string) => string | undefined): string[] {
  return readSources(root).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const word = look(line);
      return word === undefined ? [] : [`${path}:${index + 1} has ${word}`];
    }),
  );
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

export function unpinned(root: string): string[] {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name} ${version}`);
}

interface Lock {
  packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }>;
}

/** A package with one package a platform, some of which cannot be had, makes `npm ci` refuse the lock file. */
export function missingFromLock(root: string): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .map((name) => `${name} of ${path}`),
  );
}
