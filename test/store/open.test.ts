import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../store/open.js';
import { migrations } from '../../store/sqlite/schema.js';
import { message } from './message.js';
import { newPlace, open } from './samples.js';

describe('opening a store', () => {
  it.each([
    '',
    'store.db',
    'file:store.db',
    'file:',
    'file:/',
    'file:/tmp/',
    'file://elsewhere/x.db',
    'file:/tmp/x.db?mode=ro',
    ':memory:',
    'postgres://host/db',
  ])('refuses what is not a file on this host: %s', async (url) => {
    await expect(openStore(url)).rejects.toThrow('is not a store');
  });

  it('makes the folder that is missing, and finds everything again', async () => {
    const { url } = newPlace();
    const place = { path: '', url: url.replace('store.db', 'new%20folder/store.db') };
    const before = await openStore(place.url);
    await before.messages.receive([message('m1')]);
    await before.close();
    expect(await (await open(place)).messages.countByStatus()).toEqual({ pending: 1 });
  });

  it('leaves a store alone that a newer version has written', async () => {
    const place = newPlace();
    await (await openStore(place.url)).close();
    const newer = new Database(place.path);
    newer.prepare('INSERT INTO schema_version VALUES (?, ?)').run([migrations.length + 1, '2030-01-01T00:00:00.000Z']);
    newer.close();
    await expect(openStore(place.url)).rejects.toThrow('newer');
  });
});
