import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import {
  deliveryPosted,
  existingDelivery,
  following,
  GOODS_ISSUE_CANCELLED,
  goodsIssueOf,
  isIssued,
  readSapDelivery,
  type SapDelivery,
} from './deliveries.js';
import { callOn, patchDelivery } from './delivery-functions.js';
import { dateValue, dayLiteral } from './odata.js';
import { decidedAnew, inDoubt, preparing, uncut } from './preconditions.js';
import type { SapSession } from './session.js';
import { dayOf } from './times.js';

/** Found again by the delivery's own status, whoever has posted it. */
export const postGoodsIssue = (sap: SapSession): Erp['postGoodsIssue'] => ({
  send: ({ deliveryNo, actualDate }, { signal }) =>
    decidedAnew(async () => {
      const found = await dated(sap, await existingDelivery(sap, deliveryNo, signal), actualDate, signal);
      if (isIssued(found)) return issued(sap, found);
      await callOn(sap, found, 'PostGoodsIssue', {}, signal);
      const posted = await readBack(sap, deliveryNo);
      if (posted && isIssued(posted)) return issued(sap, posted);
      throw inDoubt(sap.system, `reports goods issue, which reading delivery ${deliveryNo} did not confirm`);
    }),
  async find({ deliveryNo }, { signal }) {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    return found && isIssued(found) ? issued(sap, found) : null;
  },
});

/** One that was never posted counts as reversed. */
export const reverseGoodsIssue = (sap: SapSession): Erp['reverseGoodsIssue'] => ({
  send: ({ deliveryNo, date }, { signal }) =>
    decidedAnew(async () => {
      const found = await readSapDelivery(sap, deliveryNo, signal);
      if (!found || !isIssued(found)) return reversed(sap, deliveryNo, found);
      await callOn(sap, found, 'ReverseGoodsIssue', { ActualGoodsMovementDate: dayLiteral(date) }, signal);
      const after = await readBack(sap, deliveryNo);
      if (after && !isIssued(after)) return reversed(sap, deliveryNo, after);
      throw inDoubt(sap.system, `reports a reversal, which reading delivery ${deliveryNo} did not confirm`);
    }),
  async find({ deliveryNo }, { signal }) {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    return found && isIssued(found) ? null : reversed(sap, deliveryNo, found);
  },
});

/** The action posts on the delivery's actual date, and on today where it has none. */
async function dated(sap: SapSession, found: SapDelivery, day: string, signal: AbortSignal): Promise<SapDelivery> {
  if (isIssued(found) || dayOf(found.ActualGoodsMovementDate) === day) return found;
  await preparing(sap.system, patchDelivery(sap, found, { ActualGoodsMovementDate: dateValue(day) }));
  return existingDelivery(sap, found.DeliveryDocument, signal);
}

/** After the call a failed read is no proof of anything. */
const readBack = (sap: SapSession, deliveryNo: string): Promise<SapDelivery | null> =>
  readSapDelivery(sap, deliveryNo, uncut()).catch(() => null);

function issued(sap: SapSession, found: SapDelivery): Posted {
  const document = goodsIssueOf(sap, found)?.document;
  return document ? { documents: [document] } : deliveryPosted(sap, found.DeliveryDocument);
}

function reversed(sap: SapSession, deliveryNo: string, found: SapDelivery | null): Posted {
  const { documents } = deliveryPosted(sap, deliveryNo);
  const number = found ? following(found, GOODS_ISSUE_CANCELLED) : undefined;
  const cancellation: DocumentRef[] = number ? [{ system: sap.system, type: 'MATERIAL_DOCUMENT', number }] : [];
  return { documents: [...documents, ...cancellation] };
}
