import { ConnectorError } from '../../contracts/errors.js';
import { badReply } from '../http-trouble.js';
import type { HttpClient, HttpReply } from '../http.js';
import type { Service } from './odata.js';

/** What SAP wants on every write: a token, and the cookies of the session that it belongs to. */
export interface Token {
  token: string;
  cookie: string;
}

/** SAP's refusal of a write that brings no token, or one of a session that is over. */
export const wantsToken = ({ status, headers }: HttpReply): boolean =>
  status === 403 && headers['x-csrf-token']?.toLowerCase() === 'required';

/** The tokens of one system, by service, fetched when first needed; calls in parallel share one fetch. */
export class CsrfTokens {
  readonly #fetches = new Map<Service, Promise<Token>>();
  readonly #http: HttpClient;
  readonly #get: (service: Service) => Promise<HttpReply>;

  constructor(http: HttpClient, get: (service: Service, signal: AbortSignal) => Promise<HttpReply>) {
    this.#http = http;
    // A shared fetch belongs to no single caller: only its own deadline ends it.
    this.#get = (service) => get(service, new AbortController().signal);
  }

  /** @param stale a token that was refused; another caller may have replaced it already */
  async of(service: Service, stale?: Token): Promise<Token> {
    const known = this.#fetches.get(service);
    if (!known) return this.#renew(service);
    if (stale === undefined || (await known) !== stale) return known;
    const latest = this.#fetches.get(service);
    return latest && latest !== known ? latest : this.#renew(service);
  }

  #renew(service: Service): Promise<Token> {
    const fetch = this.#fetch(service).catch((error: unknown) => {
      this.#fetches.delete(service);
      throw error;
    });
    this.#fetches.set(service, fetch);
    return fetch;
  }

  async #fetch(service: Service): Promise<Token> {
    const reply = await this.#get(service);
    const token = reply.headers['x-csrf-token'];
    if (!token || token.toLowerCase() === 'required') {
      throw badReply({ system: this.#http.system, write: false }, 'gave no CSRF token', reply);
    }
    return { token, cookie: reply.cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') };
  }
}

/** Refused twice, with a fresh token too: nothing was posted. */
export const tokenRefused = (system: string): ConnectorError =>
  new ConnectorError({
    code: 'T-AUTH',
    text: `${system}: refuses a fresh CSRF token`,
    applied: 'no',
    upstream: { system, status: 403 },
  });
