import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

export interface Credentials {
  user: string;
  password: string;
}

const COOKIE = 'SAP_SESSIONID_S4P_100';
const READS = new Set(['GET', 'HEAD']);

/** Sign-in by name and password, and a CSRF token with its session's cookie on everything that changes something. */
export class Sessions {
  /** How often a token was handed out. */
  fetches = 0;
  readonly #tokens = new Map<string, string>();
  readonly #authorization: string;

  constructor({ user, password }: Credentials) {
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  /** As by a restart of the application server: every session is over. */
  expire(): void {
    this.#tokens.clear();
  }

  /** Sign-in alone, for services without sessions. */
  signIn(): RequestHandler {
    return (request, response, next) => {
      if (request.headers.authorization === this.#authorization) return next();
      response.status(401).set('www-authenticate', 'Basic realm="SAP NetWeaver Application Server"');
      response.type('html').send('<html><body><h1>401</h1>Logon failed</body></html>');
    };
  }

  /** After the sign-in. */
  guard(): RequestHandler {
    return (request, response, next) => {
      const wish = String(request.headers['x-csrf-token'] ?? '').toLowerCase();
      if (READS.has(request.method)) {
        if (wish === 'fetch') this.#handOut((name, value) => response.append(name, value));
        return next();
      }
      const session = sessionOf(request.headers.cookie);
      if (session && this.#tokens.get(session) === request.headers['x-csrf-token']) return next();
      response.status(403).set('x-csrf-token', 'Required').type('text').send('CSRF token validation failed');
    };
  }

  #handOut(setHeader: (name: string, value: string) => void): void {
    this.fetches += 1;
    const session = randomUUID();
    const token = `${randomUUID()}==`;
    this.#tokens.set(session, token);
    setHeader('x-csrf-token', token);
    setHeader('set-cookie', 'sap-usercontext=sap-client=100; path=/');
    setHeader('set-cookie', `${COOKIE}=${session}; path=/; HttpOnly`);
  }
}

const sessionOf = (cookies = ''): string | undefined =>
  cookies
    .split('; ')
    .find((cookie) => cookie.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
