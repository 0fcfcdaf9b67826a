import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createBoard } from '../../cli/demo/board.js';
import { boardLines } from '../../cli/demo/board-lines.js';
import type { OrderRow } from '../../cli/demo/order-row.js';
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

const row = (state: string, note = '', differing: Partial<OrderRow> = {}): OrderRow => ({
  ...{ kind: 'production', orderNo: '1000101', plant: 'P100', state, done: '200', wanted: '500', note, ended: false },
  ...differing,
});
const shown = (...rows: OrderRow[]) => ({ rows, waiting: [] });

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
    const both = shown(row('STAGING'), row('IN_EXECUTION', 'a note that is much longer than the terminal is wide'));
    board.show(both);
    expect(
      stream.sent
        .split('\n')
        .map((line) => line.indexOf('200/500'))
        .slice(1, 3),
    ).toEqual([26, 26]);
    stream.sent = '';
    board.happened('SAP is down');
    expect(stream.sent).toMatch(/^\u001B\[3A\u001B\[J\d\d:\d\d:\d\d {2}SAP is down\n/);
    for (const line of stream.sent.split('\n').slice(1)) expect([...line].length).toBeLessThan(40);
    stream.sent = '';
    board.show(both);
    expect(stream.sent).toBe('');
  });

  it('of 100 columns sees both halves aligned, and the command that frees what waits in full', () => {
    const sale = row('FREIGHT_DECISION', 'needs logistics: RAPIDHAUL takes 910.00 USD', {
      ...{ kind: 'sales', orderNo: '5000201', done: '0', wanted: '30' },
    });
    const command = 'npx headrace act 80000002 decide --choice APPROVE --reason PRICE_OK';
    const lines = boardLines({ rows: [row('STAGING'), sale], waiting: [{ row: sale, command }] }, 100, 40);
    expect(lines).toEqual([
      'PRODUCTION  0 of 1 are over',
      '1000101  P100  ■■■■······ 200/500  STAGING',
      'SALES  0 of 1 are over',
      '5000201  P100  ··········    0/30  FREIGHT_DECISION    needs logistics: RAPIDHAUL takes 910.00 USD',
      'WAITS FOR A PERSON',
      '5000201  needs logistics: RAPIDHAUL takes 910.00 USD',
      `  ${command}`,
    ]);
  });

  it('that is low loses what is over first, and never what waits for a person', () => {
    const over = (orderNo: string) => row('CLOSED', '', { orderNo, ended: true });
    const open = row('STAGING', 'needs planner', { orderNo: '1000109' });
    const rows = [over('1000102'), over('1000103'), open];
    const waiting = [{ row: open, command: 'npx headrace act 1000109 retry --reason WHY' }];
    const all = boardLines({ rows, waiting }, 100, 7);
    expect(all.filter((line) => line.includes('CLOSED'))).toHaveLength(2);
    const some = boardLines({ rows, waiting }, 100, 6);
    expect(some[0]).toBe('PRODUCTION  2 of 3 are over');
    expect(some.filter((line) => line.includes('CLOSED'))).toHaveLength(0);
    expect(boardLines({ rows, waiting }, 100, 3)).toEqual(some.slice(-3));
  });

  it('that is a file gets a line for each change, and no escapes', () => {
    const stream = terminal(40, false);
    const board = createBoard(stream);
    for (const state of ['STAGING', 'STAGING', 'DISPATCHING']) board.show(shown(row(state)));
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
