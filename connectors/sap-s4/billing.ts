import type { z } from 'zod';
import type { BillingDocument } from '../../contracts/entities/billing-document.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import { cancellationOf, standingBillings } from './billing-references.js';
import { selectOf } from './entities.js';
import { messageTrouble } from './errors.js';
import { entity, quoted, services } from './odata.js';
import { decidedAnew, inDoubt, rejected, uncut } from './preconditions.js';
import { billingDocument, billingItem, createdBilling, reportsOf } from './sales-entities.js';
import type { SapSession } from './session.js';

type SapBilling = z.infer<typeof billingDocument>;

const CREATE = 'BillingDocument/SAP__self.CreateFromSDDocument';
const DELIVERY = 'J';
const fields = selectOf(billingDocument, { to_Item: billingItem });

/** One billing document for these deliveries, posted to accounting with it. */
export const bill = (sap: SapSession): Erp['bill'] => ({
  async send({ deliveryNos, billingDate }, { signal }) {
    const body = {
      _Control: { DefaultBillingDocumentDate: billingDate, AutomPostingToAcctgIsDisabled: false },
      _Reference: deliveryNos.map((SDDocument) => ({ SDDocument, SDDocumentCategory: DELIVERY })),
    };
    const created = await sap.write(sap.config.billingService, CREATE, {}, { body, signal }, createdBilling);
    return billed(sap, created.value);
  },
  async find({ deliveryNos }, { signal }) {
    const standing = await standingBillings(sap, deliveryNos, signal);
    return standing.length > 0 ? billed(sap, standing) : null;
  },
});

function billed({ system }: SapSession, made: { BillingDocument: string }[]): Posted & { billingDocumentNo: string } {
  return {
    billingDocumentNo: made[0]?.BillingDocument ?? '',
    documents: made.map((one) => ({ system, type: 'BILLING_DOCUMENT', number: one.BillingDocument })),
  };
}

const read = (sap: SapSession, billingDocumentNo: string, signal: AbortSignal): Promise<SapBilling | null> =>
  sap.read(services.billingDocument, entity('A_BillingDocument', billingDocumentNo), fields, billingDocument, signal);

export const readBillingDocument =
  (sap: SapSession): Erp['readBillingDocument'] =>
  async ({ billingDocumentNo }, { signal }) => {
    const found = await read(sap, billingDocumentNo, signal);
    if (!found) return null;
    const by = found.BillingDocumentIsCancelled && (await cancellationOf(sap, found.BillingDocument, signal));
    return { ...canonical(found), ...(found.BillingDocumentIsCancelled && { cancelledBy: by || 'unknown' }) };
  };

function canonical(found: SapBilling): BillingDocument {
  const currency = found.TransactionCurrency;
  const items = found.to_Item.filter((one) => one.ReferenceSDDocumentCategory === DELIVERY);
  return {
    billingDocumentNo: found.BillingDocument,
    deliveryNos: [...new Set(items.map((one) => one.ReferenceSDDocument))],
    net: { amount: found.TotalNetAmount, currency },
    tax: { amount: found.TaxAmount, currency },
    accounting: accountingOf(found),
    ...(found.AccountingDocument && { accountingDocumentNo: found.AccountingDocument }),
  };
}

/** Transferred (C), or cancelled after it (E); empty while nothing was tried; the rest are reasons why it failed. */
function accountingOf({
  AccountingTransferStatus: status,
  AccountingDocument,
}: SapBilling): BillingDocument['accounting'] {
  if (status === '') return 'OPEN';
  return ['C', 'E'].includes(status) && AccountingDocument ? 'POSTED' : 'FAILED';
}

/** By a document of its own. SAP dates it itself: the action takes no date. */
export const cancelBilling = (sap: SapSession): Erp['cancelBilling'] => ({
  send: ({ billingDocumentNo }, { signal }) =>
    decidedAnew(async () => {
      const found = await read(sap, billingDocumentNo, signal);
      if (!found) throw rejected(sap.system, `there is no billing document ${billingDocumentNo}`);
      if (!found.BillingDocumentIsCancelled) await cancel(sap, found, signal);
      const number = await standingCancellation(sap, billingDocumentNo, uncut()).catch(() => null);
      if (number !== null) return cancelled(sap, number);
      throw inDoubt(sap.system, `reports a cancellation, which reading ${billingDocumentNo} did not confirm`);
    }),
  async find({ billingDocumentNo }, { signal }) {
    const number = await standingCancellation(sap, billingDocumentNo, signal);
    return number === null ? null : cancelled(sap, number);
  },
});

/** It answers 2xx whatever came of it: its messages say what. */
async function cancel(sap: SapSession, found: SapBilling, signal: AbortSignal): Promise<void> {
  const etag = found.__metadata?.etag;
  const write = { signal, ...(etag && { ifMatch: etag }) };
  const parameters = { BillingDocument: quoted(found.BillingDocument) };
  const reports = await sap.write(services.billingDocument, 'Cancel', parameters, write, reportsOf('Cancel'));
  for (const report of reports) {
    const trouble = messageTrouble(sap.system, report, sap.config.errorCodes);
    if (trouble) throw new ConnectorError(trouble);
  }
}

/** The number of the cancellation; of the document itself where that is not shown; null while it is not cancelled. */
async function standingCancellation(sap: SapSession, no: string, signal: AbortSignal): Promise<string | null> {
  const found = await read(sap, no, signal);
  if (!found?.BillingDocumentIsCancelled) return null;
  return (await cancellationOf(sap, found.BillingDocument, signal)) ?? found.BillingDocument;
}

const cancelled = ({ system }: SapSession, number: string): Posted => ({
  documents: [{ system, type: 'BILLING_CANCELLATION', number }],
});
