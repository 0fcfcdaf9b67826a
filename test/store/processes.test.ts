import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { message, target } from './message.js';
import { newPlace, open } from './samples.js';

const script = fileURLToPath(new URL('./receiving-process.ts', import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function receiving(url: string, name: string, count: number, atATime: number) {
  const argv = ['--import', 'tsx', script, url, name, String(count), String(atATime)];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'close') };
}

const numbered = (ids: string[], name: string) =>
  ids.filter((id) => id.startsWith(`${name}-`)).map((id) => Number(id.slice(name.length + 1)));

// Processes take their time to start on a busy machine.
describe('one file for several processes', { timeout: 60_000 }, () => {
  it('keeps the order of one key when several processes write and two forward', async () => {
    const place = newPlace();
    const forwarders = [await open(place), await open(place)];
    const writers = ['p', 'q'].map((name) => receiving(place.url, name, 60, 1));
    let writing = true;
    const ended = Promise.all(writers.map((one) => one.ended)).then(() => {
      writing = false;
    });
    const offsets: number[] = [];
    const ids: string[] = [];
    // Each forwarder takes what is pending while the others write; a run ignores the offsets that it has had.
    while (writing || (await forwarders[0]?.messages.countByStatus())?.pending) {
      for (const forwarder of forwarders) {
        const batch = (await forwarder.messages.pending({ targets: 5, perTarget: 7 })).get(target) ?? [];
        for (const one of batch) {
          offsets.push(one.offset ?? 0);
          ids.push(one.messageId);
        }
        await forwarder.messages.forwarded(
          batch.map((one) => one.seq),
          '2026-03-02T08:00:02.000Z',
        );
      }
    }
    await ended;
    expect(offsets).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    const inTurn = Array.from({ length: 60 }, (_, at) => at);
    expect(numbered(ids, 'p')).toEqual(inTurn);
    expect(numbered(ids, 'q')).toEqual(inTurn);
  });

  it('survives kill -9 in the middle of writes: everything acknowledged is there, once', async () => {
    const place = newPlace();
    const acknowledged: string[] = [];
    for (const name of ['first', 'second']) {
      const { child, lines, ended } = receiving(place.url, name, 1_000_000, 8);
      let here = 0;
      lines.on('line', (id) => {
        acknowledged.push(id);
        if (++here === 150) child.kill('SIGKILL');
      });
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
    }
    const store = await open(place);
    const again = await store.messages.receive(acknowledged.map((id) => message(id)));
    expect(again.filter((one) => one.outcome !== 'duplicate')).toEqual([]);
    expect(new Set(again.map((one) => one.seq)).size).toBe(acknowledged.length);
    const pending = (await store.messages.pending({ targets: 1, perTarget: 10_000 })).get(target) ?? [];
    expect(pending.map((one) => one.offset)).toEqual(pending.map((_, at) => at + 1));
  });

  it('can be opened by many at once while it does not exist yet', async () => {
    const place = newPlace();
    const stores = await Promise.all(Array.from({ length: 8 }, () => open(place)));
    await Promise.all(stores.map((store, at) => store.messages.receive([message(`m${at}`)])));
    expect(await stores[0]?.messages.countByStatus()).toEqual({ pending: 8 });
  });
});
