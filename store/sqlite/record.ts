import type { Checkpoint, Fact } from '../../contracts/facts.js';
import type { RunView } from '../../contracts/view.js';
import { sha256 } from '../content-hash.js';
import type { Connection } from './connection.js';
import { keepInFeed } from './feed.js';
import { keepNotice } from './notices.js';
import { numbersOf, searchable } from './numbers.js';

/** Sorts after every instant: runs without anything due come last. */
const NEVER = 'never';

/**
 * Appends a checkpoint and keeps its view. The same again changes nothing. Other content under the same number
 * replaces what stands there: a worker that was killed before it reported its workflow task leaves facts behind
 * that are not in the run's history, and the task is done again with what has arrived since.
 */
export function record(connection: Connection, checkpoint: Checkpoint, now: string): void {
  const { runId, checkpoint: number, facts } = checkpoint;
  const hash = sha256(JSON.stringify([checkpoint.view, facts]));
  const known = connection.first<{ hash: string }>(
    'SELECT hash FROM checkpoints WHERE run_id = ? AND checkpoint = ?',
    runId,
    number,
  );
  if (known?.hash === hash) return;
  if (known) connection.run('DELETE FROM checkpoints WHERE run_id = ? AND checkpoint = ?', runId, number);
  keepView(connection, checkpoint, now);
  connection.run('INSERT INTO checkpoints VALUES (?, ?, ?)', runId, number, hash);
  if (known || facts.length > 0)
    keepInFeed(connection, { runId, checkpoint: number, replaces: known !== undefined, recordedAt: now });
  for (const [ordinal, fact] of facts.entries()) {
    append(connection, runId, number, ordinal, fact);
    if (fact.type === 'notice') keepNotice(connection, { runId, checkpoint: number, ordinal }, fact);
  }
  for (const one of numbersOf(facts)) connection.run('INSERT INTO numbers VALUES (?, ?, ?)', one, runId, number);
}

function append(connection: Connection, runId: string, checkpoint: number, ordinal: number, fact: Fact): void {
  connection.run(
    'INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)',
    runId,
    checkpoint,
    ordinal,
    fact.type,
    fact.at,
    fact.type === 'action' ? fact.actionId : null,
    JSON.stringify(fact),
  );
}

function keepView(connection: Connection, { runId, checkpoint, view }: Checkpoint, now: string): void {
  const replaced = connection.run(
    `INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id) DO UPDATE SET checkpoint = excluded.checkpoint, process = excluded.process,
       plant = excluded.plant, key = excluded.key, state = excluded.state, condition = excluded.condition,
       due_at = excluded.due_at, updated_at = excluded.updated_at, view = excluded.view
     WHERE excluded.checkpoint >= runs.checkpoint`,
    runId,
    checkpoint,
    view.process,
    view.plant,
    searchable(view.key),
    view.state,
    view.condition,
    firstDue(view),
    now,
    JSON.stringify(view),
  );
  if (replaced === 0) return;
  connection.run('DELETE FROM run_exceptions WHERE run_id = ?', runId);
  for (const { owner, severity } of view.exceptions) {
    connection.run('INSERT OR IGNORE INTO run_exceptions VALUES (?, ?, ?)', runId, owner, severity);
  }
}

const firstDue = (view: RunView): string => view.exceptions.flatMap((one) => one.dueAt ?? []).sort()[0] ?? NEVER;
