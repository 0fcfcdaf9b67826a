import { cut, pad } from '../output.js';
import type { OrderRow } from './order-row.js';

/** Something that a person may settle now, and how. */
export interface Waits {
  row: OrderRow;
  command: string;
}

export interface Shown {
  rows: readonly OrderRow[];
  waiting: readonly Waits[];
}

const BAR = 10;
const headings = { production: 'PRODUCTION', sales: 'SALES' } as const;

/** Both halves and what waits for a person, in this width and height: what is over gives way first. */
export function boardLines({ rows, waiting }: Shown, width: number, height: number): string[] {
  const asks = waitingLines(waiting);
  const all = block(rows, 'production', true).concat(block(rows, 'sales', true));
  const open = block(rows, 'production', false).concat(block(rows, 'sales', false));
  const orders = all.length + asks.length <= height ? all : open;
  // What a person can do is never what is left out.
  const room = Math.max(height - asks.length, 0);
  const fitting = orders.length <= room ? orders : orders.slice(0, room);
  // A command that is cut cannot be pasted: the terminal breaks it.
  return [...fitting.map((line) => cut(line, width)), ...asks];
}

function block(rows: readonly OrderRow[], kind: OrderRow['kind'], withEnded: boolean): string[] {
  const own = rows.filter((row) => row.kind === kind);
  if (own.length === 0) return [];
  const over = own.filter(({ ended }) => ended).length;
  const shown = withEnded ? own : own.filter(({ ended }) => !ended);
  return [`${headings[kind]}  ${over} of ${own.length} are over`, ...shown.map(lineOf)];
}

export const lineOf = ({ orderNo, plant, state, done, wanted, note }: OrderRow): string =>
  `${orderNo}  ${plant}  ${barOf(done, wanted)} ${`${done}/${wanted}`.padStart(7)}  ${pad(state, 19)} ${note}`.trimEnd();

const waitingLines = (waiting: readonly Waits[]): string[] =>
  waiting.length === 0
    ? []
    : ['WAITS FOR A PERSON', ...waiting.flatMap(({ row, command }) => [`${row.orderNo}  ${row.note}`, `  ${command}`])];

function barOf(done: string, wanted: string): string {
  const share = Math.min(Number(done) / Number(wanted), 1) || 0;
  const full = Math.round(share * BAR);
  return '■'.repeat(full) + '·'.repeat(BAR - full);
}
