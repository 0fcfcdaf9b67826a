import type { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { ConfirmationPosting, ConfirmationRecord, Erp, Posted } from '../../contracts/ports.js';
import { confirmation, confirmationExpansion, createdConfirmation, listOf, selectOf } from './entities.js';
import { uuidOf } from './external-keys.js';
import { movementFields, movementTypeOf, ORDER_ITEM } from './movements.js';
import { dateValue, entity, quoted, services } from './odata.js';
import { lineOf } from './orders.js';
import type { SapSession } from './session.js';
import { workFields } from './work-quantities.js';

type SapConfirmation = z.infer<typeof confirmation>;

const SET = 'ProdnOrdConf2';
const TEXT_LENGTH = 40;
const REASON_LENGTH = 4;
/** How SAP shows that there is none. */
const NO_KEY = /^[0-]*$/;

const fields = selectOf(confirmation, confirmationExpansion);

export const postConfirmation = (sap: SapSession): Erp['postConfirmation'] => ({
  async send(message, { key, signal }) {
    const body = bodyOf(sap, message, uuidOf(key));
    const write = { body, lines: message.movements, signal };
    return posted(sap, [await sap.write(services.confirmation, SET, {}, write, createdConfirmation)]);
  },
  async find(message, { key, signal }) {
    const uuid = uuidOf(key);
    const text = textOf(message);
    const $filter = `OrderID eq ${quoted(message.orderNo)} and (ExternalSystemConfirmation eq guid'${uuid}' or ConfirmationText eq ${quoted(text)})`;
    const found = await sap.read(services.confirmation, SET, { $filter, ...fields }, listOf(confirmation), signal);
    // Where a system does not keep external keys, the text is all there is to go by.
    const isOurs = ({ ExternalSystemConfirmation, ConfirmationText }: SapConfirmation): boolean =>
      ExternalSystemConfirmation.toLowerCase() === uuid ||
      (NO_KEY.test(ExternalSystemConfirmation) && ConfirmationText === text);
    const standing = (found ?? []).filter((one) => !one.IsReversed && !one.IsReversal && isOurs(one));
    return standing.length > 0 ? posted(sap, standing) : null;
  },
});

export const readConfirmation =
  (sap: SapSession): Erp['readConfirmation'] =>
  async ({ confirmation: { number } }, { signal }) => {
    const [group = '', count = ''] = number.split('/');
    const path = entity(SET, { ConfirmationGroup: group, ConfirmationCount: count });
    const found = await sap.read(services.confirmation, path, fields, confirmation, signal);
    if (!found) throw different(sap, `there is no confirmation ${number}`);
    if (found.IsReversed) throw different(sap, `confirmation ${number} was reversed`);
    return recordOf(sap, found);
  };

function bodyOf(sap: SapSession, message: ConfirmationPosting, uuid: string) {
  const { plant, orderNo, movements } = message;
  const reason = reasonOf(sap, message.scrapReason);
  return {
    OrderID: orderNo,
    Sequence: '0',
    OrderOperation: message.operation.padStart(4, '0'),
    ConfirmationText: textOf(message),
    ExternalSystemConfirmation: uuid,
    IsFinalConfirmation: message.final,
    FinalConfirmationType: message.final ? 'X' : '',
    PostingDate: dateValue(message.postingDate),
    ConfirmationUnit: unitOf(sap, message),
    ConfirmationYieldQuantity: message.yield.value,
    ConfirmationScrapQuantity: message.scrap.value,
    ConfirmationReworkQuantity: message.rework.value,
    ...(reason && { VarianceReasonCode: reason }),
    ...workFields(sap, message.activities),
    // SAP would work out movements of its own for a confirmation that brings none.
    APIConfHasNoGoodsMovements: movements.length === 0,
    to_ProdnOrdConfMatlDocItm: {
      results: movements.map((line) => ({
        OrderID: orderNo,
        ...(line.type === 'GR_PRODUCTION' && { OrderItem: ORDER_ITEM }),
        ...movementFields(plant, line),
      })),
    },
  };
}

/** One of SAP's own reasons, of 4 characters. One that has none there is left out: it must not hold up the stock. */
function reasonOf({ config }: SapSession, reason = ''): string {
  const mapped = config.scrapReasons[reason] ?? reason;
  return mapped.length <= REASON_LENGTH ? mapped : '';
}

/** A confirmation has one unit for all three. */
function unitOf({ system }: SapSession, { yield: made, scrap, rework }: ConfirmationPosting): string {
  const odd = [scrap, rework].find(({ uom }) => uom !== made.uom);
  if (!odd) return made.uom;
  const text = `${system}: a confirmation cannot have ${made.uom} and ${odd.uom} side by side`;
  throw new ConnectorError({ code: 'C-UOM', text, applied: 'no', upstream: { system } });
}

const textOf = ({ confirmationId }: ConfirmationPosting): string => confirmationId.slice(0, TEXT_LENGTH);

type Numbered = z.infer<typeof createdConfirmation> & Partial<SapConfirmation>;

function posted({ system }: SapSession, confirmations: Numbered[]): Posted {
  const documents: DocumentRef[] = [];
  for (const one of confirmations) {
    documents.push({ system, type: 'CONFIRMATION', number: `${one.ConfirmationGroup}/${one.ConfirmationCount}` });
    documents.push(...materialDocumentsOf(system, one));
  }
  return { documents };
}

function materialDocumentsOf(
  system: string,
  { to_ProdnOrdConfMatlDocItm: items = [] }: Partial<SapConfirmation>,
): DocumentRef[] {
  const numbers = new Map(
    items.filter((one) => one.MaterialDocument).map((one) => [one.MaterialDocument, one.MaterialDocumentYear]),
  );
  return [...numbers].map(([number, year]) => ({ system, type: 'MATERIAL_DOCUMENT', number, year }));
}

function recordOf(sap: SapSession, found: SapConfirmation): ConfirmationRecord {
  return {
    ...posted(sap, [found]),
    yield: found.ConfirmationYieldQuantity,
    scrap: found.ConfirmationScrapQuantity,
    rework: found.ConfirmationReworkQuantity,
    final: found.IsFinalConfirmation,
    // A movement that failed (COGI) has no document.
    movements: found.to_ProdnOrdConfMatlDocItm.flatMap((one) => {
      const type = movementTypeOf(one.GoodsMovementType);
      if (!type || !one.MaterialDocument) return [];
      const quantity = { value: one.QuantityInEntryUnit, uom: one.EntryUnit };
      return [
        {
          type,
          item: one.Material,
          quantity,
          ...(one.ReservationItem && { reservationItem: lineOf(one.ReservationItem) }),
        },
      ];
    }),
  };
}

const different = ({ system }: SapSession, text: string): ConnectorError =>
  new ConnectorError({ code: 'C-DIFFERENT', text: `${system}: ${text}`, applied: 'no', upstream: { system } });
