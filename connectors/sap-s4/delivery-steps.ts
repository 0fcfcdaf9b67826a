import { ConnectorError } from '../../contracts/errors.js';
import type { Posted } from '../../contracts/ports.js';
import { deliveryPosted, existingDelivery, type SapDelivery } from './deliveries.js';
import { decidedAnew, inDoubt, uncut } from './preconditions.js';
import type { SapSession } from './session.js';

/** One write that brings the delivery nearer to what it is to be. */
export type Step = () => Promise<void>;

/** More than any delivery has lines and lots. */
const STEPS_MAX = 2_000;

/**
 * Brings a delivery to a wished state, step by step: each step makes it another one, so it is read again, and what is
 * still missing is worked out anew. Begun again after a doubt, it goes on where it stands.
 * @param missing what is still to be done of the wish, the next first
 */
export async function bringTo(
  sap: SapSession,
  deliveryNo: string,
  signal: AbortSignal,
  missing: (found: SapDelivery) => Step[],
): Promise<Posted> {
  for (let steps = 0; steps < STEPS_MAX; steps += 1) {
    const left = await oneStep(sap, deliveryNo, steps === 0 ? signal : undefined, missing);
    if (left === 0) return deliveryPosted(sap, deliveryNo);
  }
  throw inDoubt(sap.system, `delivery ${deliveryNo} does not come to what it is to be`);
}

async function oneStep(
  sap: SapSession,
  deliveryNo: string,
  first: AbortSignal | undefined,
  missing: (found: SapDelivery) => Step[],
): Promise<number> {
  try {
    return await decidedAnew(async () => {
      const [next, ...others] = missing(await existingDelivery(sap, deliveryNo, first ?? uncut()));
      await next?.();
      return others.length;
    });
  } catch (error) {
    // Part of it stands already: without an answer to the rest, nobody may take it for untouched.
    if (!first && error instanceof ConnectorError && error.trouble.code.startsWith('T-')) {
      throw new ConnectorError({ ...error.trouble, code: 'U-IN-DOUBT', applied: 'maybe' }, { cause: error });
    }
    throw error;
  }
}
