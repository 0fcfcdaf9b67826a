import type { Posted } from '../../contracts/ports.js';
import { deliveryPosted, existingDelivery, type SapDelivery } from './deliveries.js';
import type { SapSession } from './session.js';
import { type Step, stepByStep } from './steps.js';

/** @param missing what is still to be done of the wish, the next first */
export async function bringTo(
  sap: SapSession,
  deliveryNo: string,
  signal: AbortSignal,
  missing: (found: SapDelivery) => Step[],
): Promise<Posted> {
  await stepByStep(sap.system, `delivery ${deliveryNo}`, signal, async (reading) =>
    missing(await existingDelivery(sap, deliveryNo, reading)),
  );
  return deliveryPosted(sap, deliveryNo);
}
