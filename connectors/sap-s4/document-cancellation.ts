import type { DocumentRef } from '../../contracts/entities/documents.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import { createdMaterialDocument, fieldsOf, listOf, materialDocument } from './entities.js';
import { DOCUMENTS, documentFields, documentsPosted, type SapDocument } from './material-documents.js';
import { dayLiteral, entity, quoted, services } from './odata.js';
import { inDoubt, rejected, uncut } from './preconditions.js';
import { reversalItem } from './purchase-entities.js';
import type { SapSession } from './session.js';

/** By a document of its own, found again by what it reverses, whoever has cancelled it. */
export const cancelGoodsMovement = (sap: SapSession): Erp['cancelGoodsMovement'] => ({
  async send({ document, date }, { signal }) {
    const key = keyOf(sap, document);
    const found = await read(sap, key, signal);
    if (!found) throw rejected(sap.system, `there is no material document ${document.number} of ${key.year}`);
    if (!isCancelled(found)) await cancel(sap, key, date, signal);
    const by = await standingCancellation(sap, key, uncut()).catch(() => null);
    if (by) return by;
    throw inDoubt(sap.system, `reports a cancellation, which reading ${document.number} did not confirm`);
  },
  find: ({ document }, { signal }) => standingCancellation(sap, keyOf(sap, document), signal),
});

interface DocumentKey {
  number: string;
  year: string;
}

/** @throws ConnectorError P-BUG where the year is missing: numbers begin anew with each */
function keyOf({ system }: SapSession, { number, year }: DocumentRef): DocumentKey {
  if (year) return { number, year };
  const text = `${system}: material document ${number} needs its year`;
  throw new ConnectorError({ code: 'P-BUG', text, applied: 'no', upstream: { system } });
}

function read(sap: SapSession, { number, year }: DocumentKey, signal: AbortSignal): Promise<SapDocument | null> {
  const path = entity(DOCUMENTS, { MaterialDocumentYear: year, MaterialDocument: number });
  return sap.read(services.materialDocument, path, documentFields, materialDocument, signal);
}

/** All of it; what SAP has added by itself goes with the rest. */
function isCancelled({ to_MaterialDocumentItem: items }: SapDocument): boolean {
  const own = items.filter(({ IsAutomaticallyCreated }) => !IsAutomaticallyCreated);
  return own.length > 0 && own.every(({ GoodsMovementIsCancelled }) => GoodsMovementIsCancelled);
}

/** Somebody may have been quicker: then it is what was wanted. */
async function cancel(sap: SapSession, key: DocumentKey, date: string, signal: AbortSignal): Promise<void> {
  const parameters = {
    MaterialDocumentYear: quoted(key.year),
    MaterialDocument: quoted(key.number),
    PostingDate: dayLiteral(date),
  };
  try {
    await sap.write(services.materialDocument, 'Cancel', parameters, { signal }, createdMaterialDocument);
  } catch (error) {
    const isRefused = error instanceof ConnectorError && error.trouble.code.startsWith('B-');
    const found = isRefused ? await read(sap, key, uncut()).catch(() => null) : null;
    if (!found || !isCancelled(found)) throw error;
  }
}

/** The documents that have cancelled it; the document itself where SAP does not show them; null while it stands. */
async function standingCancellation(sap: SapSession, key: DocumentKey, signal: AbortSignal): Promise<Posted | null> {
  const found = await read(sap, key, signal);
  if (!found || !isCancelled(found)) return null;
  const { number, year } = key;
  const parameters = {
    $filter: `ReversedMaterialDocument eq ${quoted(number)} and ReversedMaterialDocumentYear eq ${quoted(year)}`,
    $select: fieldsOf(reversalItem).join(','),
  };
  const shape = listOf(reversalItem);
  const items = await sap.read(services.materialDocument, 'A_MaterialDocumentItem', parameters, shape, signal);
  return documentsPosted(sap, items && items.length > 0 ? items : [found]);
}
