import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { DeliveryLine, OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp, Posted } from '../../contracts/ports.js';
import { standingBillings } from './billing-references.js';
import { fieldsOf } from './entities.js';
import { entity, sameNumber, services } from './odata.js';
import { rejected } from './preconditions.js';
import { delivery, deliveryItem, documentFlow } from './sales-entities.js';
import { creditOf, salesLineOf } from './sales-orders.js';
import type { SapSession } from './session.js';
import { dayOf, instantOf } from './times.js';

export type SapDelivery = z.infer<typeof delivery>;
export type SapDeliveryItem = z.infer<typeof deliveryItem>;

/** Of an overall status: it is so of all that the delivery has. */
const COMPLETE = 'C';
const NOT_BILLED = ['', 'A'];
/** Categories of what follows a delivery. */
export const PICKING = 'Q';
export const GOODS_ISSUE = 'R';
export const GOODS_ISSUE_CANCELLED = 'h';

const ITEMS = 'to_DeliveryDocumentItem';
const FLOW = `${ITEMS}/to_DocumentFlow`;
const ownFields = (shape: typeof delivery | typeof deliveryItem): string[] =>
  fieldsOf(shape).filter((name) => !name.startsWith('to_'));
const fields = {
  $select: [
    ...ownFields(delivery),
    ...ownFields(deliveryItem).map((field) => `${ITEMS}/${field}`),
    ...fieldsOf(documentFlow).map((field) => `${FLOW}/${field}`),
  ].join(','),
  $expand: `${ITEMS},${FLOW}`,
};

export const readSapDelivery = (
  sap: SapSession,
  deliveryNo: string,
  signal: AbortSignal,
): Promise<SapDelivery | null> =>
  sap.read(services.outboundDelivery, entity('A_OutbDeliveryHeader', deliveryNo), fields, delivery, signal);

/** @throws ConnectorError B-REJECTED when there is none */
export async function existingDelivery(sap: SapSession, deliveryNo: string, signal: AbortSignal): Promise<SapDelivery> {
  const found = await readSapDelivery(sap, deliveryNo, signal);
  if (found) return found;
  throw rejected(sap.system, `there is no delivery ${deliveryNo}`);
}

export const readDelivery =
  (sap: SapSession): Erp['readDelivery'] =>
  async ({ deliveryNo }, { signal }) => {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    if (!found) return null;
    const billed = !NOT_BILLED.includes(found.OverallDelivReltdBillgStatus);
    const [billing] = billed ? await standingBillings(sap, [found.DeliveryDocument], signal) : [];
    return { ...canonical(sap, found), ...(billing && { billingDocumentNo: billing.BillingDocument }) };
  };

export const isIssued = ({ OverallGoodsMovementStatus }: SapDelivery): boolean =>
  OverallGoodsMovementStatus === COMPLETE;

export const deliveryPosted = ({ system }: SapSession, deliveryNo: string): Posted => ({
  documents: [{ system, type: 'OUTBOUND_DELIVERY', number: deliveryNo }],
});

/** The youngest document of this category that follows the delivery; a repeated goods issue has several. */
export function following(found: SapDelivery, category: string): string | undefined {
  const numbers = found.to_DeliveryDocumentItem
    .flatMap((item) => item.to_DocumentFlow)
    .filter((one) => one.SubsequentDocumentCategory === category && one.Subsequentdocument !== '')
    .map((one) => one.Subsequentdocument);
  return numbers.toSorted((a, b) => new Decimal(b).cmp(a))[0];
}

/** The material document; where the document flow does not show it yet, the delivery stands for it. */
export function goodsIssueOf(sap: SapSession, found: SapDelivery): OutboundDelivery['goodsIssue'] {
  if (!isIssued(found)) return undefined;
  const date = dayOf(found.ActualGoodsMovementDate);
  const number = following(found, GOODS_ISSUE);
  const document: DocumentRef = number
    ? { system: sap.system, type: 'MATERIAL_DOCUMENT', number, ...(date && { year: date.slice(0, 4) }) }
    : { system: sap.system, type: 'OUTBOUND_DELIVERY', number: found.DeliveryDocument };
  return { document, date };
}

function canonical(sap: SapSession, found: SapDelivery): OutboundDelivery {
  const items = found.to_DeliveryDocumentItem;
  const goodsIssue = goodsIssueOf(sap, found);
  const plant = items[0]?.Plant ?? '';
  return {
    plant,
    deliveryNo: found.DeliveryDocument,
    salesOrderNo: items[0]?.ReferenceSDDocument ?? '',
    shipTo: found.ShipToParty,
    plannedGoodsIssue: plannedGoodsIssueOf(sap, found, plant),
    credit: creditOf(found.TotalCreditCheckStatus),
    ...(found.DeliveryBlockReason && { deliveryBlock: found.DeliveryBlockReason }),
    weight: { value: found.HeaderGrossWeight, uom: found.HeaderWeightUnit || 'KG' },
    lines: items.filter((item) => !isSplitUp(found, item)).map(lineOf),
    ...(goodsIssue && { goodsIssue }),
  };
}

/** An item whose whole quantity is in the items that it was split into, by lot. */
const isSplitUp = (found: SapDelivery, item: SapDeliveryItem): boolean =>
  new Decimal(item.ActualDeliveryQuantity).isZero() && splitItemsOf(found, item.DeliveryDocumentItem).length > 0;

/** SAP shows that there is none as zeros. */
const isPart = (higher: string): boolean => /[1-9]/.test(higher);

export const splitItemsOf = (found: SapDelivery, line: string): SapDeliveryItem[] =>
  found.to_DeliveryDocumentItem.filter(
    ({ HigherLvlItmOfBatSpltItm: higher }) => isPart(higher) && sameNumber(higher, line),
  );

/** A part that was split off shows the line that it belongs to: `000010/900001`. */
const nameOf = ({ DeliveryDocumentItem, HigherLvlItmOfBatSpltItm: higher }: SapDeliveryItem): string =>
  isPart(higher) ? `${salesLineOf(higher)}/${DeliveryDocumentItem}` : salesLineOf(DeliveryDocumentItem);

const lineOf = (item: SapDeliveryItem): DeliveryLine => ({
  line: nameOf(item),
  salesOrderLine: salesLineOf(item.ReferenceSDDocumentItem),
  item: item.Material,
  quantity: { value: item.ActualDeliveryQuantity, uom: item.DeliveryQuantityUnit },
  picked: { value: pickedOf(item).toFixed(), uom: item.DeliveryQuantityUnit },
  ...(item.Batch && { lot: item.Batch }),
  ...(item.StorageLocation && { location: item.StorageLocation }),
});

/** What is picked stands in the document flow, in base units; without it the status says all or nothing. */
export function pickedOf(item: SapDeliveryItem): Decimal {
  const picks = item.to_DocumentFlow.filter((one) => one.SubsequentDocumentCategory === PICKING);
  if (picks.length === 0) return new Decimal(item.PickingStatus === COMPLETE ? item.ActualDeliveryQuantity : 0);
  return Decimal.sum(...picks.map((one) => one.QuantityInBaseUnit))
    .times(item.DeliveryToBaseQuantityDnmntr)
    .div(item.DeliveryToBaseQuantityNmrtr);
}

function plannedGoodsIssueOf({ system, config }: SapSession, found: SapDelivery, plant: string): string {
  try {
    const zone = config.zones[plant] ?? config.zone;
    return instantOf(found.PlannedGoodsIssueDate, found.GoodsIssueTime || 'PT00H00M00S', zone);
  } catch (cause) {
    const text = `${system}: the planned goods issue of delivery ${found.DeliveryDocument} cannot be understood`;
    throw new ConnectorError({ code: 'C-BAD-REPLY', text, applied: 'no', upstream: { system } }, { cause });
  }
}
