import { stripVTControlCharacters } from 'node:util';

/** What a command says. With `--json` its result alone goes to stdout, as the API gave it. */
export interface Output {
  json: boolean;
  /** Columns; very many where nobody looks. */
  width: number;
  paint: Paint;
  line(text?: string): void;
  /** Progress and notes: to stderr. */
  note(text: string): void;
  /** The result: JSON as it is, or what `show` prints of it. */
  result<T>(value: T, show: (value: T) => void): void;
}

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';
export type Paint = (style: Style, text: string) => string;

const styles: Record<Style, [number, number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

const WITHOUT_TERMINAL = 10_000;
const NARROWEST = 40;

export function createOutput(
  json: boolean,
  environment = process.env,
  stdout: NodeJS.WriteStream = process.stdout,
): Output {
  const colourful = stdout.isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const line = (text = ''): void => void stdout.write(`${text}\n`);
  return {
    json,
    width: stdout.isTTY ? Math.max(stdout.columns || 80, NARROWEST) : WITHOUT_TERMINAL,
    paint(style, text) {
      if (!colourful) return text;
      const [on, off] = styles[style];
      return `\u001B[${on}m${text}\u001B[${off}m`;
    },
    line,
    note: (text) => void process.stderr.write(`${text}\n`),
    result: (value, show) => (json ? line(JSON.stringify(value, null, 2)) : show(value)),
  };
}

const lengthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

/** Cut to a number of columns. */
export function cut(text: string, columns: number): string {
  const characters = [...text];
  return characters.length <= columns ? text : `${characters.slice(0, Math.max(columns - 1, 0)).join('')}…`;
}

/** On one line, without what would move the cursor, colour the screen or turn the reading direction. */
export const plainOf = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');

export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(columns - lengthOf(text), 0));

/** Columns as wide as their widest cell; the last one takes what is left of the line. */
export function table(
  headings: string[],
  rows: string[][],
  { width, paint }: Pick<Output, 'width' | 'paint'>,
): string[] {
  const others = rows.map((row) => row.map(plainOf));
  const widths = headings.map((_, column) =>
    Math.max(...[headings, ...others].map((row) => lengthOf(row[column] ?? ''))),
  );
  const last = headings.length - 1;
  const before = widths.slice(0, last).reduce((total, one) => total + one + 2, 0);
  const lineOf = (cells: string[]): string => {
    const left = cells.slice(0, last).map((cell, column) => pad(cell, (widths[column] ?? 0) + 2));
    return [...left, cut(cells[last] ?? '', Math.max(width - before, 12))].join('').trimEnd();
  };
  return [paint('dim', lineOf(headings)), ...others.map(lineOf)];
}

/** Broken between words, each line after the indent. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const columns = Math.max(Math.min(width, 100) - indent.length, 20);
  const lines: string[] = [];
  let current = '';
  for (const word of plainOf(text).split(' ')) {
    if (current && lengthOf(current) + 1 + lengthOf(word) > columns) {
      lines.push(indent + current);
      current = word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, indent + current];
}
