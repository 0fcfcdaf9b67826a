import type { Value } from './connection.js';

/** A condition with the values that are bound in it. */
export type Condition = [sql: string, ...values: Value[]];

export const when = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)];

/** A list is bound as one JSON text: the statement stays the same however long it is. */
export const oneOf = (column: string, values: readonly (string | number)[]): Condition => [
  `${column} IN (SELECT value FROM json_each(?))`,
  JSON.stringify(values),
];

/** What a caller may see, who is not told of all: of these plants, and what spans the plants of these companies. */
export const within = (
  { plants, companies = [] }: { plants?: string[] | undefined; companies?: string[] | undefined },
  ofCompany: (companies: readonly string[]) => Condition,
): Condition[] =>
  when(plants, (value) => {
    const [one, ...ofPlants] = oneOf('plant', value);
    const [other, ...ofAll] = ofCompany(companies);
    return [`(${one} OR (plant = '-' AND ${other}))`, ...ofPlants, ...ofAll];
  });

/** An id has the company beside the `-` that stands for its plants. */
export const spanningRunOf =
  (column: string) =>
  (companies: readonly string[]): Condition => [
    `EXISTS (SELECT 1 FROM json_each(?) WHERE instr(${column}, '/' || value || '/-/') > 0)`,
    JSON.stringify(companies),
  ];

export function where(conditions: readonly Condition[]): { sql: string; values: Value[] } {
  return {
    sql: conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`,
    values: conditions.flatMap(([, ...values]) => values),
  };
}
