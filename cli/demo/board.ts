import { cut, pad } from '../output.js';
import type { OrderRow } from './order-row.js';

/** Shows orders as they go, and what happens beside them. */
export interface Board {
  show(rows: OrderRow[]): void;
  happened(text: string): void;
  /** What is printed from now on stays below. */
  end(): void;
}

const BAR = 10;

/** A table that is redrawn on a terminal; elsewhere a line for each change. */
export const createBoard = (stream: NodeJS.WriteStream): Board =>
  stream.isTTY && process.env['TERM'] !== 'dumb' ? new RedrawnBoard(stream) : new PlainBoard(stream);

class RedrawnBoard implements Board {
  readonly #stream: NodeJS.WriteStream;
  #lines: string[] = [];

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(rows: OrderRow[]): void {
    const width = (this.#stream.columns || 80) - 1;
    const lines = rows.map((row) => cut(lineOf(row), width));
    if (lines.join('\n') === this.#lines.join('\n')) return;
    this.#draw('', lines);
  }

  happened(text: string): void {
    this.#draw(`${clock()}  ${text}\n`, this.#lines);
  }

  end(): void {
    this.#lines = [];
  }

  /** In one write, so that nothing flickers. */
  #draw(above: string, lines: string[]): void {
    const up = this.#lines.length > 0 ? `\u001B[${this.#lines.length}A\u001B[J` : '';
    this.#lines = lines;
    this.#stream.write(up + above + lines.map((line) => `${line}\n`).join(''));
  }
}

class PlainBoard implements Board {
  readonly #stream: NodeJS.WriteStream;
  readonly #told = new Map<string, string>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(rows: OrderRow[]): void {
    for (const row of rows) {
      // The time until the next try changes all the time.
      const news = `${row.state} ${row.yield} ${row.note.split(',')[0]}`;
      const before = this.#told.get(row.orderNo);
      this.#told.set(row.orderNo, news);
      if (before !== undefined && before !== news) this.happened(lineOf(row));
    }
  }

  happened(text: string): void {
    this.#stream.write(`${clock()}  ${text}\n`);
  }

  end(): void {
    this.#told.clear();
  }
}

const lineOf = ({ orderNo, plant, state, yield: made, planned, note }: OrderRow): string =>
  `${orderNo}  ${plant}  ${barOf(made, planned)} ${`${made}/${planned}`.padStart(7)}  ${pad(state, 20)} ${note}`.trimEnd();

function barOf(made: string, planned: string): string {
  const share = Math.min(Number(made) / Number(planned), 1) || 0;
  const full = Math.round(share * BAR);
  return '■'.repeat(full) + '·'.repeat(BAR - full);
}

const clock = (): string => new Date().toTimeString().slice(0, 8);
