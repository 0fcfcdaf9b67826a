import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createBoard } from '../../cli/demo/board.js';
import { createOutput, cut, plainOf, table, wrap } from '../../cli/output.js';
import { at, away } from '../../cli/times.js';

/** What a terminal of so many columns was sent. */
function terminal(columns: number, isTTY = true): NodeJS.WriteStream & { sent: string } {
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      fake.sent += chunk.toString();
      done();
    },
  });
  const fake = Object.assign(stream, { columns, isTTY, sent: '' }) as unknown as NodeJS.WriteStream & { sent: string };
  return fake;
}

const row = (state: string, note = '') => ({
  ...{ orderNo: '1000101', plant: 'P100', state, yield: '200', planned: '500', note, ended: false },
});

describe('a terminal', () => {
  it('gets no colour where NO_COLOR is set, or nobody looks', () => {
    const painted = (environment: NodeJS.ProcessEnv, isTTY: boolean) =>
      createOutput(false, environment, terminal(80, isTTY)).paint('red', 'x');
    expect(painted({}, true)).toContain('\u001B[31m');
    expect(painted({ NO_COLOR: '1' }, true)).toBe('x');
    expect(painted({ TERM: 'dumb' }, true)).toBe('x');
    expect(painted({}, false)).toBe('x');
  });

  it('gets no line that is wider than it is, and whole lines where nobody looks', () => {
    const cells = [['1000101', 'P100', 'x'.repeat(200)]];
    const narrow = createOutput(false, {}, terminal(60));
    for (const line of table(['ORDER', 'PLANT', 'WHAT'], cells, narrow))
      expect([...line].length).toBeLessThanOrEqual(70);
    expect([...(table(['ORDER', 'PLANT', 'WHAT'], cells, narrow)[1] ?? '')]).toHaveLength(60);
    const unseen = createOutput(false, {}, terminal(60, false));
    expect(table(['ORDER', 'PLANT', 'WHAT'], cells, unseen)[1]).toContain('x'.repeat(200));
    expect(wrap('a few words that are broken between words', 30, '  ')).toEqual([
      '  a few words that are broken',
      '  between words',
    ]);
    expect(cut('abcd', 3)).toBe('ab…');
    expect(plainOf('a\u202Eb\u0007c\n d')).toBe('abc d');
  });

  it('sees the orders redrawn in their place, and what happens above them', () => {
    const stream = terminal(40);
    const board = createBoard(stream);
    board.show([row('STAGING'), row('IN_EXECUTION', 'a note that is much longer than the terminal is wide')]);
    expect(
      stream.sent
        .split('\n')
        .map((line) => line.indexOf('200/500'))
        .slice(0, 2),
    ).toEqual([26, 26]);
    stream.sent = '';
    board.happened('SAP is down');
    expect(stream.sent).toMatch(/^\u001B\[2A\u001B\[J\d\d:\d\d:\d\d {2}SAP is down\n/);
    for (const line of stream.sent.split('\n').slice(1)) expect([...line].length).toBeLessThan(40);
    stream.sent = '';
    board.show([row('STAGING'), row('IN_EXECUTION', 'a note that is much longer than the terminal is wide')]);
    expect(stream.sent).toBe('');
  });

  it('that is a file gets a line for each change, and no escapes', () => {
    const stream = terminal(40, false);
    const board = createBoard(stream);
    for (const state of ['STAGING', 'STAGING', 'DISPATCHING']) board.show([row(state)]);
    expect(stream.sent.split('\n').filter(Boolean)).toHaveLength(1);
    expect(stream.sent).toContain('DISPATCHING');
    expect(stream.sent).not.toContain('\u001B');
  });
});

describe('times', () => {
  it('name the day only where it is another one, and how far away it is', () => {
    const now = new Date(2026, 2, 10, 12, 0, 0).getTime();
    const shifted = (ms: number) => new Date(now + ms).toISOString();
    expect(at(shifted(60_000), now)).toBe('12:01:00');
    expect(at(shifted(-86_400_000), now)).toBe('2026-03-09 12:00:00');
    expect(away(shifted(-180_000), now)).toBe('3 min');
    expect(away(shifted(30 * 60_000), now)).toBe('in 30 min');
    expect(at('nonsense', now)).toBe('-');
  });
});
