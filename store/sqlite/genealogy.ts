import type { Fact } from '../../contracts/facts.js';
import type { LotFact, LotFilter } from '../store.js';
import type { Connection } from './connection.js';
import { searchable } from './numbers.js';
import { spanningRunOf, where, within } from './where.js';

/** What names lots. */
const TYPES = ['made-from', 'stock-moved'];
const LIMIT_MAX = 500;

interface Row {
  run_id: string;
  plant: string;
  fact: string;
}

/** Facts that name a lot, by the index of numbers: no longer than what is asked for, however much there is. */
export function factsOfLot(connection: Connection, { lot, limit, ...scope }: LotFilter): LotFact[] {
  const seen = within(scope, spanningRunOf('runs.run_id'));
  const { sql, values } = where([['numbers.number = ?', searchable(lot)], ...seen]);
  const rows = connection.all<Row>(
    `SELECT facts.run_id, runs.plant, facts.fact FROM numbers
       JOIN runs ON runs.run_id = numbers.run_id
       JOIN facts ON facts.run_id = numbers.run_id AND facts.checkpoint = numbers.checkpoint
     ${sql} AND facts.type IN (SELECT value FROM json_each(?))
     ORDER BY numbers.run_id, facts.checkpoint, facts.ordinal LIMIT ?`,
    ...values,
    JSON.stringify(TYPES),
    Math.min(limit, LIMIT_MAX),
  );
  return rows.map(({ run_id: runId, plant, fact }) => ({ runId, plant, fact: JSON.parse(fact) as LotFact['fact'] }));
}

/** What was declared wrong of a confirmation, in the run that had told of it. */
export function errorsOf(connection: Connection, runId: string, confirmationId: string): LotError[] {
  const rows = connection.all<{ fact: string }>(
    `SELECT facts.fact FROM numbers
       JOIN facts ON facts.run_id = numbers.run_id AND facts.checkpoint = numbers.checkpoint
     WHERE numbers.number = ? AND numbers.run_id = ? AND facts.type = 'genealogy-error' LIMIT ?`,
    searchable(confirmationId),
    runId,
    LIMIT_MAX,
  );
  return rows
    .map(({ fact }) => JSON.parse(fact) as LotError)
    .filter((error) => error.confirmationId === confirmationId);
}

type LotError = Extract<Fact, { type: 'genealogy-error' }>;
