import { isDeepStrictEqual } from 'node:util';
import { type BreakingChange, change, inside, type Place } from './change.js';
import { nameOf, type Schema, typesOf, whole } from './schema.js';
import { valueChanges } from './value-changes.js';

/** Everything between two schemas that breaks the other side. */
export function schemaChanges(before: Schema, after: Schema, place: Place): BreakingChange[] {
  const [one, other] = [nameOf(before), nameOf(after)];
  if (one !== undefined && one === other) return changesOfNamed(one, place);
  const { named } = place;
  const [was, is] = [whole(before, named.before), whole(after, named.after)];
  const retyped = typeChanges(was, is, place);
  if (retyped.length > 0) return retyped;
  const ofValue = valueChanges(was, is, place);
  if (formsOf(was) || formsOf(is)) return [...ofValue, ...formChanges(was, is, place)];
  return [...ofValue, ...fieldChanges(was, is, place), ...furtherChanges(was, is, place)];
}

/** Told once, however many use it. */
function changesOfNamed(name: string, place: Place): BreakingChange[] {
  const key = `${place.way} ${name}`;
  if (place.seen.has(key)) return [];
  place.seen.add(key);
  const { before, after } = place.named;
  return schemaChanges(before[name] ?? {}, after[name] ?? {}, { ...place, where: name });
}

function typeChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const [before, after] = [typesOf(was, place.named.before), typesOf(is, place.named.after)];
  const [asked, offered] = place.way === 'received' ? [before, after] : [after, before];
  const isMet = (type: string): boolean => offered.includes(type) || (type === 'integer' && offered.includes('number'));
  if (asked.every(isMet)) return [];
  return [change('retyped', place, `was ${before.join(' or ')}, and is ${after.join(' or ')}`)];
}

const formsOf = ({ anyOf, oneOf }: Schema): Schema[] | undefined => anyOf ?? oneOf;

/** One of several forms: each that was taken must still be, and each that is sent must have been. */
function formChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const [before, after] = [formsOf(was) ?? [was], formsOf(is) ?? [is]];
  const fits = (from: Schema, to: Schema): boolean =>
    schemaChanges(from, to, { ...place, seen: new Set(place.seen) }).length === 0;
  const unmet =
    place.way === 'received'
      ? before.filter((form) => !after.some((one) => fits(form, one)))
      : after.filter((form) => !before.some((one) => fits(one, form)));
  return unmet.flatMap((form) => {
    const index = (place.way === 'received' ? before : after).indexOf(form);
    const [from, to] = [before[index], after[index]];
    if (before.length === after.length && from && to) return schemaChanges(from, to, place);
    const text = place.way === 'received' ? 'is not taken in one of its forms any more' : 'may come in a new form';
    return [change('retyped', place, text)];
  });
}

function fieldChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const [before, after] = [was.properties ?? {}, is.properties ?? {}];
  const names = newNames(before, after);
  const renamed = [...names.values()];
  const kept = Object.entries(before).flatMap(([name, schema]) => {
    const [at, now] = [inside(place, `/${name}`), after[name]];
    if (now) return [...presenceChanges(name, was, is, at), ...schemaChanges(schema, now, at)];
    const called = names.get(name);
    return [called === undefined ? change('removed', at, 'is gone') : change('renamed', at, `is called ${called}`)];
  });
  if (place.way === 'sent') return kept;
  const demanded = Object.keys(after).filter(
    (name) => !(name in before) && !renamed.includes(name) && is.required?.includes(name),
  );
  return [
    ...kept,
    ...demanded.map((name) => change('required', inside(place, `/${name}`), 'is new, and must be given')),
  ];
}

function presenceChanges(name: string, was: Schema, is: Schema, at: Place): BreakingChange[] {
  const [wasRequired, isRequired] = [was.required?.includes(name) === true, is.required?.includes(name) === true];
  if (wasRequired === isRequired) return [];
  if (at.way === 'received')
    return isRequired ? [change('required', at, 'could be left out, and must be given now')] : [];
  return wasRequired ? [change('no longer given', at, 'was always there, and may be missing now')] : [];
}

/** A field that has come up in the stead of one that is gone, the only one of its shape, is its new name. */
function newNames(before: Record<string, Schema>, after: Record<string, Schema>): Map<string, string> {
  const fresh = Object.keys(after).filter((name) => !(name in before));
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(before)) {
    const [twin, ...more] = fresh.filter((one) => isDeepStrictEqual(after[one], schema));
    if (!(name in after) && twin !== undefined && more.length === 0) names.set(name, twin);
  }
  return names;
}

/** The elements of a list, and fields that have no name of their own. */
function furtherChanges(was: Schema, is: Schema, place: Place): BreakingChange[] {
  const items = was.items && is.items ? schemaChanges(was.items, is.items, inside(place, '/[]')) : [];
  const [before, after] = [was.additionalProperties ?? true, is.additionalProperties ?? true];
  if (typeof before === 'object' && typeof after === 'object')
    return [...items, ...schemaChanges(before, after, inside(place, '/*'))];
  const isNarrower = place.way === 'received' && before !== false && after !== true && before !== after;
  return isNarrower ? [...items, change('narrower', place, 'takes fewer further fields than it did')] : items;
}
