import { setImmediate } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { badReply, type CallKind, unanswered, unavailable } from './http-trouble.js';

export interface HttpOptions {
  /** The system's id in the landscape; it stands in every error. */
  system: string;
  /** Calls append their path to it. */
  baseUrl: string;
  connectMs: number;
  /** From the request until the whole reply is there. */
  replyMs: number;
}

export interface HttpCall {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Appended to the base URL; begins with `/`, is already encoded, may carry a query. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of a body; the headers say what it is. */
  text?: string;
  /** Whether it may change anything there, whatever its method. */
  write: boolean;
  /** Cuts a read short. A write is not begun once it is aborted, but never cut. */
  signal: AbortSignal;
  /** Content types of a successful reply; with `any`, `json` is only filled where the reply is JSON. */
  expect?: 'json' | 'any';
}

export interface HttpReply {
  status: number;
  /** Names in lower case; several values of one name are joined by `, `. */
  headers: Record<string, string>;
  cookies: string[];
  text: string;
  /** Undefined where there is no body, or where an unsuccessful reply is not JSON. */
  json: unknown;
}

const REPLY_LIMIT_BYTES = 2 * 1024 * 1024;
/** Shorter than servers keep idle sockets, or a write would meet a closing one and be in doubt for nothing. */
const KEEP_ALIVE_MS = 4_000;
const CONNECTIONS = 64;

/** These come from connecting only: the request never left. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TLS_REFUSED = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET)_)/;

/**
 * The one way in which connectors speak HTTP: one pool for a system, everything bounded, no redirects, no
 * pipelining, and never a retry, for only the workflow knows whether a repeat is safe.
 */
export class HttpClient {
  readonly system: string;
  readonly #options: HttpOptions;
  readonly #origin: string;
  readonly #prefix: string;
  readonly #agent: Agent;

  constructor(options: HttpOptions) {
    const url = new URL(options.baseUrl);
    this.system = options.system;
    this.#options = options;
    this.#origin = url.origin;
    this.#prefix = url.pathname.replace(/\/$/, '');
    this.#agent = new Agent({
      connect: { timeout: options.connectMs },
      connections: CONNECTIONS,
      headersTimeout: options.replyMs,
      bodyTimeout: options.replyMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      maxResponseSize: REPLY_LIMIT_BYTES,
      pipelining: 1,
    });
  }

  /**
   * Any status is returned; `statusTrouble` says what it means.
   * @throws ConnectorError `T-UNAVAILABLE` (not connected; or a read without an answer), `U-IN-DOUBT` (a write without
   * a usable answer), `C-BAD-REPLY` (a successful read whose reply is no JSON, or larger than 2 MiB)
   */
  async call(call: HttpCall): Promise<HttpReply> {
    const kind: CallKind = { system: this.system, write: call.write };
    if (call.signal.aborted)
      throw unavailable(this.system, 'the call was given up before it was sent', call.signal.reason);
    try {
      return understood(kind, call, await this.#exchange(call));
    } catch (error) {
      throw failure(kind, error);
    }
  }

  async #exchange(call: HttpCall): Promise<HttpReply> {
    // A socket that the other side has closed meanwhile is noticed by this turn of the event loop, not by the write.
    if (call.write) await setImmediate();
    const { signal, release } = boundedBy(this.#options.connectMs + this.#options.replyMs, call);
    try {
      const response = await this.#agent.request({
        origin: this.#origin,
        path: this.#prefix + call.path,
        method: call.method,
        headers: {
          accept: 'application/json',
          ...(call.body !== undefined && { 'content-type': 'application/json' }),
          ...call.headers,
        },
        body: call.text ?? (call.body === undefined ? null : JSON.stringify(call.body)),
        signal,
      });
      const text = await response.body.text();
      return { status: response.statusCode, ...headersOf(response), text, json: parsed(text) };
    } finally {
      release();
    }
  }
}

/**
 * Ends a call in time, and a read when its caller gives up. Not by AbortSignal.any over AbortSignal.timeout: Node may
 * collect the one before it has told the other, and the call never ends.
 */
function boundedBy(ms: number, { write, signal: given }: HttpCall): { signal: AbortSignal; release(): void } {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new DOMException('no answer in time', 'TimeoutError')), ms);
  const giveUp = () => ending.abort(given.reason);
  if (!write) given.addEventListener('abort', giveUp, { once: true });
  return {
    signal: ending.signal,
    release() {
      clearTimeout(timer);
      given.removeEventListener('abort', giveUp);
    },
  };
}

function headersOf({ headers }: Dispatcher.ResponseData): Pick<HttpReply, 'headers' | 'cookies'> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { headers: flat, cookies: [headers['set-cookie'] ?? []].flat() };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** A success that is no JSON comes from something in between; whether the system had the request is not known. */
function understood(kind: CallKind, call: HttpCall, reply: HttpReply): HttpReply {
  const success = reply.status >= 200 && reply.status < 300;
  if (success && call.expect !== 'any' && reply.text !== '' && reply.json === undefined) {
    throw badReply(kind, `answered ${reply.status} with something that is not JSON`, reply);
  }
  return reply;
}

interface SystemError extends Error {
  /** A number in DOM exceptions. */
  code?: string | number;
  syscall?: string;
}

function failure(kind: CallKind, thrown: unknown): Error {
  const error = thrown as SystemError;
  if (error.name === 'ConnectorError') return error;
  const reason = typeof error.code === 'string' ? error.code : error.name;
  if (reason === 'UND_ERR_INVALID_ARG') return error;
  if (beforeSend(error)) return unavailable(kind.system, `no connection (${reason})`, error);
  if (reason === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return badReply(kind, 'the reply is larger than 2 MiB');
  const late = /TIMEOUT|TimeoutError/i.test(reason);
  return unanswered(
    kind,
    late ? `no answer in time (${reason})` : `the connection broke before the answer (${reason})`,
    error,
  );
}

const neverSent = (code: string): boolean => NOT_SENT.has(code) || TLS_REFUSED.test(code);

function beforeSend(error: SystemError): boolean {
  const causes = error instanceof AggregateError ? (error.errors as SystemError[]) : [error];
  return causes.length > 0 && causes.every(({ code, syscall }) => syscall === 'connect' || neverSent(String(code)));
}
