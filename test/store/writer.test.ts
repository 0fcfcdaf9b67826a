import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { StoreBusyError } from '../../store/sqlite/busy.js';
import { Connection } from '../../store/sqlite/connection.js';
import { Writer } from '../../store/sqlite/writer.js';
import { newPlace } from './samples.js';

function setUp() {
  const { path } = newPlace();
  const connection = new Connection(path);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 0; CREATE TABLE rows (id TEXT PRIMARY KEY) STRICT');
  const executed = vi.spyOn(connection, 'exec');
  const writer = new Writer(connection);
  const add = (id: string) => writer.write((writing) => writing.run('INSERT INTO rows VALUES (?)', id));
  const ids = () => connection.all<{ id: string }>('SELECT id FROM rows ORDER BY id').map((row) => row.id);
  const commits = () => executed.mock.calls.filter(([sql]) => sql === 'COMMIT').length;
  return { path, connection, writer, add, ids, commits };
}

describe('a write', () => {
  it('that fails fails alone, and all of it', async () => {
    const { writer, add, ids } = setUp();
    const half = () =>
      writer.write((connection) => {
        connection.run('INSERT INTO rows VALUES (?)', 'half');
        connection.run('INSERT INTO rows VALUES (?)', 'a');
      });
    const settled = await Promise.allSettled([add('a'), add('a'), half(), add('b')]);
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(ids()).toEqual(['a', 'b']);
  });

  it('shares one commit with what is written in the same turn', async () => {
    const { add, ids, commits } = setUp();
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    expect(commits()).toBe(1);
    await add('e');
    expect(commits()).toBe(2);
    expect(ids()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('waits for another process, and lets this one go on meanwhile', async () => {
    const { path, add, ids, commits } = setUp();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const waiting = [add('a')];
    await new Promise((resolve) => setTimeout(resolve, 30));
    waiting.push(add('b'));
    expect(ids()).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    await Promise.all(waiting);
    expect(ids()).toEqual(['a', 'b']);
    expect(commits()).toBe(1);
  });

  it('is refused when another process never lets go, and the next one is taken when it does', async () => {
    const { path, add, ids } = setUp();
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    const start = Date.now();
    const clock = vi
      .spyOn(Date, 'now')
      .mockReturnValueOnce(start)
      .mockReturnValue(start + 5_000);
    await expect(add('a')).rejects.toThrow(StoreBusyError);
    clock.mockRestore();
    other.exec('ROLLBACK');
    other.close();
    await add('b');
    expect(ids()).toEqual(['b']);
  });

  it('is not acknowledged when the commit fails', async () => {
    const { connection, add, ids } = setUp();
    connection.exec(`CREATE TABLE late (id TEXT REFERENCES rows DEFERRABLE INITIALLY DEFERRED);
      PRAGMA foreign_keys = ON;
      CREATE TRIGGER dangle AFTER INSERT ON rows WHEN NEW.id = 'x' BEGIN INSERT INTO late VALUES ('nobody'); END`);
    const settled = await Promise.allSettled([add('a'), add('x')]);
    expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    await add('b');
    expect(ids()).toEqual(['b']);
  });

  it('that was taken is on disk when the writer has closed, and none is taken after', async () => {
    const { writer, add, ids } = setUp();
    const taken = add('a');
    await writer.close();
    expect(ids()).toEqual(['a']);
    await taken;
    await expect(add('b')).rejects.toThrow('closed');
  });

  it('is refused when too many wait already', async () => {
    const { add, ids } = setUp();
    const settled = await Promise.allSettled(Array.from({ length: 10_001 }, (_, at) => add(String(at))));
    expect(settled.filter((one) => one.status === 'rejected')).toHaveLength(1);
    expect(ids()).toHaveLength(10_000);
  });
});
