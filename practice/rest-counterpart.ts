import { createHash } from 'node:crypto';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { ZodType } from 'zod';
import type { RefusalBody } from './faults.js';

/** What generic REST systems have in common: bearer token, keyed writes, problems by RFC 9457. */

export interface Answer {
  status: number;
  body: unknown;
}

/** A rule of the system says no; nothing has changed. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** What stands there instead. */
  readonly target: unknown;

  constructor(status: number, code: string, detail: string, target?: unknown) {
    super(detail);
    this.status = status;
    this.code = code;
    this.target = target;
  }
}

const PROBLEM = 'application/problem+json';

/** Says `processed: no` only where that is sure: what a failing server has done, it does not know itself. */
function problem(status: number, code: string, detail: string, target?: unknown): string {
  const processed = status < 500 ? { processed: 'no' } : {};
  return JSON.stringify({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    ...processed,
    ...(target !== undefined && { target }),
  });
}

/** What was sent, if it has the agreed shape. @throws Refusal 400, with pointers */
export function checked<T>(shape: ZodType<T>, content: unknown): T {
  const { data, error } = shape.safeParse(content);
  if (!error) return data;
  const wrong = error.issues.slice(0, 5).map(({ path, message }) => `/${path.join('/')} ${message}`);
  throw new Refusal(400, 'SCHEMA', wrong.join('; '));
}

/** How a fault's refusal is worded. */
export const problemRefusal: RefusalBody = (status, code = `PRACTICE-${status}`) => ({
  type: PROBLEM,
  body: problem(status, code, `Asked for by a fault: ${code}`),
});

export const bearer =
  (token: string): RequestHandler =>
  (request, _, next) => {
    if (request.path.startsWith('/practice/') || request.get('authorization') === `Bearer ${token}`) return next();
    throw new Refusal(401, 'TOKEN_INVALID', 'The bearer token is missing or not valid');
  };

export const refusals: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = error instanceof Refusal ? error.status : malformed(error) ? 400 : 500;
  const code = error instanceof Refusal ? error.code : status === 400 ? 'MALFORMED' : 'FAILED';
  const target = error instanceof Refusal ? error.target : undefined;
  response
    .status(status)
    .type(PROBLEM)
    .send(problem(status, code, (error as Error).message, target));
};

const malformed = (error: unknown): boolean => (error as { status?: number }).status === 400;

const KEYS_MAX = 100_000;

/**
 * Carries a write out once under its Idempotency-Key: the same key and content gets the first answer again, another
 * content is refused. A refusal leaves nothing behind, so its key may be used again once the cause is mended.
 */
export function keyedWrites(): (work: (request: Request, key: string) => Answer) => RequestHandler {
  const done = new Map<string, { content: string; status: number; body: string }>();
  return (work) => (request, response) => {
    const key = request.get('idempotency-key');
    if (!key) throw new Refusal(400, 'KEY_MISSING', 'Writes need an Idempotency-Key');
    const content = hash([request.method, request.path, request.body]);
    const before = done.get(key);
    if (before && before.content !== content)
      throw new Refusal(409, 'KEY_REUSED', 'This key was used for another content');
    if (before) return reply(response.setHeader('Idempotent-Replay', 'true'), before.status, before.body);
    const answer = work(request, key);
    const body = JSON.stringify(answer.body);
    done.set(key, { content, status: answer.status, body });
    if (done.size > KEYS_MAX) done.delete(done.keys().next().value as string);
    reply(response, answer.status, body);
  };
}

const reply = (response: Response, status: number, body: string): void =>
  void response.status(status).type('json').send(body);

/** A parameter of the query; empty where it is missing, or given more than once. */
export function queried(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

export const hash = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');

/**
 * Lets a person with curl do what the people in the plant do: `POST /practice/{verb}` with its arguments as JSON,
 * which are taken as they come.
 */
export function offerVerbs<Call>(app: Express, verbs: Record<string, (call: Call) => unknown>): void {
  for (const [verb, act] of Object.entries(verbs)) {
    app.post(`/practice/${verb}`, async (request, response) => {
      try {
        response.json((await act((request.body ?? {}) as Call)) ?? {});
      } catch (error) {
        throw new Refusal(409, 'NOT_POSSIBLE', (error as Error).message);
      }
    });
  }
}
