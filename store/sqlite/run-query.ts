import { decodeCursor, encodeCursor } from '../page.js';
import type { RunFilter } from '../store.js';
import type { Connection, Value } from './connection.js';
import { searchable } from './numbers.js';
import { type Condition, spanningRunOf, when, where, within } from './where.js';

export interface RunRow {
  run_id: string;
  view: string;
  updated_at: string;
  /** The value that the list is sorted by. */
  sorted: string;
}

const sorts = {
  dueAt: { column: 'due_at', order: 'ASC', beyond: '>' },
  '-updatedAt': { column: 'updated_at', order: 'DESC', beyond: '<' },
  key: { column: 'key', order: 'ASC', beyond: '>' },
} as const;

/** Greater than any character of a key, so that a range finds what begins with a text. */
const LAST_CHARACTER = '\u{10ffff}';

/** From here on, a beginning of keys is sooner found by going through the list than by collecting all it fits. */
const BROAD = 1_000;

/** @throws RangeError for a sort or a cursor that this list does not have */
export function runQuery(reader: Connection, filter: RunFilter, rows: number): { sql: string; values: Value[] } {
  const { name, column, order, beyond } = sortOf(filter);
  const { sql, values } = where([
    ...when(filter.process, (value) => ['process = ?', value]),
    ...when(filter.plant, (value) => ['plant = ?', value]),
    ...when(filter.state, (value) => ['state = ?', value]),
    ...when(filter.condition, (value) => ['condition = ?', value]),
    ...within(filter, spanningRunOf('run_id')),
    ...when(searchable(filter.q ?? '') || undefined, (value) => found(value, isBroad(reader, value))),
    ...troubled(filter),
    ...when(filter.cursor, (value) => [`(${column}, run_id) ${beyond} (?, ?)`, ...after(value, name)]),
  ]);
  return {
    sql: `SELECT run_id, view, updated_at, ${column} AS sorted FROM runs ${sql}
          ORDER BY ${column} ${order}, run_id ${order} LIMIT ?`,
    values: [...values, rows],
  };
}

export const runCursor = (filter: RunFilter, last: RunRow): string =>
  encodeCursor([sortOf(filter).name, last.sorted, last.run_id]);

function sortOf(filter: RunFilter) {
  const name = filter.sort ?? '-updatedAt';
  if (!Object.hasOwn(sorts, name)) throw new RangeError('runs are sorted by dueAt, -updatedAt or key');
  return { name, ...sorts[name] };
}

function found(number: string, broad: boolean): Condition {
  const numbered = 'SELECT run_id FROM numbers WHERE number = ?';
  const sql = broad
    ? `(run_id IN (${numbered}) OR (+key >= ? AND +key < ?))`
    : `run_id IN (${numbered} UNION SELECT run_id FROM runs WHERE key >= ? AND key < ?)`;
  return [sql, number, number, number + LAST_CHARACTER];
}

function isBroad(reader: Connection, beginning: string): boolean {
  const sql = 'SELECT count(*) AS count FROM (SELECT 1 FROM runs WHERE key >= ? AND key < ? LIMIT ?)';
  return reader.first<{ count: number }>(sql, beginning, beginning + LAST_CHARACTER, BROAD)?.count === BROAD;
}

/** Owner and severity are looked for in one exception: another owner's SEV1 is not the planner's. */
function troubled({ owner, severity }: RunFilter): Condition[] {
  const both = where([
    ['run_exceptions.run_id = runs.run_id'],
    ...when(owner, (value) => ['owner = ?', value]),
    ...when(severity, (value) => ['severity = ?', value]),
  ]);
  return both.values.length === 0 ? [] : [[`EXISTS (SELECT 1 FROM run_exceptions ${both.sql})`, ...both.values]];
}

function after(cursor: string, sort: string): (string | number)[] {
  const [name, ...values] = decodeCursor(cursor, ['string', 'string', 'string']);
  if (name !== sort) throw new RangeError('the cursor was given out for another sort');
  return values;
}
