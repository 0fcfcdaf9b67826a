import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { auditEntry, newPlace, open } from './samples.js';

/** Three entries, then someone with the file in hand. */
async function tampered(statements: string[]) {
  const place = newPlace();
  const store = await open(place);
  for (const subject of ['run/1', 'run/2', 'run/3']) await store.audit.append(auditEntry(subject));
  const intruder = new Database(place.path);
  try {
    for (const statement of statements) intruder.exec(statement);
  } finally {
    intruder.close();
  }
  return store.audit.verify();
}

const unlock = 'DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER audit_no_replace';

describe('the audit', () => {
  it.each([
    `UPDATE audit SET actor = 'nobody' WHERE seq = 2`,
    'DELETE FROM audit WHERE seq = 3',
    `INSERT OR REPLACE INTO audit SELECT seq, at, 'nobody', what, subject, plant, reason_code, text, outcome, details, hash FROM audit WHERE seq = 2`,
  ])('refuses to rewrite the audit: %s', async (statement) => {
    await expect(tampered([statement])).rejects.toThrow('append only');
  });

  it.each([
    [`UPDATE audit SET actor = 'nobody' WHERE seq = 2`, 2],
    [`UPDATE audit SET text = 'harmless' WHERE seq = 1`, 1],
    ['DELETE FROM audit WHERE seq = 2', 2],
    ['DELETE FROM audit WHERE seq = 1', 1],
    ['DELETE FROM audit WHERE seq = 3', 3],
    ['DELETE FROM audit', 1],
    [
      `INSERT INTO audit SELECT 4, at, actor, what, subject, plant, reason_code, text, outcome, details, hash FROM audit WHERE seq = 3`,
      4,
    ],
    [
      'UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE seq > 1; UPDATE audit SET seq = -seq WHERE seq < 0',
      2,
    ],
  ])('shows where the audit was tampered with: %s', async (statement, brokenAt) => {
    expect(await tampered([unlock, statement])).toMatchObject({ brokenAt });
  });

  it('holds together when several processes write at once, and over texts that no database keeps', async () => {
    const place = newPlace();
    const stores = [await open(place), await open(place)];
    const odd = auditEntry('run/odd', {
      text: 'cut\u0000here \ud800',
      details: '{"a":1}',
      reasonCode: 'WRONG-ITEM',
      plant: 'P200',
    });
    await Promise.all([
      ...stores.flatMap((store) => Array.from({ length: 20 }, (_, at) => store.audit.append(auditEntry(`run/${at}`)))),
      stores[0]?.audit.append(odd),
    ]);
    expect(await stores[1]?.audit.verify()).toEqual({ entries: 41 });
    const { entries } = (await stores[1]?.audit.list({ plants: ['P200'], limit: 9 })) ?? { entries: [] };
    expect(entries).toEqual([{ ...odd, seq: expect.any(Number), text: 'cut\ufffdhere \ufffd' }]);
  });

  it('gives every entry once, page by page, newest first, of one subject', async () => {
    const store = await open();
    for (const subject of ['run/1', 'run/2', 'run/1', 'run/1']) await store.audit.append(auditEntry(subject));
    const first = await store.audit.list({ subject: 'run/1', limit: 2 });
    expect(first.entries.map((one) => one.seq)).toEqual([4, 3]);
    const second = await store.audit.list({ subject: 'run/1', limit: 2, cursor: first.next ?? '' });
    expect(second).toEqual({ entries: [{ ...auditEntry('run/1'), seq: 1 }] });
    await expect(store.audit.list({ limit: 2, cursor: 'x' })).rejects.toThrow(RangeError);
  });

  it('is sound while it is empty', async () => {
    const store = await open();
    expect(await store.audit.verify()).toEqual({ entries: 0 });
  });
});
