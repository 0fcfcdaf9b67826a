import { ConnectorError, type ErrorCode, type Trouble, type Upstream } from '../contracts/errors.js';
import type { HttpReply } from './http.js';

/** Which call a failure belongs to: a failed read has posted nothing, a failed write may have. */
export interface CallKind {
  /** The system's id in the landscape; people read it. */
  system: string;
  write: boolean;
}

const TEXT_LIMIT = 500;
/** A system that asks for more is asked again after this. */
const RETRY_AFTER_LIMIT_MS = 3_600_000;

/** Nothing reached the system, or it said that it took nothing. */
export const unavailable = (system: string, text: string, cause?: unknown): ConnectorError =>
  new ConnectorError(
    { code: 'T-UNAVAILABLE', text: `${system}: ${text}`, applied: 'no', upstream: { system } },
    { cause },
  );

/** The system had the request and gave no usable answer: doubt for a write, no harm for a read. */
export function unanswered({ system, write }: CallKind, text: string, cause?: unknown): ConnectorError {
  if (!write) return unavailable(system, text, cause);
  return new ConnectorError(
    { code: 'U-IN-DOUBT', text: `${system}: ${text}`, applied: 'maybe', upstream: { system } },
    { cause },
  );
}

/** An answer came that cannot be understood: a proxy's page, a truncated or oversized body, a redirect. */
export function badReply({ system, write }: CallKind, text: string, reply?: HttpReply): ConnectorError {
  return new ConnectorError({
    code: write ? 'U-IN-DOUBT' : 'C-BAD-REPLY',
    text: `${system}: ${text}`,
    applied: write ? 'maybe' : 'no',
    upstream: reply ? upstreamOf(system, reply) : { system },
  });
}

/** What the system said, verbatim and bounded. */
export function upstreamOf(
  system: string,
  reply: HttpReply,
  said: Pick<Upstream, 'code' | 'text' | 'transactionId'> = {},
): Upstream {
  const text = (said.text ?? reply.text).slice(0, TEXT_LIMIT);
  return { system, status: reply.status, ...said, ...(text && { text }) };
}

/**
 * What a status means where a connector's own table says nothing nearer. Proof of "not posted" are refusals before
 * the work (401, 403, 404, 429, 503 with Retry-After) and other 4xx; a bare 5xx to a write is doubt.
 */
export function statusTrouble(kind: CallKind, reply: HttpReply, upstream = upstreamOf(kind.system, reply)): Trouble {
  const retryAfterMs = retryAfter(reply);
  const refused = (code: ErrorCode, text: string): Trouble => ({
    code,
    text: `${kind.system}: ${text}`,
    applied: 'no',
    upstream,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
  const { status } = reply;
  if (status === 401) return refused('T-AUTH', 'refused our sign-in');
  if (status === 403) return refused('P-AUTHZ', 'our user may not do this');
  if (status === 404 || status === 405 || status === 501)
    return refused('P-ENDPOINT', `does not offer this service (${status})`);
  if (status === 423) return refused('T-LOCK', 'the object is locked');
  if (status === 429) return refused('T-RATE', 'asks us to slow down');
  if (status === 503 && retryAfterMs !== undefined)
    return refused('T-UNAVAILABLE', 'is unavailable and says when to come back');
  if (status >= 500 || status === 408) return { ...unanswered(kind, `answered ${status}`).trouble, upstream };
  if (status >= 400) return refused('B-REJECTED', upstream.text ?? `rejected the call (${status})`);
  return badReply(kind, `unexpected answer ${status}`, reply).trouble;
}

/** Milliseconds of a Retry-After header, in seconds or as an HTTP date. */
export function retryAfter(reply: HttpReply, now = Date.now()): number | undefined {
  const value = reply.headers['retry-after']?.trim();
  if (!value) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), RETRY_AFTER_LIMIT_MS);
}
