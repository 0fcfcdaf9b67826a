import type { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { MovementLine } from '../../contracts/entities/documents.js';
import type { Erp, GoodsMovementPosting, Posted } from '../../contracts/ports.js';
import { createdMaterialDocument, listOf, materialDocument, materialDocumentExpansion, selectOf } from './entities.js';
import { referenceOf } from './external-keys.js';
import { movementFields, movementTypeOf, ORDER_ITEM } from './movements.js';
import { dateValue, quoted, services } from './odata.js';
import type { SapSession } from './session.js';

type SapDocument = z.infer<typeof materialDocument>;

const SET = 'A_MaterialDocumentHeader';
const TEXT_LENGTH = 25;
/** What a document is about as a whole: a receipt for an order, an issue, or stock that changes its place. */
const movementCodes = { GR_PRODUCTION: '02', GI_PRODUCTION: '03', TRANSFER: '04' } as const;

export const postGoodsMovement = (sap: SapSession): Erp['postGoodsMovement'] => ({
  async send(message, { key, signal }) {
    const write = { body: bodyOf(sap, message, referenceOf(key)), lines: message.movements, signal };
    return posted(sap, [await sap.write(services.materialDocument, SET, {}, write, createdMaterialDocument)]);
  },
  async find(_, { key, signal }) {
    const $filter = `ReferenceDocument eq ${quoted(referenceOf(key))}`;
    const fields = selectOf(materialDocument, materialDocumentExpansion);
    const found = await sap.read(
      services.materialDocument,
      SET,
      { $filter, ...fields },
      listOf(materialDocument),
      signal,
    );
    const standing = (found ?? []).filter(stands);
    return standing.length > 0 ? posted(sap, standing) : null;
  },
});

/** Neither cancelled nor itself the cancellation of one, which carries the same reference. */
const stands = ({ to_MaterialDocumentItem: items }: SapDocument): boolean =>
  items.some((one) => !one.GoodsMovementIsCancelled && movementTypeOf(one.GoodsMovementType) !== undefined);

function bodyOf(sap: SapSession, message: GoodsMovementPosting, reference: string) {
  return {
    GoodsMovementCode: movementCodes[typeOf(sap, message.movements)],
    DocumentDate: dateValue(message.documentDate),
    PostingDate: dateValue(message.postingDate),
    ReferenceDocument: reference,
    MaterialDocumentHeaderText: message.text.slice(0, TEXT_LENGTH),
    to_MaterialDocumentItem: {
      results: message.movements.map((line) => ({
        // Stock that only changes its place is moved for nobody: SAP takes no order with it.
        ...(line.type !== 'TRANSFER' && { ManufacturingOrder: message.orderNo }),
        ...(line.type === 'GR_PRODUCTION' && { ManufacturingOrderItem: ORDER_ITEM }),
        ...movementFields(message.plant, line),
      })),
    },
  };
}

/** SAP wants one kind of movement in a document. */
function typeOf({ system }: SapSession, movements: MovementLine[]): MovementLine['type'] {
  const [type, ...others] = [...new Set(movements.map((line) => line.type))];
  const homeless = movements.some((line) => line.type === 'TRANSFER' && !line.toLocation);
  if (type && others.length === 0 && !homeless) return type;
  const what = homeless ? 'a transfer needs a place to go to' : 'a material document needs movements, all of one type';
  const text = `${system}: ${what}`;
  throw new ConnectorError({ code: 'P-BUG', text, applied: 'no', upstream: { system } });
}

const posted = ({ system }: SapSession, found: z.infer<typeof createdMaterialDocument>[]): Posted => ({
  documents: found.map((one) => ({
    system,
    type: 'MATERIAL_DOCUMENT',
    number: one.MaterialDocument,
    year: one.MaterialDocumentYear,
  })),
});
