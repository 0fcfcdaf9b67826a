import { z, type ZodType } from 'zod';
import { ConnectorError } from '../contracts/errors.js';
import type { CallContext, PostingContext } from '../contracts/ports.js';
import { badReply, type CallKind } from './http-trouble.js';
import { type HttpCall, HttpClient, type HttpReply } from './http.js';
import { type ProblemTable, problemTrouble } from './rest-problem.js';

/** What every generic REST counterpart needs to be told. */
export const restConfig = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Bearer token; printable, for it stands in a header. */
  token: z.string().regex(/^[\x21-\x7e]{1,4096}$/, 'must be printable ASCII without spaces'),
  connectMs: z.int().positive().max(60_000).default(3_000),
  replyMs: z.int().positive().max(300_000).default(30_000),
});

export type RestConfig = z.infer<typeof restConfig>;

export interface Written<T> {
  body: T;
  /** The system has had this key before, and repeats what it answered then. */
  replayed: boolean;
}

/** JSON over HTTP as generic counterparts speak it: bearer token, Idempotency-Key on writes, problems by RFC 9457. */
export class RestClient {
  readonly system: string;
  readonly #http: HttpClient;
  readonly #headers: Record<string, string>;
  readonly #problems: ProblemTable;

  constructor(system: string, config: RestConfig, problems: ProblemTable) {
    const { url, token, connectMs, replyMs } = config;
    this.system = system;
    this.#http = new HttpClient({ system, baseUrl: url, connectMs, replyMs });
    this.#headers = { authorization: `Bearer ${token}`, 'accept-version': '1' };
    this.#problems = problems;
  }

  /** Null when the system says that there is no such object. @throws ConnectorError */
  async read<T>(path: string, shape: ZodType<T>, { signal }: CallContext): Promise<T | null> {
    const call: HttpCall = { method: 'GET', path, write: false, signal };
    return this.#call(call, shape).then(({ body }) => body, nullIfAbsent);
  }

  /** @throws ConnectorError */
  async write<T>(
    method: 'PUT' | 'POST' | 'DELETE',
    path: string,
    body: unknown,
    shape: ZodType<T>,
    context: PostingContext,
  ): Promise<Written<T>> {
    const { key, signal } = context;
    return this.#call({ method, path, body, headers: { 'idempotency-key': key }, write: true, signal }, shape);
  }

  /** As `write`; null when the system says that there is nothing to take back. @throws ConnectorError */
  async undo<T>(path: string, body: unknown, shape: ZodType<T>, context: PostingContext): Promise<Written<T> | null> {
    return this.write('POST', path, body, shape, context).catch(nullIfAbsent);
  }

  async #call<T>(call: HttpCall, shape: ZodType<T>): Promise<Written<T>> {
    const reply = await this.#http.call({ ...call, headers: { ...this.#headers, ...call.headers } });
    const kind: CallKind = { system: this.system, write: call.write };
    if (reply.status < 200 || reply.status > 299) throw new ConnectorError(problemTrouble(kind, reply, this.#problems));
    return { body: understood(kind, reply, shape), replayed: reply.headers['idempotent-replay'] === 'true' };
  }
}

/** Its own 404 is about the object; a 404 of something in front of it is about the address, and proves nothing. */
function nullIfAbsent(error: unknown): null {
  if (!(error instanceof ConnectorError)) throw error;
  const { upstream, applied, code } = error.trouble;
  if (upstream?.status === 404 && applied === 'no' && code !== 'P-ENDPOINT') return null;
  throw error;
}

function understood<T>(kind: CallKind, reply: HttpReply, shape: ZodType<T>): T {
  const { data, error } = shape.safeParse(reply.json);
  if (error) {
    const where = error.issues.slice(0, 3).map((issue) => `/${issue.path.join('/')} ${issue.message}`);
    throw badReply(kind, `the reply is not as agreed: ${where.join('; ')}`, reply);
  }
  return data;
}
