import { ConnectorError } from '../../contracts/errors.js';

const ATTEMPTS = 4;

/** SAP refuses what is based on an older state (If-Match, 412): it is read and decided again, never just repeated. */
export async function decidedAnew<T>(decide: () => Promise<T>): Promise<T> {
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await decide();
    } catch (error) {
      if (left === 0 || !isStale(error)) throw error;
    }
  }
}

const isStale = (error: unknown): boolean => error instanceof ConnectorError && error.trouble.upstream?.status === 412;

/** A write that only prepares the posting: whatever became of it, the posting itself was not sent. */
export async function preparing<T>(system: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.trouble.applied === 'no') throw error;
    const { upstream = { system }, text } = error.trouble;
    throw new ConnectorError({ code: 'T-UNAVAILABLE', text, applied: 'no', upstream }, { cause: error });
  }
}

/** What follows a write belongs to it: it is not cut short when the caller no longer waits. */
export const uncut = (): AbortSignal => new AbortController().signal;

export function inDoubt(system: string, text: string): ConnectorError {
  return new ConnectorError({
    code: 'U-IN-DOUBT',
    text: `${system}: ${text}`,
    applied: 'maybe',
    upstream: { system },
  });
}

export const rejected = (system: string, text: string): ConnectorError =>
  new ConnectorError({ code: 'B-REJECTED', text: `${system}: ${text}`, applied: 'no', upstream: { system } });
