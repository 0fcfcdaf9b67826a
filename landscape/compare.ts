import { isDeepStrictEqual } from 'node:util';
import type { Connector } from '../connectors/connector.js';
import { hashOf } from './access.js';
import { withConfigDefaults } from './config-defaults.js';
import { defaultSettings } from './defaults.js';
import { merge } from './merge.js';
import { pathOf } from './problems.js';
import { isObject, type LandscapeFile } from './schema.js';
import { duration } from './durations.js';
import { shownPair } from './shown.js';

/** Something that two landscapes have differently; without `a` or `b` it is in the other one alone. */
export interface Difference {
  group: 'plants' | 'systems' | 'settings' | 'access';
  path: string;
  a?: string;
  b?: string;
  /** Of a setting: at which of the plants that both have; `*` for all. */
  plants?: string[];
}

type Fields = Record<string, unknown>;

/** What two landscapes have differently once their defaults are filled in; their names are their own. */
export function compareLandscapes(
  a: LandscapeFile,
  b: LandscapeFile,
  connectors: ReadonlyMap<string, Connector>,
): Difference[] {
  const systems = (file: LandscapeFile): Fields =>
    mapped(file.systems, (system) => ({
      ...system,
      config: withConfigDefaults(system.config, connectors.get(String(system.connector))),
    }));
  const access = (file: LandscapeFile): Fields =>
    Object.fromEntries(file.access.map((entry) => caller(isObject(entry) ? entry : {})));
  return [
    ...inGroup('plants', mapped(a.plants, placeOf), mapped(b.plants, placeOf), ({ company, zone }) => [company, zone]),
    ...inGroup('systems', systems(a), systems(b), ({ connector }) => [connector]),
    ...ofSettings(a, b),
    ...inGroup('access', access(a), access(b), ({ roles }) => [roles].flat()),
  ];
}

const mapped = (files: Fields, change: (file: Fields) => Fields): Fields =>
  Object.fromEntries(Object.entries(files).map(([name, file]) => [name, change(isObject(file) ? file : {})]));

const placeOf = ({ company, zone, systems }: Fields): Fields => ({ company, zone, systems });

/** The order of what a caller may do does not matter; a key is as good as its hash. */
function caller({ name, key, keySha256, ...rest }: Fields): [string, Fields] {
  const sorted = Object.entries(rest).map(([field, value]) => [
    field,
    Array.isArray(value) ? value.map(String).sort() : value,
  ]);
  const isLiteral = typeof key === 'string' && !key.includes('${');
  return [String(name), { ...Object.fromEntries(sorted), key: keySha256 ?? (isLiteral ? hashOf(key) : key) }];
}

/** By name: what only one of them has, as a whole, and what differs in those that both have. */
function inGroup(group: Difference['group'], a: Fields, b: Fields, summary: (one: Fields) => unknown[]): Difference[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names.flatMap((name): Difference[] => {
    const [one, other] = [a[name], b[name]];
    if (isObject(one) && isObject(other))
      return differingLeaves(one, other, isDeepStrictEqual).map(([path, from, to]) => ({
        ...{ group, path: pathOf(name, ...path) },
        ...shownPair(path, from, to),
      }));
    const [from, to] = [one, other].map((found) => (isObject(found) ? summary(found) : undefined));
    return [{ group, path: name, ...shownPair([], from, to) }];
  });
}

/** At the plants that both have; the same difference at several is told once. */
function ofSettings(a: LandscapeFile, b: LandscapeFile): Difference[] {
  const common = Object.keys(a.plants).filter((plant) => plant in b.plants);
  const found = new Map<string, Difference & { plants: string[] }>();
  for (const plant of common) {
    for (const [path, from, to] of differingLeaves(settingsOf(a, plant), settingsOf(b, plant), isSameSetting)) {
      // No setting is a secret: what some are called would hide them.
      const difference = { group: 'settings' as const, path: pathOf(...path), ...shownPair([], from, to) };
      const key = JSON.stringify(difference);
      found.set(key, { ...difference, plants: [...(found.get(key)?.plants ?? []), plant] });
    }
  }
  return [...found.values()].map((one) => ({
    ...one,
    plants: one.plants.length === common.length ? ['*'] : one.plants,
  }));
}

function settingsOf({ plants, defaults }: LandscapeFile, plant: string): unknown {
  const file = plants[plant];
  const { company: _, zone: __, systems: ___, ...own } = isObject(file) ? file : {};
  return merge(merge(defaultSettings, defaults ?? {}), own);
}

/** Durations and numbers are what they amount to, however they are written. */
function isSameSetting(a: unknown, b: unknown): boolean {
  const amount = (value: unknown): unknown => {
    const { data: ms } = duration.safeParse(value);
    if (ms !== undefined) return `${ms} ms`;
    return /^\d+(\.\d+)?$/.test(String(value))
      ? String(value)
          .replace(/^0+(?=\d)|(\.\d*?)0+$/g, '$1')
          .replace(/\.$/, '')
      : value;
  };
  return isDeepStrictEqual(amount(a), amount(b));
}

type Leaf = [path: string[], a: unknown, b: unknown];

/** Values that differ, each with its path; what is in one alone is undefined in the other. */
function differingLeaves(a: unknown, b: unknown, isSame: (a: unknown, b: unknown) => boolean): Leaf[] {
  const [one, other] = [leavesOf(a), leavesOf(b)];
  const paths = new Map([...one, ...other].map(([key, { path }]) => [key, path]));
  return [...paths].flatMap(([key, path]): Leaf[] => {
    const [from, to] = [one.get(key)?.value, other.get(key)?.value];
    return isSame(from, to) ? [] : [[path, from, to]];
  });
}

function leavesOf(value: unknown, path: string[] = []): Map<string, { path: string[]; value: unknown }> {
  if (value === undefined) return new Map();
  const isNested = isObject(value) || (Array.isArray(value) && value.some(isObject));
  if (!isNested) return new Map([[JSON.stringify(path), { path, value }]]);
  return new Map(Object.entries(value as object).flatMap(([name, one]) => [...leavesOf(one, [...path, name])]));
}
