import Database from 'libsql';

export type Value = string | number | null | Uint8Array;

/**
 * Text as the database gives it back. The driver cuts what it reads at U+0000 and replaces half a surrogate pair;
 * replaced before writing, they at least leave the rest of the text whole.
 */
export const storable = (text: string): string => text.replace(/[\0\p{Cs}]/gu, '\ufffd');

/** One connection to the file. Statements are kept prepared; values are always bound. */
export class Connection {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string) {
    this.#database = new Database(path);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#with(sql, (statement) => statement.all(values.map(bindable)) as Row[]);
  }

  /** Reads to the end all the same: the driver's `get` leaves a statement that failed unusable. */
  first<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.all<Row>(sql, ...values)[0];
  }

  /** How many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#with(sql, (statement) => statement.run(values.map(bindable)).changes);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #with<T>(sql: string, use: (statement: Database.Statement) => T): T {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    // Kept only after it went well: a statement that failed may report the same failure again.
    this.#statements.delete(sql);
    const result = use(statement);
    this.#statements.set(sql, statement);
    return result;
  }
}

const bindable = (value: Value): Value => (typeof value === 'string' ? storable(value) : value);
