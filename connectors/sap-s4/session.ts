import type { ZodType } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { MovementLine } from '../../contracts/entities/documents.js';
import { badReply, type CallKind } from '../http-trouble.js';
import { type HttpCall, HttpClient, type HttpReply } from '../http.js';
import type { SapConfig } from './config.js';
import { CsrfTokens, type Token, tokenRefused, wantsToken } from './csrf.js';
import { isAbsent, sapTrouble } from './errors.js';
import { query, rootOf, type Service } from './odata.js';

interface Write {
  /** POST unless told. */
  method?: 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  ifMatch?: string;
  /** The posting's lines, so that a refusal can say which of them it is about. */
  lines?: MovementLine[];
  signal: AbortSignal;
}

/** Talks to one S/4HANA system: sign-in, CSRF, and every failure put into our words. */
export class SapSession {
  readonly system: string;
  readonly config: SapConfig;
  readonly #http: HttpClient;
  readonly #tokens: CsrfTokens;

  constructor(system: string, config: SapConfig) {
    const { url, connectMs, replyMs } = config;
    this.system = system;
    this.config = config;
    this.#http = new HttpClient({ system, baseUrl: url, connectMs, replyMs });
    this.#tokens = new CsrfTokens(this.#http, (service, signal) => this.#fetchToken(service, signal));
  }

  /** What is below `d` in the reply; null when SAP has no such entity. @throws ConnectorError */
  async read<T>(
    service: Service,
    path: string,
    parameters: Record<string, string>,
    shape: ZodType<T>,
    signal: AbortSignal,
  ): Promise<T | null> {
    const reply = await this.#call(service, path, parameters, { method: 'GET', write: false, signal });
    if (isAbsent(reply)) return null;
    return this.#understood({ system: this.system, write: false }, reply, shape);
  }

  /**
   * What is below `d` in the reply of OData V2; of V4 all of it.
   * @throws ConnectorError; with `applied: 'no'` only where SAP has refused, or was not reached
   */
  async write<T>(
    service: Service,
    path: string,
    parameters: Record<string, string>,
    write: Write,
    shape: ZodType<T>,
  ): Promise<T> {
    const { method = 'POST', body, ifMatch, lines = [], signal } = write;
    const call = { method, write: true, signal, ...(body !== undefined && { body }) } as const;
    const send = (token: Token): Promise<HttpReply> =>
      this.#call(service, path, parameters, {
        ...call,
        headers: { ...headersOf(token), ...(ifMatch && { 'if-match': ifMatch }) },
      });

    const token = await this.#tokens.of(service);
    let reply = await send(token);
    if (wantsToken(reply)) reply = await send(await this.#tokens.of(service, token));
    if (wantsToken(reply)) throw tokenRefused(this.system);
    return this.#understood({ system: this.system, write: true }, reply, shape, lines);
  }

  /** The reply to a SOAP message, which names no session and so needs no token. @throws ConnectorError */
  async soap(path: string, xml: string, signal: AbortSignal): Promise<HttpReply> {
    const { authorization } = this.#headers();
    const headers = { authorization, 'content-type': 'text/xml; charset=utf-8', accept: 'text/xml' };
    const search = query({ 'sap-client': this.config.client });
    const call = {
      method: 'POST',
      path: path + search,
      text: xml,
      headers,
      write: true,
      expect: 'any',
      signal,
    } as const;
    const reply = await this.#http.call(call);
    if (reply.status < 300) return reply;
    throw new ConnectorError(sapTrouble({ system: this.system, write: true }, reply, this.config.errorCodes));
  }

  async #fetchToken(service: Service, signal: AbortSignal): Promise<HttpReply> {
    const reply = await this.#call(
      service,
      '',
      {},
      { method: 'GET', write: false, signal, expect: 'any', headers: { 'x-csrf-token': 'fetch' } },
    );
    if (reply.status >= 300)
      throw new ConnectorError(sapTrouble({ system: this.system, write: false }, reply, this.config.errorCodes));
    return reply;
  }

  #call(
    service: Service,
    path: string,
    parameters: Record<string, string>,
    call: Omit<HttpCall, 'path'>,
  ): Promise<HttpReply> {
    const search = query({ ...parameters, 'sap-client': this.config.client });
    const headers = { ...this.#headers(), ...call.headers };
    return this.#http.call({ ...call, path: `${rootOf(service)}/${path}${search}`, headers });
  }

  /** Messages come in the language of the session; rules and people rely on one. */
  #headers(): { authorization: string; 'accept-language': string } {
    const { user, password } = this.config;
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    return { authorization, 'accept-language': 'en' };
  }

  #understood<T>(kind: CallKind, reply: HttpReply, shape: ZodType<T>, lines: MovementLine[] = []): T {
    if (reply.status >= 300) throw new ConnectorError(sapTrouble(kind, reply, this.config.errorCodes, lines));
    const { d = reply.json } = (reply.json ?? {}) as { d?: unknown };
    const { data, error } = shape.safeParse(d);
    if (error) {
      const [issue] = error.issues;
      throw badReply(kind, `the reply is not as agreed: /${issue?.path.join('/')} ${issue?.message}`, reply);
    }
    return data;
  }
}

const headersOf = ({ token, cookie }: Token): Record<string, string> => ({
  'x-csrf-token': token,
  ...(cookie && { cookie }),
});
