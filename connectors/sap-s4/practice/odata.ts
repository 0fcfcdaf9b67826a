import { Refusal } from './refusal.js';
import { filterOf } from './filter.js';
import { unpadded } from './numbers.js';

export type Entity = Record<string, unknown>;

export interface EntitySet {
  keys: string[];
  list(): Entity[];
  create?(body: unknown): Entity;
  update?(keys: Record<string, string>, body: Record<string, unknown>, ifMatch: string | undefined): void;
  remove?(keys: Record<string, string>, ifMatch: string | undefined): void;
}

/** One published service: its entity sets, and the function imports that are called by POST. */
export interface Service {
  sets: Record<string, EntitySet>;
  functions: Record<string, (parameters: Record<string, string>, ifMatch: string | undefined) => Entity>;
}

export type Query = Partial<Record<'$filter' | '$select' | '$expand' | '$top', string>>;

/** All entities of a set that the query asks for. */
export function listOf(set: EntitySet, query: Query): Entity[] {
  const wanted = query.$filter ? set.list().filter(filterOf(query.$filter)) : set.list();
  return wanted.slice(0, Number(query.$top ?? 1000)).map((entity) => project(entity, query));
}

/** `'1000123'` or `ConfirmationGroup='45678',ConfirmationCount='1'`. @throws Refusal 404 */
export function entityOf(set: EntitySet, predicate: string, query: Query): Entity {
  const keys = keysOf(set, predicate);
  const found = set
    .list()
    .find((entity) => set.keys.every((key) => unpadded(String(entity[key])) === unpadded(keys[key] ?? '')));
  if (found) return project(found, query);
  throw new Refusal(404, { code: '/IWBEP/CM_MGW_RT/020', message: `Resource not found for segment '${set.keys[0]}'` });
}

export function keysOf(set: EntitySet, predicate: string): Record<string, string> {
  const named = [...predicate.matchAll(/(?:(\w+)=)?'((?:[^']|'')*)'/g)];
  return Object.fromEntries(
    named.map(([, name, value = '']) => [name ?? set.keys[0] ?? '', value.replaceAll("''", "'")]),
  );
}

/** Selected fields only; what hangs on an entity only where it is expanded. @throws Refusal 400 for unknown names */
export function project(entity: Entity, query: Query): Entity {
  const expanded = query.$expand ? query.$expand.split(',') : [];
  const selected = query.$select?.split(',');
  for (const name of [...expanded, ...(selected ?? [])].map((one) => one.split('/')[0] ?? '')) {
    if (!Object.hasOwn(entity, name))
      throw new Refusal(400, { code: '/IWBEP/CM_MGW_RT/022', message: `Property ${name} not found` });
  }
  const shown: Entity = {};
  for (const [name, value] of Object.entries(entity)) {
    if (Array.isArray(value)) {
      const below = (names: string[] = []): string =>
        names.flatMap((one) => (one.startsWith(`${name}/`) ? [one.slice(name.length + 1)] : [])).join(',');
      const [$select, $expand] = [below(selected), below(expanded)];
      const nested = { ...($select && { $select }), ...($expand && { $expand }) };
      if (expanded.includes(name)) shown[name] = { results: (value as Entity[]).map((one) => project(one, nested)) };
      else if (!selected || selected.includes(name)) shown[name] = { __deferred: { uri: name } };
    } else if (!selected || selected.includes(name) || name === '__metadata') {
      shown[name] = value;
    }
  }
  return shown;
}
