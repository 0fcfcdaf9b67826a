import type { ActionName } from '../../contracts/actions.js';

interface ProblemKind {
  status: number;
  title: string;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  /** What the caller does about it; shown on /docs/problems. */
  remedy: string;
}

export const problems = {
  MALFORMED: {
    status: 400,
    title: 'The request cannot be read',
    retryable: false,
    remedy: 'Send well-formed JSON in UTF-8, at most 32 levels deep, without keys such as __proto__.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'Who is calling is not known',
    retryable: false,
    remedy: 'Send a valid key as `Authorization: Bearer …`; for events, a valid signature not older than 5 minutes.',
  },
  ROLE_MISSING: {
    status: 403,
    title: 'Your key does not allow this',
    retryable: false,
    remedy: 'Use a key that has one of the roles named.',
  },
  ACTION_NOT_PERMITTED: {
    status: 403,
    title: 'Your role may not take this action',
    retryable: false,
    remedy: 'Have someone with the role of the exception’s owner, or a supervisor, take it.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is nothing here for you',
    retryable: false,
    remedy: 'Check the address; what belongs to another plant is not shown.',
  },
  EXCEPTION_NOT_FOUND: {
    status: 404,
    title: 'The run has no such open exception',
    retryable: false,
    remedy: 'Read the run again: it may have been settled.',
  },
  ACTION_NOT_ALLOWED: {
    status: 409,
    title: 'The run does not allow this action now',
    retryable: false,
    remedy: 'Choose one of `allowed`, or read the run again.',
  },
  STALE_REVISION: {
    status: 409,
    title: 'The run has moved on',
    retryable: false,
    remedy: 'Read the run or the cancel plan again, and decide on what it says now.',
  },
  RUN_CLOSED: {
    status: 409,
    title: 'The run is closed',
    retryable: false,
    remedy: 'Nothing can be done to a closed run.',
  },
  KEY_REUSED: {
    status: 409,
    title: 'This key was used for another content',
    retryable: false,
    remedy: 'Use a new key for a new request; repeat a request with its own key and content.',
  },
  SOURCE_VERSION_NEWER: {
    status: 409,
    title: 'The run has ended with an older version of the order',
    retryable: false,
    remedy: 'Look at what the run ended with; a change after that is a matter for a new order.',
  },
  TOO_LARGE: {
    status: 413,
    title: 'The body is larger than 256 KiB',
    retryable: false,
    remedy: 'Send fewer events in one request.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body’s type or encoding is not taken',
    retryable: false,
    remedy: 'Send uncompressed JSON with its content type.',
  },
  INVALID: {
    status: 422,
    title: 'The request is not valid',
    retryable: false,
    remedy: 'Correct what `errors` points at.',
  },
  PAYLOAD_INVALID: {
    status: 422,
    title: 'The action’s payload is not valid here',
    retryable: false,
    remedy: 'Correct the payload as `detail` says.',
  },
  STARTED_BY_EVENTS: {
    status: 422,
    title: 'This process is started by its events',
    retryable: false,
    remedy: 'Send the events; the run begins with the first one.',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'Too many requests with this key',
    retryable: true,
    remedy: 'Wait as long as Retry-After says.',
  },
  DEFECT: {
    status: 500,
    title: 'A defect in this product',
    retryable: false,
    remedy: 'Report it with the time of the request.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    title: 'It is not known whether this took effect',
    retryable: true,
    remedy: 'Ask again with the same key: it takes effect once.',
  },
  ENGINE_UNREACHABLE: { status: 503, title: 'Temporal does not answer', retryable: true, remedy: 'Ask again later.' },
  SYSTEMS_UNAVAILABLE: {
    status: 503,
    title: 'None of the systems that own this can tell it now',
    retryable: true,
    remedy: 'Ask again later; `detail` says why for each. Nothing is kept here that could stand for it.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    title: 'The store does not take writes',
    retryable: true,
    remedy: 'Send it again later; nothing was acknowledged.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** One thing that is wrong: a JSON pointer into the body; `/path/…`, `/query/…` and `/header/…` for the rest. */
export interface Fault {
  pointer: string;
  detail: string;
}

interface Extensions {
  errors?: Fault[];
  allowed?: ActionName[];
  revision?: number;
  retryAfterS?: number;
}

const ERRORS_MAX = 20;
const RETRY_AFTER_S = 2;

/** Anything that is not a success, as callers see it (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly extensions: Extensions;

  constructor(code: ProblemCode, detail: string, extensions: Extensions = {}) {
    super(detail);
    this.code = code;
    this.extensions = extensions;
  }

  get status(): number {
    return problems[this.code].status;
  }

  get headers(): Record<string, string> {
    const { retryAfterS } = this.extensions;
    const retry = retryAfterS ?? (this.status === 503 ? RETRY_AFTER_S : undefined);
    return {
      ...(retry !== undefined && { 'retry-after': String(retry) }),
      ...(this.status === 401 && { 'www-authenticate': 'Bearer' }),
    };
  }

  toJSON(): Record<string, unknown> {
    const { title, status, retryable } = problems[this.code];
    const { errors, allowed, revision } = this.extensions;
    return {
      type: `/docs/problems#${this.code}`,
      title,
      status,
      code: this.code,
      detail: this.message,
      retryable,
      ...(errors && { errors: errors.slice(0, ERRORS_MAX) }),
      ...(allowed && { allowed }),
      ...(revision !== undefined && { revision }),
    };
  }
}

export const notFound = (): Problem => new Problem('NOT_FOUND', 'There is no such thing, or it is not yours to see.');

export const invalid = (pointer: string, detail: string): Problem =>
  new Problem('INVALID', detail, { errors: [{ pointer, detail }] });
