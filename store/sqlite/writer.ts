import { setImmediate as nextTurn } from 'node:timers/promises';
import { whenFree } from './busy.js';
import type { Connection } from './connection.js';

const GROUP_MAX = 256;
const WAITING_MAX = 10_000;

interface Job {
  work: (connection: Connection) => unknown;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/**
 * Group commit: what is written within one turn of the event loop, or while another process holds the lock, shares
 * one transaction and so one wait for the disk. Each promise settles after the commit; one that fails fails alone.
 */
export class Writer {
  readonly #connection: Connection;
  #waiting: Job[] = [];
  #drained: Promise<void> | undefined;
  #closed = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `work` runs inside the transaction, synchronously, and only touches the connection it is given. */
  write<T>(work: (connection: Connection) => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Error('too many writes wait for the store'));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Job['resolve'], reject });
      this.#drained ??= this.#drain();
    });
  }

  /** Takes no more writes, and resolves when those it took are on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#drained;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await nextTurn();
      try {
        await whenFree(() => this.#connection.exec('BEGIN IMMEDIATE'));
        this.#commit(this.#waiting.splice(0, GROUP_MAX));
      } catch (error) {
        for (const job of this.#waiting.splice(0)) job.reject(error);
      }
    }
    this.#drained = undefined;
  }

  #commit(group: Job[]): void {
    try {
      const settle = group.map((job) => this.#alone(job));
      this.#connection.exec('COMMIT');
      for (const one of settle) one();
    } catch (error) {
      for (const job of group) job.reject(error);
      if (this.#connection.inTransaction) this.#connection.exec('ROLLBACK');
    }
  }

  /** Runs a job so that its failure undoes nothing but itself; gives what is to be told after the commit. */
  #alone(job: Job): () => void {
    this.#connection.exec('SAVEPOINT job');
    try {
      const value = job.work(this.#connection);
      this.#connection.exec('RELEASE job');
      return () => job.resolve(value);
    } catch (error) {
      // A full disk or a failed read ends the whole transaction; then there is no savepoint to return to.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.exec('ROLLBACK TO job');
      this.#connection.exec('RELEASE job');
      return () => job.reject(error);
    }
  }
}
