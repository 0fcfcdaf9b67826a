import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { actionRoles, type ActionName } from '../../contracts/actions.js';
import { extensible } from '../../contracts/meaning.js';
import { type ProblemCode, problems } from './problem.js';
import type { Route } from './route.js';

const actionNames = Object.keys(actionRoles) as ActionName[];

const problemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problems) as ProblemCode[]).meta(extensible),
    detail: z.string(),
    retryable: z.boolean(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    allowed: z.array(z.enum(actionNames).meta(extensible)).optional(),
    revision: z.int().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** OpenAPI 3.1, from what the routes themselves check. */
export function openApiDocument(routes: readonly Route[]): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Headrace', version: '1', description: 'Start, query, act, events in.' },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An access key of the landscape.' },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'Standard Webhooks: webhook-id, webhook-timestamp and webhook-signature over the raw body.',
        },
      },
    },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { summary, access, params, query, headers, body, bodyTypes } = route;
  const roles = typeof access === 'object' ? access.roles : [];
  return {
    summary,
    ...(roles.length > 0 && { description: `Roles: ${roles.join(', ')}.` }),
    security: access === 'public' ? [] : [{ [access === 'signature' ? 'signature' : 'key']: [] }],
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(headers && { header: headers }) },
    ...(body && {
      requestBody: { required: true, content: Object.fromEntries(bodyTypes.map((type) => [type, { schema: body }])) },
    }),
    responses: { ...repliesOf(route), ...problemsOf(route) },
  };
}

const repliesOf = ({ replies }: Route): Record<`2${string}`, ZodOpenApiResponseObject> =>
  Object.fromEntries(
    Object.entries(replies).map(([status, { description, body, headers }]) => [
      status,
      {
        description,
        ...(body && { content: { 'application/json': { schema: body } } }),
        ...(headers && {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, text]) => [
              name,
              { description: text, schema: { type: 'string' as const } },
            ]),
          ),
        }),
      },
    ]),
  );

function problemsOf(route: Route): Record<`4${string}`, ZodOpenApiResponseObject> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of possibleProblems(route)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const described = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `${code}: ${problems[code].title}`).join('. '),
      content: { 'application/problem+json': { schema: problemBody } },
    },
  ]);
  return Object.fromEntries(described);
}

/** What a route of its kind can always answer, and what it says itself. */
export function possibleProblems({ access, body, problems: own }: Route): ProblemCode[] {
  return [
    ...new Set<ProblemCode>([
      'INVALID',
      'MALFORMED',
      'RATE_LIMITED',
      ...(access === 'public' ? [] : (['UNAUTHENTICATED'] as const)),
      ...(typeof access === 'object' ? (['ROLE_MISSING'] as const) : []),
      ...(body ? (['TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const) : []),
      ...own,
      'STORE_UNAVAILABLE',
      'DEFECT',
    ]),
  ];
}
