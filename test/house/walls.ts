import { type Import, importsOf } from './imports.js';
import { readCode } from './sources.js';

/** What a part of the house may import. */
interface Wall {
  part: string;
  /** Which files belong to it; the first wall that fits counts. */
  files: RegExp;
  /** Our own files, as values and types. */
  may: RegExp;
  /** Our own files, as types alone. */
  mayTypes?: RegExp;
  packages: RegExp;
}

const under = (...folders: string[]): RegExp => new RegExp(`^(${folders.join('|')})/`);
const any = /./;
const none = /^$/;

/** The arrows of the design, as data. `workers` and `api` are imported by nobody but cli, tests, tools and bench. */
const walls: Wall[] = [
  { part: 'contract schemas', files: /^contracts\/.*\.schema\.ts$/, may: under('contracts'), packages: /^zod$/ },
  { part: 'contracts', files: under('contracts'), may: /^contracts\/(?!.*\.schema\.ts$)/, packages: none },
  {
    part: 'decisions',
    files: under('decisions'),
    may: /^(decisions|contracts)\/(?!.*\.schema\.ts$)/,
    packages: /^decimal\.js$/,
  },
  {
    part: 'workflows',
    files: under('workflows'),
    may: /^(workflows|decisions|contracts)\/(?!.*\.schema\.ts$)/,
    mayTypes: under('activities'),
    packages: /^(@temporalio\/(workflow|common)|decimal\.js)$/,
  },
  {
    part: 'activities',
    files: under('activities'),
    may: under('activities', 'contracts', 'store'),
    mayTypes: under('connectors'),
    packages: /^@temporalio\/(activity|common)$/,
  },
  {
    part: 'practice',
    files: /^(practice\/|connectors\/[^/]+\/practice\/)/,
    may: under('practice', 'contracts', 'connectors'),
    packages: /^(?!@temporalio\/)/,
  },
  {
    part: 'connectors',
    files: under('connectors'),
    may: /^(contracts\/|connectors\/(?![^/]+\/practice\/))/,
    packages: /^(?!@temporalio\/|express$)/,
  },
  { part: 'store', files: under('store'), may: under('store', 'contracts'), packages: /^(?!@temporalio\/|express$)/ },
  {
    part: 'landscape',
    files: under('landscape'),
    may: /^(landscape\/|contracts\/|connectors\/[^/]+\.ts$)/,
    packages: /^(zod|yaml|node:.*)$/,
  },
  {
    part: 'workers',
    files: under('workers'),
    may: /^(?!api\/|cli\/|practice\/|test\/|bench\/|tools\/)/,
    packages: /^(?!express$)/,
  },
  {
    part: 'api',
    files: under('api'),
    may: /^(api|contracts|store|landscape|decisions)\/|^connectors\/[^/]+\.ts$|^workers\/temporal\//,
    packages: /^(?!@temporalio\/(worker|workflow|activity|testing)$)/,
  },
  { part: 'cli', files: under('cli'), may: /^(?!test\/|bench\/|tools\/)/, packages: any },
  { part: 'console', files: under('console'), may: under('console', 'contracts'), packages: any },
  { part: 'tests and tools', files: /^(test|bench|tools)\/|^[^/]+\.ts$/, may: any, packages: any },
];

export interface WallReport {
  files: number;
  imports: number;
  violations: string[];
}

export function checkWalls(root: string): WallReport {
  const sources = readCode(root);
  const imports = sources.flatMap(importsOf);
  const homeless = sources
    .filter(({ path }) => !wallOf(path))
    .map(({ path }) => `${path} belongs to no part of the house`);
  const broken = imports.filter((one) => !isAllowed(one));
  return {
    files: sources.length,
    imports: imports.length,
    violations: [
      ...homeless,
      ...broken.map(({ from, to, typeOnly }) => `${from} imports ${typeOnly ? 'types of ' : ''}${to}`),
      ...betweenConnectors(imports),
      ...cycles(imports),
    ],
  };
}

const wallOf = (path: string): Wall | undefined => walls.find(({ files }) => files.test(path));

function isAllowed({ from, to, ours, typeOnly }: Import): boolean {
  const wall = wallOf(from);
  if (!wall) return true;
  if (!ours) return wall.packages.test(to);
  return wall.may.test(to) || (typeOnly && wall.mayTypes?.test(to) === true);
}

/** A connector is a folder that can be taken away. */
const betweenConnectors = (imports: Import[]): string[] =>
  imports
    .filter(({ from, to }) => {
      const [, one] = /^connectors\/([^/]+)\/.+/.exec(from) ?? [];
      const [, other] = /^connectors\/([^/]+)\/.+/.exec(to) ?? [];
      return one !== undefined && other !== undefined && one !== other;
    })
    .map(({ from, to }) => `${from} imports ${to}, of another connector`);

/** Files that need each other to be loaded. */
function cycles(imports: Import[]): string[] {
  const needs = new Map<string, string[]>();
  for (const { from, to, ours, typeOnly } of imports) {
    if (ours && !typeOnly) needs.set(from, [...(needs.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const again = trail.indexOf(path);
    if (again >= 0) found.push(`cycle: ${[...trail.slice(again), path].join(' → ')}`);
    if (again >= 0 || done.has(path)) return;
    for (const next of needs.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of needs.keys()) visit(path, []);
  return found;
}
