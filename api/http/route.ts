import type { IncomingHttpHeaders } from 'node:http';
import { z, type ZodObject, type ZodType } from 'zod';
import type { Access, Caller } from './access.js';
import { escapePointer, parseJson } from './json-body.js';
import { type Fault, Problem, type ProblemCode } from './problem.js';

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface ReplyShape {
  description: string;
  body?: ZodType;
  headers?: Record<string, string>;
}

const nothing = z.strictObject({});

/** What a handler gets: everything checked by the schemas of its route. */
export interface Checked<P extends ZodObject, Q extends ZodObject, B extends ZodType, H extends ZodObject> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  headers: z.output<H>;
  /** The body as it came. */
  text: string;
  rawHeaders: IncomingHttpHeaders;
}

interface Spec<P extends ZodObject, Q extends ZodObject, B extends ZodType, H extends ZodObject, A extends Access> {
  method: 'get' | 'post';
  /** With parameters in braces: `/v1/runs/{process}`. */
  path: string;
  summary: string;
  access: A;
  params?: P;
  query?: Q;
  body?: B;
  /** `false`: the schema is only told to callers; the handler reads `text`. */
  bodyChecked?: false;
  /** Content types of the body beside `application/json`. */
  bodyTypes?: string[];
  headers?: H;
  replies: Record<number, ReplyShape>;
  /** Codes beyond those that every route of its kind can answer. */
  problems?: ProblemCode[];
  handle(request: Checked<P, Q, B, H> & { caller: A extends { roles: unknown } ? Caller : undefined }): Promise<Reply>;
}

/** What arrives, before it is checked. */
export interface Arrived {
  params: unknown;
  query: unknown;
  text: string;
  headers: IncomingHttpHeaders;
  caller: Caller | undefined;
}

/** A route with its handler behind its checks; the OpenAPI document is made of the same schemas. */
export interface Route {
  method: 'get' | 'post';
  path: string;
  summary: string;
  access: Access;
  params?: ZodObject;
  query?: ZodObject;
  body?: ZodType;
  bodyTypes: string[];
  headers?: ZodObject;
  replies: Record<number, ReplyShape>;
  problems: ProblemCode[];
  answer(arrived: Arrived): Promise<Reply>;
}

/**
 * Declares a route once: rule, schemas and handler together.
 * @throws Error when no one is named who may use it
 */
export function route<
  const A extends Access,
  P extends ZodObject = typeof nothing,
  Q extends ZodObject = typeof nothing,
  B extends ZodType = typeof nothing,
  H extends ZodObject = typeof nothing,
>(spec: Spec<P, Q, B, H, A>): Route {
  const { access, handle, params, query, body, bodyChecked, headers, bodyTypes = [], problems = [], ...rest } = spec;
  if (!access || (typeof access === 'object' && access.roles.length === 0)) {
    throw new Error(`${spec.method} ${spec.path} does not say who may use it`);
  }
  return {
    ...rest,
    access,
    problems,
    bodyTypes: ['application/json', ...bodyTypes],
    ...(params && { params }),
    ...(query && { query }),
    ...(body && { body }),
    ...(headers && { headers }),
    async answer({ caller, ...arrived }) {
      const checked = checkedBy({ params, query, headers, body: bodyChecked === false ? undefined : body }, arrived);
      return handle({ ...checked, caller } as Parameters<typeof handle>[0]);
    },
  };
}

interface Schemas {
  params: ZodObject | undefined;
  query: ZodObject | undefined;
  body: ZodType | undefined;
  headers: ZodObject | undefined;
}

function checkedBy(schemas: Schemas, arrived: Omit<Arrived, 'caller'>) {
  const faults: Fault[] = [];
  const check = (where: string, schema: ZodType, value: unknown): unknown => {
    const { data, error } = schema.safeParse(value);
    if (error) faults.push(...faultsOf(error, where));
    return data;
  };
  const { params, query, body, headers } = schemas;
  const result = {
    text: arrived.text,
    rawHeaders: arrived.headers,
    params: check('/path', params ?? nothing, arrived.params),
    query: check('/query', query ?? nothing, arrived.query),
    headers: headers ? check('/header', headers, arrived.headers) : {},
    body: body ? check('', body, parseJson(arrived.text)) : {},
  };
  const [first] = faults;
  if (first) throw new Problem('INVALID', `${first.pointer || 'The body'} ${first.detail}`, { errors: faults });
  return result;
}

/** Each thing that a schema refuses, with its pointer; fields too many one by one. */
export function faultsOf(error: z.ZodError, where: string): Fault[] {
  return error.issues.flatMap((issue) => {
    const pointer = [where, ...issue.path.map(escapePointer)].join('/');
    if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
    return issue.keys.map((key) => ({
      pointer: `${pointer}/${escapePointer(key)}`,
      detail: 'is not a field of this request',
    }));
  });
}
