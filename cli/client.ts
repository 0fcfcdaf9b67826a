import { CliError, exitCodes } from './exit.js';
import { self } from './self.js';

export interface Settings {
  url: string;
  key?: string | undefined;
}

/** RFC 9457, as the API writes it. */
export interface ProblemBody {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  retryable?: boolean;
  errors?: { pointer: string; detail: string }[];
  allowed?: string[];
  revision?: number;
}

/** The API said no. */
export class Refused extends CliError {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody, status: number, path: string) {
    const wrong = (problem.errors ?? []).slice(1).map(({ pointer, detail }) => `\n  ${pointer} ${detail}`);
    super(`${problem.code ?? status}: ${problem.detail ?? problem.title ?? 'no reason given'}${wrong.join('')}`, {
      exitCode: status === 503 ? exitCodes.unreachable : exitCodes.refused,
      next: nextOf(problem, status, path),
    });
    this.problem = problem;
  }
}

/** Longer than the API's own longest wait. */
const ANSWER_MS = 45_000;

export type Query = Record<string, string | number | undefined>;

/** The API over HTTP. @throws Refused, or CliError when it cannot be reached */
export class Client {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    return this.#call<T>('GET', search.size > 0 ? `${path}?${search.toString()}` : path);
  }

  /** @param key the same one takes effect once, however often it is sent */
  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.#call<T>('POST', path, body, key);
  }

  async #call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const { url, key: access } = this.#settings;
    const headers = {
      accept: 'application/json',
      ...(access && { authorization: `Bearer ${access}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    };
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const { status, text } = await fetch(addressOf(url, path), { method, headers, ...content, signal }).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      (cause: unknown) => {
        throw unreachable(url, cause);
      },
    );
    const reply = parsed(text);
    if (status < 200 || status >= 300)
      throw new Refused(isProblem(reply) ? reply : { detail: text.slice(0, 200) }, status, path);
    if (reply === undefined) throw unreachable(url, new Error('it does not answer in JSON: is that the API?'));
    return reply as T;
  }
}

function addressOf(url: string, path: string): URL {
  try {
    return new URL(path, url);
  } catch {
    const next = 'HEADRACE_URL=http://127.0.0.1:8080, or --url';
    throw new CliError(`"${url}" is no address of an API`, { exitCode: exitCodes.usage, next });
  }
}

function unreachable(url: string, cause: unknown): CliError {
  const { message, cause: inner } = cause as Error;
  const why = inner instanceof Error && inner.message ? inner.message : message;
  return new CliError(`the API at ${url} cannot be reached (${why})`, {
    exitCode: exitCodes.unreachable,
    next: `${self} doctor; or name its address by HEADRACE_URL or --url`,
    cause,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isProblem = (reply: unknown): reply is ProblemBody =>
  typeof reply === 'object' && reply !== null && ('detail' in reply || 'title' in reply);

function nextOf({ code, allowed, revision }: ProblemBody, status: number, path: string): string | undefined {
  if (status === 401) return `set HEADRACE_KEY, or give --key; ${self} key makes a new one for the landscape`;
  if (status === 403) return 'use a key with one of these roles (HEADRACE_KEY, --key)';
  if (status === 503) return 'give the same command again';
  if (code === 'STALE_REVISION') return `${self} runs show ${runOf(path)}; it is at revision ${revision ?? '?'} now`;
  if (allowed) return `${self} runs show ${runOf(path)}; allowed now: ${[...new Set(allowed)].join(', ') || 'nothing'}`;
  if (code === 'NOT_FOUND') return `${self} runs list`;
  return undefined;
}

/** The run that a path is about. */
const runOf = (path: string): string => /^\/v1\/runs\/([^/?]+(?:\/[^/?]+){3})/.exec(path)?.[1] ?? '<run>';
