import { boardLines, lineOf, type Shown } from './board-lines.js';

/** Shows orders as they go, and what happens beside them. */
export interface Board {
  show(shown: Shown): void;
  happened(text: string): void;
  /** What is printed from now on stays below. */
  end(): void;
}

/** Of a terminal that does not tell. */
const USUAL = { columns: 80, rows: 24 };

/** A table that is redrawn on a terminal; elsewhere a line for each change. */
export const createBoard = (stream: NodeJS.WriteStream): Board =>
  stream.isTTY && process.env['TERM'] !== 'dumb' ? new RedrawnBoard(stream) : new PlainBoard(stream);

class RedrawnBoard implements Board {
  readonly #stream: NodeJS.WriteStream;
  #lines: string[] = [];

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(shown: Shown): void {
    const lines = boardLines(shown, this.#columns - 1, (this.#stream.rows || USUAL.rows) - 2);
    if (lines.join('\n') === this.#lines.join('\n')) return;
    this.#draw('', lines);
  }

  happened(text: string): void {
    this.#draw(`${clock()}  ${text}\n`, this.#lines);
  }

  end(): void {
    this.#lines = [];
  }

  get #columns(): number {
    return this.#stream.columns || USUAL.columns;
  }

  /** In one write, so that nothing flickers. A line that is longer than the terminal takes several of it. */
  #draw(above: string, lines: string[]): void {
    const taken = this.#lines.reduce((all, line) => all + Math.max(Math.ceil(line.length / this.#columns), 1), 0);
    const up = taken > 0 ? `\u001B[${taken}A\u001B[J` : '';
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

  show({ rows, waiting }: Shown): void {
    for (const row of rows) {
      // The time until the next try changes all the time.
      const news = `${row.state} ${row.done} ${row.note.split(',')[0]}`;
      if (this.#isNews(row.orderNo, news)) this.happened(lineOf(row));
    }
    for (const { row, command } of waiting) {
      const what = `${row.orderNo} to be freed`;
      if (!this.#told.has(what)) this.happened(`${row.orderNo} can be freed now: ${command}`);
      this.#told.set(what, command);
    }
  }

  happened(text: string): void {
    this.#stream.write(`${clock()}  ${text}\n`);
  }

  /** Every line stays where it is. */
  end(): void {}

  #isNews(orderNo: string, news: string): boolean {
    const before = this.#told.get(orderNo);
    this.#told.set(orderNo, news);
    return before !== undefined && before !== news;
  }
}

const clock = (): string => new Date().toTimeString().slice(0, 8);
