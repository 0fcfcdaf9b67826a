import { type Client, WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { Problem } from './http/problem.js';

/** No call to Temporal takes longer; an abort signal would not bound it. */
const DEADLINE_MS = 2_500;

/** gRPC status codes. */
const INVALID_ARGUMENT = 3;
/** Cancelled, unknown, deadline exceeded, resource exhausted, aborted, internal, unavailable, data loss. */
const UNANSWERED = new Set([1, 2, 4, 8, 10, 13, 14, 15]);

class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

/** The engine, with a bound on every call. */
export class Temporal {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  get namespace(): string {
    return this.client.options.namespace;
  }

  async call<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const answer = this.client.connection.withDeadline(Date.now() + DEADLINE_MS, () => work(this.client));
    let timer: NodeJS.Timeout | undefined;
    // The deadline does not cover connecting.
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Unanswered('Temporal did not answer in time')), DEADLINE_MS + 100);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  /** As `call`, for a caller's read. @throws Problem ENGINE_UNREACHABLE */
  read<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.#or(new Problem('ENGINE_UNREACHABLE', 'Temporal does not answer; nothing was changed.'), work);
  }

  /** As `call`, for a caller's command. @throws Problem OUTCOME_UNKNOWN */
  command<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return this.#or(
      new Problem('OUTCOME_UNKNOWN', 'Temporal did not answer: outcome unknown, ask again with the same key.'),
      work,
    );
  }

  async #or<T>(problem: Problem, work: (client: Client) => Promise<T>): Promise<T> {
    try {
      return await this.call(work);
    } catch (error) {
      throw isUnanswered(error) ? problem : error;
    }
  }
}

/** The code of the gRPC status at the bottom of an error, if there is one. */
function grpcCode(error: unknown): number | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'number') return one.code;
  }
  return undefined;
}

/** No answer came, so the call may have taken effect or not. */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof Unanswered || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const code = grpcCode(error);
  if (code !== undefined) return UNANSWERED.has(code);
  return error instanceof Error && /connect/i.test(error.message);
}

export const isNotFound = (error: unknown): boolean => error instanceof WorkflowNotFoundError;

/** Temporal will refuse it however often it is asked. */
export const isPermanent = (error: unknown): boolean =>
  grpcCode(error) === INVALID_ARGUMENT || (error instanceof Error && ['ValueError', 'RangeError'].includes(error.name));
