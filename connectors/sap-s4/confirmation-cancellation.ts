import type { z } from 'zod';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import { confirmation, confirmationExpansion, createdConfirmation, listOf, selectOf } from './entities.js';
import { documentsPosted } from './material-documents.js';
import { anyOf, dayLiteral, entity, quoted, services } from './odata.js';
import { inDoubt, rejected, uncut } from './preconditions.js';
import { reversalItem } from './purchase-entities.js';
import type { SapSession } from './session.js';
import { ConnectorError } from '../../contracts/errors.js';

type SapConfirmation = z.infer<typeof confirmation>;

const SET = 'ProdnOrdConf2';
const fields = selectOf(confirmation, confirmationExpansion);
const reversalFields = Object.keys(reversalItem.shape).join(',');

/** SAP reverses what it had posted with the confirmation; found again by the mark on the confirmation, whoever set it. */
export const cancelConfirmation = (sap: SapSession): Erp['cancelConfirmation'] => ({
  async send({ confirmation: document, date }, { signal }) {
    const found = await read(sap, document, signal);
    if (!found) throw rejected(sap.system, `there is no confirmation ${document.number}`);
    if (!found.IsReversed) await cancel(sap, document, date, signal);
    const by = await standingReversal(sap, document, uncut()).catch(() => null);
    if (by) return by;
    throw inDoubt(sap.system, `reports a reversal, which reading ${document.number} did not confirm`);
  },
  find: ({ confirmation: document }, { signal }) => standingReversal(sap, document, signal),
});

const keyOf = ({ number }: DocumentRef): { group: string; count: string } => {
  const [group = '', count = ''] = number.split('/');
  return { group, count };
};

function read(sap: SapSession, document: DocumentRef, signal: AbortSignal): Promise<SapConfirmation | null> {
  const { group, count } = keyOf(document);
  const path = entity(SET, { ConfirmationGroup: group, ConfirmationCount: count });
  return sap.read(services.confirmation, path, fields, confirmation, signal);
}

/** Somebody may have been quicker: then it is what was wanted. */
async function cancel(sap: SapSession, document: DocumentRef, date: string, signal: AbortSignal): Promise<void> {
  const { group, count } = keyOf(document);
  const parameters = {
    ConfirmationGroup: quoted(group),
    ConfirmationCount: quoted(count),
    PostingDate: dayLiteral(date),
  };
  try {
    await sap.write(services.confirmation, 'CancelProdnOrdConf', parameters, { signal }, createdConfirmation);
  } catch (error) {
    const isRefused = error instanceof ConnectorError && error.trouble.code.startsWith('B-');
    const found = isRefused ? await read(sap, document, uncut()).catch(() => null) : null;
    if (!found?.IsReversed) throw error;
  }
}

/** The confirmation, and the documents that have taken its movements back; null while it stands. */
async function standingReversal(sap: SapSession, document: DocumentRef, signal: AbortSignal): Promise<Posted | null> {
  const found = await read(sap, document, signal);
  if (!found?.IsReversed) return null;
  const moved = found.to_ProdnOrdConfMatlDocItm.flatMap(({ MaterialDocument }) => MaterialDocument || []);
  if (moved.length === 0) return { documents: [document] };
  const parameters = { $filter: anyOf('ReversedMaterialDocument', moved), $select: reversalFields };
  const shape = listOf(reversalItem);
  const items = await sap.read(services.materialDocument, 'A_MaterialDocumentItem', parameters, shape, signal);
  const years = new Set(found.to_ProdnOrdConfMatlDocItm.map((one) => one.MaterialDocumentYear));
  const own = (items ?? []).filter((one) => years.has(one.ReversedMaterialDocumentYear));
  return { documents: [document, ...documentsPosted(sap, own).documents] };
}
