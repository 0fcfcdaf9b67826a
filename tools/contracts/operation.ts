import type { openApiDocument } from '../../api/http/openapi.js';
import type { Route } from '../../api/http/route.js';
import type { Schema } from './schema.js';

/** What a request may hold, and what a success answers; what is refused is a Problem in every route. */
export interface ApiOperation {
  /** Roles; or `public`, or `signature`. */
  access: string[];
  /** Its parts are there where there is anything in them. */
  request: Partial<Record<RequestPart, Schema>>;
  /** By status: the body where there is one, and the headers. */
  replies: Record<string, { body?: Schema; headers: string[] }>;
}

type RequestPart = 'path' | 'query' | 'header' | 'body';
type Document = ReturnType<typeof openApiDocument>;
type Described = NonNullable<NonNullable<Document['paths']>[string]['get']>;

/** A route as the OpenAPI document tells it. */
export function operationOf(document: Document, { method, path, access }: Route): ApiOperation {
  const described: Described = document.paths?.[path]?.[method] ?? {};
  return {
    access: typeof access === 'string' ? [access] : [...access.roles],
    request: requestOf(described),
    replies: Object.fromEntries(
      Object.entries(described.responses ?? {})
        .filter(([status]) => status.startsWith('2'))
        .map(([status, reply]) => [status, replyOf(reply as Content & { headers?: object })]),
    ),
  };
}

interface Content {
  content?: Record<string, { schema?: unknown }>;
}

const schemaIn = ({ content = {} }: Content): Schema | undefined =>
  Object.values(content)[0]?.schema as Schema | undefined;

function requestOf({ parameters = [], requestBody }: Described): ApiOperation['request'] {
  const request: ApiOperation['request'] = {};
  for (const one of parameters as { in: RequestPart; name: string; required?: boolean; schema?: Schema }[]) {
    const part = (request[one.in] ??= { type: 'object', properties: {}, required: [], additionalProperties: false });
    part.properties = { ...part.properties, [one.name]: one.schema ?? {} };
    if (one.required) part.required = [...(part.required ?? []), one.name];
  }
  const body = requestBody && schemaIn(requestBody as Content);
  return body ? { ...request, body } : request;
}

function replyOf(reply: Content & { headers?: object }): ApiOperation['replies'][string] {
  const body = schemaIn(reply);
  return { ...(body && { body }), headers: Object.keys(reply.headers ?? {}) };
}
