import type { z } from 'zod';
import type { DocumentRef, MovementLine, MovementType } from '../../contracts/entities/documents.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, GoodsMovementPosting, Posted } from '../../contracts/ports.js';
import { createdMaterialDocument, listOf, materialDocument, materialDocumentExpansion, selectOf } from './entities.js';
import { referenceOf } from './external-keys.js';
import {
  isForOrder,
  isForPurchaseOrder,
  movementFields,
  movementTypeOf,
  ORDER_ITEM,
  purchaseFields,
} from './movements.js';
import { dateValue, quoted, services } from './odata.js';
import type { SapSession } from './session.js';

export type SapDocument = z.infer<typeof materialDocument>;

export const DOCUMENTS = 'A_MaterialDocumentHeader';
export const documentFields = selectOf(materialDocument, materialDocumentExpansion);
const TEXT_LENGTH = 25;
/**
 * What a document is about as a whole: 01 a purchase order, 02 a receipt for a production order, 03 an issue, 04 stock
 * that changes its place or what it may be used for, 05 any other receipt.
 */
const movementCodes: Record<MovementType, string> = {
  GR_PRODUCTION: '02',
  GR_PRODUCTION_LESS: '02',
  GI_PRODUCTION: '03',
  TRANSFER: '04',
  GR_PURCHASE: '01',
  GR_PURCHASE_LESS: '01',
  GR_FREE: '05',
  QUALITY_RELEASE: '04',
  QUALITY_BLOCK: '04',
  SAMPLE: '03',
  RETURN_SUPPLIER: '01',
  COUNT_GAIN: '05',
  COUNT_LOSS: '03',
  BLOCK: '04',
  UNBLOCK: '04',
  LOT_CHANGE: '04',
};

export const postGoodsMovement = (sap: SapSession): Erp['postGoodsMovement'] => ({
  async send(message, { key, signal }) {
    const write = { body: bodyOf(sap, message, referenceOf(key)), lines: message.movements, signal };
    const made = await sap.write(services.materialDocument, DOCUMENTS, {}, write, createdMaterialDocument);
    return documentsPosted(sap, [made]);
  },
  async find(_, { key, signal }) {
    const parameters = { $filter: `ReferenceDocument eq ${quoted(referenceOf(key))}`, ...documentFields };
    const shape = listOf(materialDocument);
    const found = await sap.read(services.materialDocument, DOCUMENTS, parameters, shape, signal);
    const standing = (found ?? []).filter(stands);
    return standing.length > 0 ? documentsPosted(sap, standing) : null;
  },
});

/** Neither cancelled nor itself the cancellation of one, which carries the same reference. */
const stands = ({ to_MaterialDocumentItem: items }: SapDocument): boolean =>
  items.some(
    (one) =>
      !one.GoodsMovementIsCancelled &&
      !one.ReversedMaterialDocument &&
      movementTypeOf(one.GoodsMovementType) !== undefined,
  );

function bodyOf(sap: SapSession, message: GoodsMovementPosting, reference: string) {
  return {
    GoodsMovementCode: movementCodes[typeOf(sap, message)],
    DocumentDate: dateValue(message.documentDate),
    PostingDate: dateValue(message.postingDate),
    ReferenceDocument: reference,
    MaterialDocumentHeaderText: message.text.slice(0, TEXT_LENGTH),
    to_MaterialDocumentItem: {
      results: message.movements.map((line) => ({
        // Anything else is moved for nobody: SAP takes no production order with it.
        ...(isForProduction(line) && { ManufacturingOrder: message.orderNo }),
        ...(isForOrder(line.type) && { ManufacturingOrderItem: ORDER_ITEM }),
        ...movementFields(message.plant, line),
        ...purchaseFields(line),
      })),
    },
  };
}

const isForProduction = ({ type }: MovementLine): boolean => isForOrder(type) || type === 'GI_PRODUCTION';

/** SAP wants one kind of movement in a document. @throws ConnectorError P-BUG */
function typeOf({ system }: SapSession, { orderNo, movements }: GoodsMovementPosting): MovementType {
  const [type, ...others] = [...new Set(movements.map((line) => line.type))];
  const lacking = movements.map((line) => lackOf(line, orderNo)).find((what) => what !== undefined);
  if (type && others.length === 0 && lacking === undefined) return type;
  const text = `${system}: ${lacking ?? 'a material document needs movements, all of one type'}`;
  throw new ConnectorError({ code: 'P-BUG', text, applied: 'no', upstream: { system } });
}

function lackOf(line: MovementLine, orderNo: string | undefined): string | undefined {
  if (line.type === 'TRANSFER' && !line.toLocation) return 'a transfer needs a place to go to';
  if (line.type === 'LOT_CHANGE' && !(line.lot && line.toLot)) return 'a change of lots needs both of them';
  if (isForProduction(line) && !orderNo) return 'it needs the production order that stock is moved for';
  if (isForPurchaseOrder(line.type) && !line.purchaseOrder) return 'it needs the line of the purchase order';
  return undefined;
}

/** Each document once. */
export function documentsPosted(
  { system }: SapSession,
  found: Pick<SapDocument, 'MaterialDocument' | 'MaterialDocumentYear'>[],
): Posted {
  const documents = new Map(
    found.map(({ MaterialDocument: number, MaterialDocumentYear: year }): [string, DocumentRef] => [
      `${number}/${year}`,
      { system, type: 'MATERIAL_DOCUMENT', number, year },
    ]),
  );
  return { documents: [...documents.values()] };
}
