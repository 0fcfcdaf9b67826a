import type { Checkpoint, Fact } from '../../contracts/facts.js';
import type { RunView } from '../../contracts/view.js';
import { pageOf, pageSize } from '../page.js';
import type { FactStore, LotFilter, NoticeFilter, RecordedFact, RunFilter } from '../store.js';
import type { Connection } from './connection.js';
import { readFeed } from './feed.js';
import { errorsOf, factsOfLot } from './genealogy.js';
import { readNotices } from './notices.js';
import { record } from './record.js';
import { type RunRow, runCursor, runQuery } from './run-query.js';
import type { Writer } from './writer.js';

type FactRow = Omit<RecordedFact, 'fact'> & { fact: string };

const factOf = (row: FactRow): RecordedFact => ({ ...row, fact: JSON.parse(row.fact) as Fact });

export class SqliteFactStore implements FactStore {
  readonly #reader: Connection;
  readonly #writer: Writer;

  constructor(reader: Connection, writer: Writer) {
    this.#reader = reader;
    this.#writer = writer;
  }

  record(checkpoint: Checkpoint) {
    return this.#writer.write((connection) => record(connection, checkpoint, new Date().toISOString()));
  }

  async run(runId: string) {
    const row = this.#reader.first<{ view: string; updated_at: string }>(
      'SELECT view, updated_at FROM runs WHERE run_id = ?',
      runId,
    );
    return row && { view: JSON.parse(row.view) as RunView, updatedAt: row.updated_at };
  }

  async of(runId: string, after: { checkpoint: number; ordinal: number } = { checkpoint: -1, ordinal: -1 }) {
    const rows = this.#reader.all<FactRow>(
      `SELECT checkpoint, ordinal, fact FROM facts
       WHERE run_id = ? AND (checkpoint, ordinal) > (?, ?) ORDER BY checkpoint, ordinal`,
      runId,
      after.checkpoint,
      after.ordinal,
    );
    return rows.map(factOf);
  }

  async newest(runId: string, limit: number) {
    const rows = this.#reader.all<FactRow>(
      `SELECT checkpoint, ordinal, fact FROM facts
       WHERE run_id = ? ORDER BY checkpoint DESC, ordinal DESC LIMIT ?`,
      runId,
      limit,
    );
    return rows.map(factOf).reverse();
  }

  async runs(filter: RunFilter) {
    const size = pageSize(filter.limit);
    const { sql, values } = runQuery(this.#reader, filter, size + 1);
    const rows = this.#reader.all<RunRow>(sql, ...values);
    const { page, ...next } = pageOf(rows, size, (last) => runCursor(filter, last));
    const runs = page.map((row) => ({
      runId: row.run_id,
      view: JSON.parse(row.view) as RunView,
      updatedAt: row.updated_at,
    }));
    return { runs, ...next };
  }

  async action(runId: string, actionId: string) {
    const row = this.#reader.first<{ fact: string }>(
      `SELECT fact FROM facts WHERE run_id = ? AND action_id = ?
       ORDER BY checkpoint DESC, ordinal DESC LIMIT 1`,
      runId,
      actionId,
    );
    return row && (JSON.parse(row.fact) as Extract<Fact, { type: 'action' }>);
  }

  async ofLot(filter: LotFilter) {
    return factsOfLot(this.#reader, filter);
  }

  async genealogyErrors(runId: string, confirmationId: string) {
    return errorsOf(this.#reader, runId, confirmationId);
  }

  async feed(filter: Parameters<FactStore['feed']>[0]) {
    return readFeed(this.#reader, filter);
  }

  async notices(filter: NoticeFilter) {
    return readNotices(this.#reader, filter);
  }
}
