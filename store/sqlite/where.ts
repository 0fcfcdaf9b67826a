import type { Value } from './connection.js';

/** A condition with the values that are bound in it. */
export type Condition = [sql: string, ...values: Value[]];

export const when = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)];

/** A list is bound as one JSON text: the statement stays the same however long it is. */
export const oneOf = (column: string, values: readonly string[]): Condition => [
  `${column} IN (SELECT value FROM json_each(?))`,
  JSON.stringify(values),
];

export function where(conditions: readonly Condition[]): { sql: string; values: Value[] } {
  return {
    sql: conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`,
    values: conditions.flatMap(([, ...values]) => values),
  };
}
