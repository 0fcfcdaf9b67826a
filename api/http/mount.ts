import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { AccessKey } from '../../landscape/landscape.js';
import { admit, type Caller, callerOf } from './access.js';
import { docsPages } from './docs.js';
import { BODY_LIMIT_BYTES, textOf } from './json-body.js';
import { notFound, Problem } from './problem.js';
import type { Reply, Route } from './route.js';

export interface MountOptions {
  access: readonly AccessKey[];
  logger: Logger;
  /** Of one key; and of one address where there is no key. */
  requestsPerMinute: number;
  /** Sees each reply before it is sent; tests compare it with its route's schema. */
  inspect?: (route: Route, reply: Reply) => void;
}

interface Locals {
  caller?: Caller | undefined;
}

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i;

/** Puts the routes behind the checks that all of them share. */
export function mount(routes: readonly Route[], options: MountOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(helmet(policy));
  app.use((request, response, next) => {
    (response.locals as Locals).caller = callerOf(options.access, request.headers.authorization);
    next();
  });
  app.use(limiter(options.requestsPerMinute));
  app.use(docsPages(routes));
  for (const route of routes) {
    app[route.method](route.path.replace(/\{(\w+)\}/g, ':$1'), ...handlersOf(route, options));
  }
  app.use(() => {
    throw notFound();
  });
  app.use(problemHandler(options.logger));
  return app;
}

/** `'unsafe-inline'` for styles: the documentation page sets style attributes. Scripts come from here alone. */
const policy = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
    },
  },
} satisfies Parameters<typeof helmet>[0];

const limiter = (requestsPerMinute: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request, response) =>
      (response.locals as Locals).caller?.actor.name ?? `address ${ipKeyGenerator(request.ip ?? '')}`,
    handler: (_request, _response, next) => {
      next(
        new Problem('RATE_LIMITED', `More than ${requestsPerMinute} requests within a minute.`, { retryAfterS: 60 }),
      );
    },
  });

function handlersOf(route: Route, { inspect }: MountOptions): RequestHandler[] {
  const admitted: RequestHandler = (_request, response, next) => {
    admit(route.access, (response.locals as Locals).caller);
    next();
  };
  const answer: RequestHandler = async (request, response) => {
    const { params, query, headers } = request;
    if (route.body) expectJson(request);
    const text = textOf(request.body);
    const reply = await route.answer({ params, query, headers, text, caller: (response.locals as Locals).caller });
    inspect?.(route, reply);
    response.status(reply.status).set({ 'cache-control': 'no-store', ...reply.headers });
    if (reply.body === undefined) response.end();
    else response.json(reply.body);
  };
  const read = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES, inflate: false });
  return route.body ? [admitted, read, answer] : [admitted, answer];
}

function expectJson({ headers }: Request): void {
  const type = headers['content-type'] ?? '';
  if (!JSON_TYPE.test(type)) throw new Problem('UNSUPPORTED_MEDIA_TYPE', 'The content type must be application/json.');
}

const problemHandler =
  (logger: Logger): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error);
    if (problem.status === 500) logger.error({ err: error, path: request.path }, 'a request met a defect');
    if (problem.status === 503) logger.warn({ path: request.path, detail: problem.message }, 'a request was put off');
    response.status(problem.status).set(problem.headers).type('application/problem+json').send(JSON.stringify(problem));
  };

/** What the frame and the store throw, in our words; anything unforeseen is a defect and says no more. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { status, type, code, name } = (error ?? {}) as {
    status?: number;
    type?: string;
    code?: unknown;
    name?: string;
  };
  if (status === 413) return new Problem('TOO_LARGE', `A body may have ${BODY_LIMIT_BYTES} bytes.`);
  if (status === 415) return new Problem('UNSUPPORTED_MEDIA_TYPE', 'Compressed bodies are not taken.');
  if (status !== undefined && status >= 400 && status < 500)
    return new Problem('MALFORMED', `The request cannot be read (${type ?? 'address'}).`);
  if (name === 'StoreBusyError' || String(code).startsWith('SQLITE_')) {
    return new Problem('STORE_UNAVAILABLE', 'The store does not take writes now.');
  }
  return new Problem('DEFECT', 'Something went wrong here, not at your side.');
}
