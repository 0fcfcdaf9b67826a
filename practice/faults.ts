import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * What a vendor does at its worst, on demand:
 * `status` refuses with a status · `cut-before` closes the socket unprocessed · `commit-then-cut` processes, then
 * closes the socket · `hold-reply` processes, and answers late · `late-commit` processes late, even if the caller
 * has gone · `garbage` processes, and answers a proxy's HTML page with 200 · `endless` processes, and answers without
 * an end, drop by drop where a delay is given.
 */
export type FaultKind =
  | 'status'
  | 'cut-before'
  | 'commit-then-cut'
  | 'hold-reply'
  | 'late-commit'
  | 'garbage'
  | 'endless';

export interface FaultRequest {
  kind: FaultKind;
  method?: string;
  /** A regular expression on path and query. */
  path?: string;
  /** A text that the body must contain. */
  body?: string;
  /** How often it strikes; 1 unless told. */
  times?: number;
  status?: number;
  retryAfterS?: number;
  delayMs?: number;
  /** The vendor's own code for a refusal, where the stand-in knows how to say it. */
  code?: string;
}

export interface Fault extends FaultRequest {
  id: number;
  left: number;
  /** A fault that was asked for and never struck fails its test. */
  struck: number;
}

/** How a stand-in words a refusal in its vendor's format. */
export type RefusalBody = (status: number, code?: string) => { type: string; body: string };

export class Faults {
  readonly #faults: Fault[] = [];
  readonly #refusal: RefusalBody;
  #nextId = 1;

  constructor(refusal: RefusalBody) {
    this.#refusal = refusal;
  }

  ask(request: FaultRequest): Fault {
    const fault: Fault = { ...request, id: this.#nextId++, left: request.times ?? 1, struck: 0 };
    this.#faults.push(fault);
    return fault;
  }

  list(): Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** Comes before a stand-in's routes and after its body parser. */
  middleware(): RequestHandler {
    return (request, response, next) => {
      const fault = this.#faults.find((one) => one.left > 0 && matches(one, request));
      if (!fault) return next();
      fault.left -= 1;
      fault.struck += 1;
      this.#strike(fault, request, response, next);
    };
  }

  #strike(fault: Fault, request: Request, response: Response, next: NextFunction): void {
    switch (fault.kind) {
      case 'cut-before':
        request.socket.destroy();
        return;
      case 'status': {
        const { type, body } = this.#refusal(fault.status ?? 503, fault.code);
        if (fault.retryAfterS !== undefined) response.setHeader('retry-after', String(fault.retryAfterS));
        response
          .status(fault.status ?? 503)
          .type(type)
          .send(body);
        return;
      }
      case 'late-commit':
        setTimeout(next, fault.delayMs ?? 1000);
        return;
      case 'commit-then-cut':
        instead(response, () => request.socket.destroy());
        return next();
      case 'hold-reply':
        instead(response, (send) => setTimeout(send, fault.delayMs ?? 1000));
        return next();
      case 'garbage':
        instead(response, () => {
          successOf(response, 'text/html');
          end(response, '<html><body><h1>502 Bad Gateway</h1></body></html>');
        });
        return next();
      case 'endless':
        instead(response, () => {
          successOf(response, 'application/json').write('{"endless": "');
          pour(response, fault.delayMs, ENDLESS_BYTES);
        });
        return next();
    }
  }
}

/** No longer as long as the answer that it stands for. */
function successOf(response: Response, type: string): Response {
  response.removeHeader('content-length');
  return response.writeHead(200, { 'content-type': type });
}

const ENDLESS_BYTES = 64 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** Goes on until the caller has had enough, or there is more of it than any caller should take. */
function pour(response: Response, delayMs: number | undefined, left: number): void {
  if (response.destroyed || left <= 0) return void response.destroy();
  const chunk = delayMs === undefined ? CHUNK_BYTES : 1;
  response.write('x'.repeat(chunk));
  setTimeout(() => pour(response, delayMs, left - chunk), delayMs ?? 0);
}

const end = (response: Response, text: string): void => {
  Object.getPrototypeOf(response).end.call(response, text);
};

/** Lets the routes do their work, and replaces the answer they give. */
function instead(response: Response, answer: (send: () => void) => void): void {
  const original = response.end.bind(response) as (...args: unknown[]) => Response;
  response.end = ((...args: unknown[]) => {
    answer(() => original(...args));
    return response;
  }) as typeof response.end;
}

function matches(fault: Fault, request: Request): boolean {
  if (fault.method && fault.method !== request.method) return false;
  if (fault.path && !new RegExp(fault.path).test(decodeURIComponent(request.originalUrl))) return false;
  return !fault.body || JSON.stringify(request.body ?? '').includes(fault.body);
}
