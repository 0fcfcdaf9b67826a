import { ConnectorError } from '../contracts/errors.js';

export type Fields = Record<string, unknown>;

const LIST_MAX = 500;
const TEXT_MAX = 200;

/** @throws ConnectorError `C-SCHEMA` when the value at this JSON pointer of the message is not an object */
export function fieldsAt(pointer: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw unreadable('C-SCHEMA', pointer, 'must be an object');
}

/** Objects of a list; an absent list is an empty one. @throws ConnectorError `C-SCHEMA` */
export function listAt<T>(pointer: string, value: unknown, each: (fields: Fields, pointer: string) => T): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > LIST_MAX)
    throw unreadable('C-SCHEMA', pointer, `must be a list of at most ${LIST_MAX}`);
  return value.map((one, index) => each(fieldsAt(`${pointer}/${index}`, one), `${pointer}/${index}`));
}

/** These fields and no others, for a vendor may add some at any time; null counts as absent. */
export function pick(fields: Fields, ...names: string[]): Fields {
  const present = names.filter(
    (name) => Object.hasOwn(fields, name) && fields[name] !== undefined && fields[name] !== null,
  );
  return Object.fromEntries(present.map((name) => [name, fields[name]]));
}

/** A text for people, cut to what an event of ours may hold rather than refused for its length. */
export function freeText(fields: Fields, name: string): Fields {
  const value = fields[name];
  return pick({ [name]: typeof value === 'string' ? value.slice(0, TEXT_MAX) : value }, name);
}

/**
 * One of our words, from the system's own. What is absent or no text is left to the schema of the event.
 * @throws ConnectorError `C-ENUM-UNKNOWN` when it is none of ours and not mapped
 */
export function word(
  pointer: string,
  value: unknown,
  ours: readonly string[],
  mapped: Record<string, string>,
): unknown {
  if (typeof value !== 'string') return value;
  if (Object.hasOwn(mapped, value)) return mapped[value];
  if (ours.includes(value)) return value;
  throw unreadable('C-ENUM-UNKNOWN', pointer, `"${value.slice(0, 60)}" is none of ${ours.join(', ')} and not mapped`);
}

const unreadable = (code: 'C-SCHEMA' | 'C-ENUM-UNKNOWN', pointer: string, text: string): ConnectorError =>
  new ConnectorError({ code, text: `${pointer} ${text}`, applied: 'no', subjects: [pointer] });
