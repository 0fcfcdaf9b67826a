import { Refusal } from './refusal.js';
import { unpadded } from './numbers.js';

type Entity = Record<string, unknown>;
type Predicate = (entity: Entity) => boolean;

const TOKEN = /\s*(\(|\)|(?:guid|datetime)?'(?:[^']|'')*'|[A-Za-z_][\w/]*|\d+(?:\.\d+)?)/gy;

/** As much of $filter as it takes: `eq`, `ne`, `ge` of days, `and`, `or`, brackets. @throws Refusal 400 */
export function filterOf(text: string): Predicate {
  const tokens = tokensOf(text);
  const next = (): string => tokens.shift() ?? '';
  const either = (): Predicate => joined('or', both, (a, b) => (entity) => a(entity) || b(entity));
  const both = (): Predicate => joined('and', one, (a, b) => (entity) => a(entity) && b(entity));

  function joined(word: string, part: () => Predicate, join: (a: Predicate, b: Predicate) => Predicate): Predicate {
    let predicate = part();
    while (tokens[0] === word) {
      next();
      predicate = join(predicate, part());
    }
    return predicate;
  }

  function one(): Predicate {
    const name = next();
    if (name === '(') {
      const inner = either();
      if (next() !== ')') throw invalid(text);
      return inner;
    }
    const operator = next();
    const literal = literalOf(next(), text);
    if (operator !== 'eq' && operator !== 'ne' && operator !== 'ge') throw invalid(text);
    return (entity) => {
      if (!Object.hasOwn(entity, name))
        throw new Refusal(400, { code: '/IWBEP/CM_MGW_RT/022', message: `Property ${name} not found` });
      if (operator === 'ge') return stampIn(entity[name]) >= stampIn(literal);
      return same(entity[name], literal) === (operator === 'eq');
    };
  }

  const predicate = either();
  if (tokens.length > 0) throw invalid(text);
  return predicate;
}

function tokensOf(text: string): string[] {
  const tokens = [...text.matchAll(TOKEN)];
  if (tokens.reduce((length, [token]) => length + token.length, 0) !== text.trimEnd().length) throw invalid(text);
  return tokens.map(([, token = '']) => token);
}

type Literal = string | boolean;

function literalOf(token: string, text: string): Literal {
  if (token === 'true' || token === 'false') return token === 'true';
  const quoted = /^(guid|datetime)?'(.*)'$/.exec(token);
  if (!quoted) throw invalid(text);
  const value = (quoted[2] ?? '').replaceAll("''", "'");
  return quoted[1] === 'datetime' ? `/Date(${Date.parse(`${value}Z`)})/` : value;
}

const stampIn = (value: unknown): number => Number(/^\/Date\((-?\d+)/.exec(String(value))?.[1] ?? Number.NaN);

const same = (value: unknown, literal: Literal): boolean =>
  typeof literal === 'string'
    ? unpadded(String(value)).toLowerCase() === unpadded(literal).toLowerCase()
    : value === literal;

const invalid = (text: string): Refusal =>
  new Refusal(400, { code: '/IWBEP/CM_MGW_RT/179', message: `Invalid $filter: ${text}` });
