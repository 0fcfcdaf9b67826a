/** JSON Schema, as far as contracts use it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  [keyword: string]: unknown;
}

export type Named = Record<string, Schema>;

/** What stands behind `#/components/schemas/Name`. */
export const nameOf = ({ $ref }: Schema): string | undefined => $ref?.split('/').at(-1);

/** With what it refers to, and is put together from, in one. */
export function whole(schema: Schema, named: Named): Schema {
  const name = nameOf(schema);
  if (name !== undefined) return whole(named[name] ?? {}, named);
  const { allOf, ...own } = schema;
  if (!allOf) return schema;
  return [own, ...allOf.map((part) => whole(part, named))].reduce((sum, part) => ({
    ...sum,
    ...part,
    properties: { ...sum.properties, ...part.properties },
    required: [...(sum.required ?? []), ...(part.required ?? [])],
  }));
}

/** The words that it may be; undefined where they are not listed. */
export const wordsOf = (schema: Schema): unknown[] | undefined =>
  schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);

const everyType = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

export function typesOf(schema: Schema, named: Named): string[] {
  const { type, anyOf, oneOf, ...rest } = whole(schema, named);
  if (type !== undefined) return [type].flat();
  const words = wordsOf(rest);
  if (words) return [...new Set(words.map(typeOfValue))];
  const forms = anyOf ?? oneOf;
  return forms ? [...new Set(forms.flatMap((form) => typesOf(form, named)))] : everyType;
}

function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
