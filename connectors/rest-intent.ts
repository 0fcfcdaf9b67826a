import { ConnectorError } from '../contracts/errors.js';

/** Whether a system that may show the keys of its writes shows this one, or says nothing. */
export const isUnder = (key: string, shown: { idempotencyKey?: string | null | undefined }): boolean =>
  shown.idempotencyKey == null || shown.idempotencyKey === key;

/**
 * A success that shows something else than was asked for proves nothing: it is looked up.
 * @throws ConnectorError `U-IN-DOUBT`
 */
export function agree(system: string, asMeant: boolean, shown: string): void {
  if (asMeant) return;
  const text = `${system}: answered with success and shows ${shown}, which is not what was asked for`;
  throw new ConnectorError({ code: 'U-IN-DOUBT', text, applied: 'maybe', upstream: { system } });
}
