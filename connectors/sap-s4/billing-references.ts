import type { z } from 'zod';
import { fieldsOf, listOf } from './entities.js';
import { anyOf, quoted, services } from './odata.js';
import { billingHead, billingItem } from './sales-entities.js';
import type { SapSession } from './session.js';

type BillingHead = z.infer<typeof billingHead>;

/** An invoice; pro forma ones and cancellations are other categories. */
const INVOICE = 'M';

/** Invoices that reference these deliveries and are not cancelled. */
export async function standingBillings(
  sap: SapSession,
  deliveryNos: string[],
  signal: AbortSignal,
): Promise<BillingHead[]> {
  const ofDeliveries = {
    $filter: anyOf('ReferenceSDDocument', deliveryNos),
    $select: fieldsOf(billingItem).join(','),
  };
  const shape = listOf(billingItem);
  const items = await sap.read(services.billingDocument, 'A_BillingDocumentItem', ofDeliveries, shape, signal);
  const numbers = new Set((items ?? []).map((one) => one.BillingDocument));
  if (numbers.size === 0) return [];
  const heads = {
    $filter: anyOf('BillingDocument', numbers),
    $select: fieldsOf(billingHead).join(','),
  };
  const found = await sap.read(services.billingDocument, 'A_BillingDocument', heads, listOf(billingHead), signal);
  return (found ?? []).filter(
    (one) => one.SDDocumentCategory === INVOICE && !one.BillingDocumentIsCancelled && !one.CancelledBillingDocument,
  );
}

/** The number of the document that cancelled this one, once there is one. */
export async function cancellationOf(
  sap: SapSession,
  billingDocumentNo: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const parameters = {
    $filter: `CancelledBillingDocument eq ${quoted(billingDocumentNo)}`,
    $select: fieldsOf(billingHead).join(','),
  };
  const found = await sap.read(services.billingDocument, 'A_BillingDocument', parameters, listOf(billingHead), signal);
  return found?.[0]?.BillingDocument;
}
