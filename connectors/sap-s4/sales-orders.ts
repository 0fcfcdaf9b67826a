import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { CheckStatus, Incoterm, SalesOrder, SalesOrderLine } from '../../contracts/entities/sales-order.js';
import { ConnectorError, type ErrorCode } from '../../contracts/errors.js';
import type { Erp } from '../../contracts/ports.js';
import { readShipTo } from './customers.js';
import { fieldsOf } from './entities.js';
import { entity, services, unpadded } from './odata.js';
import { salesOrder, type salesOrderItem, salesOrderPartner } from './sales-entities.js';
import type { SapSession } from './session.js';
import { dayOf, instantOfStamp } from './times.js';

export type SapSalesOrder = z.infer<typeof salesOrder>;
type SapItem = z.infer<typeof salesOrderItem>;

const SHIP_TO = 'SH';
const INCOTERMS: readonly Incoterm[] = ['EXW', 'FCA', 'CPT', 'CIP', 'FAS', 'FOB', 'CFR', 'CIF', 'DAP', 'DPU', 'DDP'];
/** Of a credit check: not needed where empty, passed, or released by a person; anything else is not. */
const CREDIT: Record<string, CheckStatus> = { '': 'NOT_REQUIRED', A: 'APPROVED', D: 'APPROVED' };
/** Complete delivery of the item only. */
const COMPLETE_ONLY = 'C';
/** Prices are kept for as many units as make them come out in hundredths. */
const PRICE_UNITS = [1, 10, 100, 1000];

const own = fieldsOf(salesOrder).filter((name) => !name.startsWith('to_'));
const fields = {
  $select: [...own, ...fieldsOf(salesOrderPartner).map((field) => `to_Partner/${field}`), 'to_Item'].join(','),
  $expand: 'to_Partner,to_Item,to_Item/to_ScheduleLine',
};

export const readSapSalesOrder = (
  sap: SapSession,
  salesOrderNo: string,
  signal: AbortSignal,
): Promise<SapSalesOrder | null> =>
  sap.read(services.salesOrder, entity('A_SalesOrder', salesOrderNo), fields, salesOrder, signal);

export const readSalesOrder =
  (sap: SapSession): Erp['readSalesOrder'] =>
  async ({ salesOrderNo }, { signal }) => {
    const order = await readSapSalesOrder(sap, salesOrderNo, signal);
    if (!order) return null;
    const place = order.IncotermsLocation1 || order.IncotermsTransferLocation;
    const partner = order.to_Partner.find(({ PartnerFunction }) => PartnerFunction === SHIP_TO);
    const shipTo = await readShipTo(sap, partner?.Customer || order.SoldToParty, place, signal);
    return { ...canonical(sap, order), incoterms: { code: incotermOf(sap, order), place }, shipTo };
  };

/** Services pad the number of an item differently; a line must be the same one everywhere. */
export const salesLineOf = (item: string): string => item.padStart(6, '0');

export const creditOf = (status: string): CheckStatus => CREDIT[status] ?? 'BLOCKED';

type Read = Omit<SalesOrder, 'incoterms' | 'shipTo'>;

function canonical(sap: SapSession, order: SapSalesOrder): Read {
  const { config } = sap;
  const block = order.DeliveryBlockReason;
  // Export control holds an order back by a delivery block of its own.
  const forExport = config.exportBlocks.includes(block);
  const billingBlock =
    order.HeaderBillingBlockReason || order.to_Item.find((one) => one.ItemBillingBlockReason)?.ItemBillingBlockReason;
  return {
    company: config.companyCode,
    salesOrderNo: order.SalesOrder,
    sourceVersion: instantOfStamp(order.LastChangeDateTime),
    customer: order.SoldToParty,
    completeDelivery: order.CompleteDeliveryIsDefined,
    credit: creditOf(order.TotalCreditCheckStatus),
    export: forExport ? 'BLOCKED' : 'NOT_REQUIRED',
    ...(block && !forExport && { deliveryBlock: block }),
    ...(billingBlock && { billingBlock }),
    invoiceMode: config.invoiceModes[unpadded(order.SoldToParty)] ?? 'PER_DELIVERY',
    signatureRequired: order.SlsDocIsRlvtForProofOfDeliv,
    lines: order.to_Item.map((item) => lineOf(order, item)),
  };
}

function lineOf(order: SapSalesOrder, item: SapItem): SalesOrderLine {
  // A blocked schedule line is not to be delivered, whatever is confirmed of it.
  const schedule = item.to_ScheduleLine.filter(({ DelivBlockReasonForSchedLine }) => !DelivBlockReasonForSchedLine);
  const confirmed = schedule.map((one) => new Decimal(one.ConfdOrderQtyByMatlAvailCheck));
  const first = schedule.find((_, index) => confirmed[index]?.gt(0)) ?? schedule[0];
  const date = first?.ConfirmedDeliveryDate || first?.RequestedDeliveryDate || order.RequestedDeliveryDate;
  const uom = item.RequestedQuantityUnit;
  return {
    line: salesLineOf(item.SalesOrderItem),
    plant: item.ProductionPlant,
    item: item.Material,
    quantity: { value: item.RequestedQuantity, uom },
    confirmed: { value: Decimal.sum(0, ...confirmed).toFixed(), uom },
    ...priceOf(item),
    deliveryDate: dayOf(date),
    partialAllowed: item.PartialDeliveryIsAllowed !== COMPLETE_ONLY,
    overTolerancePct: item.OverdelivTolrtdLmtRatioInPct || '0',
    rejected: item.SalesDocumentRjcnReason !== '',
  };
}

/** SAP shows what the whole quantity costs; where that has no price in hundredths, the whole quantity is its unit. */
function priceOf(item: SapItem): Pick<SalesOrderLine, 'netPrice' | 'priceUnit'> {
  const { NetAmount, RequestedQuantity, TransactionCurrency: currency } = item;
  if (new Decimal(RequestedQuantity).isZero()) return { netPrice: { amount: NetAmount, currency }, priceUnit: '1' };
  for (const unit of PRICE_UNITS) {
    const amount = new Decimal(NetAmount).times(unit).div(RequestedQuantity);
    if (amount.decimalPlaces() <= 2) return { netPrice: { amount: amount.toFixed(2), currency }, priceUnit: `${unit}` };
  }
  return { netPrice: { amount: NetAmount, currency }, priceUnit: RequestedQuantity };
}

function incotermOf({ system, config }: SapSession, order: SapSalesOrder): Incoterm {
  const said = order.IncotermsClassification;
  const known = config.incoterms[said] ?? INCOTERMS.find((one) => one === said);
  if (known) return known;
  const [code, what]: [ErrorCode, string] = said
    ? ['C-MAPPING', `Incoterms ${said} are not known: add them to incoterms`]
    : ['C-ORDER-INVALID', 'it has no Incoterms'];
  const text = `${system}: sales order ${order.SalesOrder}: ${what}`;
  throw new ConnectorError({ code, text, applied: 'no', upstream: { system } });
}
