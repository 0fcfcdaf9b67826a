import { type BreakingChange, change, type Place, type Way } from './change.js';
import type { Contracts, ProcessDescription } from './description.js';
import type { ApiOperation } from './operation.js';
import type { Schema } from './schema.js';
import { schemaChanges } from './schema-changes.js';

/**
 * Everything between two descriptions that breaks somebody who relies on the first. What is new beside it, longer
 * where we send it, or wider where we take it, is not among it.
 */
export function breakingChanges(before: Contracts, after: Contracts): BreakingChange[] {
  const seen = new Set<string>();
  const named = { before: before.schemas, after: after.schemas };
  const compare: Compare = (way, where, was, is) => schemaChanges(was, is, { way, where, named, seen });
  return [
    ...inBoth(before.api, after.api, '', (was, is, where) => operationChanges(was, is, where, compare)),
    ...compare('sent', 'Problem', before.schemas['Problem'] ?? {}, after.schemas['Problem'] ?? {}),
    ...inBoth(before.events, after.events, 'event ', (was, is, where) => eventChanges(was, is, where, compare)),
    ...inBoth(before.processes, after.processes, 'process ', processChanges),
    ...inBoth(before.interfaces, after.interfaces, 'interface ', guaranteeChanges),
    ...inBoth(before.errors, after.errors, 'error ', (was, is, where) => differing(was, is, where, 'error code')),
    ...inBoth(before.problems, after.problems, 'problem ', (was, is, where) => differing(was, is, where, 'error code')),
  ];
}

type Compare = (way: Way, where: string, was: Schema, is: Schema) => BreakingChange[];

/** What is gone, and what has changed in what is left. */
function inBoth<T>(
  before: Record<string, T>,
  after: Record<string, T>,
  prefix: string,
  changes: (was: T, is: T, where: string) => BreakingChange[],
): BreakingChange[] {
  return Object.entries(before).flatMap(([name, was]) => {
    const [where, is] = [`${prefix}${name}`, after[name]];
    return is === undefined ? [change('removed', { where }, 'is gone')] : changes(was, is, where);
  });
}

/** Each of these fields that has another value. */
function differing<T extends object>(
  was: T,
  is: T,
  where: string,
  kind: BreakingChange['kind'],
  fields = Object.keys(was) as (keyof T)[],
): BreakingChange[] {
  const said = (value: unknown): string => JSON.stringify(value ?? null);
  return fields
    .filter((field) => said(was[field]) !== said(is[field]))
    .map((field) =>
      change(kind, { where }, `had the ${String(field)} ${said(was[field])}, and it is ${said(is[field])}`),
    );
}

const missing = (
  kind: BreakingChange['kind'],
  place: Pick<Place, 'where'>,
  was: string[],
  is: string[],
  what: string,
) => was.filter((one) => !is.includes(one)).map((one) => change(kind, place, `has no ${what} ${one} any more`));

function operationChanges(was: ApiOperation, is: ApiOperation, where: string, compare: Compare): BreakingChange[] {
  const parts = new Set([...Object.keys(was.request), ...Object.keys(is.request)]) as Set<
    keyof ApiOperation['request']
  >;
  const nothing: Schema = { type: 'object', additionalProperties: false };
  return [
    ...missing('narrower', { where }, was.access, is.access, 'access for'),
    ...[...parts].flatMap((part) =>
      compare('received', `${where} ${part}`, was.request[part] ?? nothing, is.request[part] ?? nothing),
    ),
    ...inBoth(was.replies, is.replies, `${where} `, (from, to, at) => [
      ...missing('removed', { where: at }, from.headers, to.headers, 'header'),
      ...(from.body ? compare('sent', at, from.body, to.body ?? { type: 'null' }) : []),
    ]),
  ];
}

type Event = Contracts['events'][string];

function eventChanges(was: Event, is: Event, where: string, compare: Compare): BreakingChange[] {
  return [
    ...differing(was.route, is.route, where, 'guarantee', ['route']),
    ...differing(was.route, is.route, where, 'key', ['process']),
    ...differing(was, is, where, 'key', ['number', 'from']),
    ...guaranteeChanges(was, is, where),
    ...(was.amounts === undefined ? [] : differing(was, is, where, 'delta or snapshot', ['amounts'])),
    ...compare('received', where, was.data, is.data),
  ];
}

const guaranteeChanges = <T extends { order: string; delivery: string }>(was: T, is: T, where: string) =>
  differing(was, is, where, 'guarantee', ['order', 'delivery']);

function processChanges(was: ProcessDescription, is: ProcessDescription, where: string): BreakingChange[] {
  return [
    ...differing(was, is, where, 'key', ['id']),
    ...missing('key', { where }, was.numbers, is.numbers, 'number called'),
    ...differing(was, is, where, 'default', ['firstState']),
    ...inBoth(was.states, is.states, `${where} state `, (from, to, at) => differing(from, to, at, 'meaning')),
    ...inBoth(was.steps, is.steps, `${where} step `, (from, to, at) => [
      ...differing(from, to, at, 'guarantee', ['class']),
      ...missing('removed', { where: at }, from.amendable, to.amendable, 'field to amend,'),
    ]),
    ...inBoth(was.decisions, is.decisions, `${where} decision `, (from, to, at) =>
      missing('word', { where: at }, from, to, 'choice'),
    ),
  ];
}
