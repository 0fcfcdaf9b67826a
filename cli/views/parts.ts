import { type Output, plainOf, table } from '../output.js';
import { at } from '../times.js';

/** What one system says, or why it says nothing. */
export interface Part {
  owner: string;
  at: string;
  data?: unknown;
  problem?: { code: string; detail: string; retryable: boolean };
}

type Row = Record<string, unknown>;

export const partsOf = (reply: Record<string, Part | string>): [string, Part][] =>
  Object.entries(reply).filter((entry): entry is [string, Part] => typeof entry[1] === 'object');

/** Each system's part under its name and time: fields one by one, lists as tables. */
export function showParts(reply: Record<string, Part | string>, output: Output): void {
  for (const [index, [name, part]] of partsOf(reply).entries()) {
    if (index > 0) output.line();
    output.line(`${output.paint('bold', name)}  ${part.owner}, ${at(part.at)}`);
    const { problem, data } = part;
    if (problem) output.line(`  ${output.paint('red', `${problem.code} ${plainOf(problem.detail)}`)}`);
    else if (data === null || data === undefined) output.line(`  ${part.owner} has no such thing`);
    else showData('', data, output);
  }
}

function showData(name: string, data: unknown, output: Output): void {
  if (Array.isArray(data)) return showList(name, data, output);
  const fields = Object.entries(data as Row).filter(([, value]) => value !== undefined);
  for (const [field, value] of fields.filter(([, one]) => isShort(one)))
    output.line(`  ${field.padEnd(18)} ${plainOf(shortOf(value))}`);
  for (const [field, value] of fields.filter(([, one]) => !isShort(one))) showData(field, value, output);
}

function showList(name: string, list: unknown[], output: Output): void {
  if (list.length === 0) return output.line(`  ${name ? `${name}: none` : 'none'}`);
  if (name) output.line(`  ${name}`);
  const rows = list.map((one) => (isRow(one) ? one : { value: one }));
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => headings.map((heading) => shortOf(row[heading])));
  const indented = { ...output, width: output.width - 2 };
  for (const line of table(
    headings.map((heading) => heading.toUpperCase()),
    cells,
    indented,
  ))
    output.line(`  ${line}`);
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fits on the line of its field: a value, a quantity, money. */
const isShort = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (isRow(value) && Object.values(value).every((one) => typeof one !== 'object'));

function shortOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(shortOf).join(', ');
  if (isRow(value)) return Object.values(value).map(shortOf).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
