import { Decimal } from 'decimal.js';
import { dateValue, stampValue } from './dates.js';

export interface NewSalesOrderLine {
  /** 10, 20 … unless told. */
  line?: string;
  plant?: string;
  item?: string;
  quantity?: string;
  uom?: string;
  /** For `priceUnit` sales units. */
  price?: string;
  priceUnit?: string;
  currency?: string;
  /** All of it unless told. */
  confirmed?: string;
  /** On the plant's calendar. */
  deliveryDate?: string;
  partialAllowed?: boolean;
  overTolerancePct?: string;
  /** Of a schedule line. */
  block?: string;
}

/** One line may be told at the order itself. */
export interface NewSalesOrder extends Omit<NewSalesOrderLine, 'line' | 'block'> {
  salesOrderNo?: string;
  customer?: string;
  incoterms?: string;
  place?: string;
  completeDelivery?: boolean;
  credit?: 'NOT_REQUIRED' | 'APPROVED' | 'BLOCKED';
  /** Export control, by its own delivery block. */
  export?: 'APPROVED' | 'BLOCKED';
  deliveryBlock?: string;
  billingBlock?: string;
  signatureRequired?: boolean;
  /** On the plant's clock: `2028-06-01T12:00:00`; noon of the delivery date unless told. */
  plannedGoodsIssue?: string;
  lines?: NewSalesOrderLine[];
}

export interface PlantSalesOrderLine extends Required<Omit<NewSalesOrderLine, 'quantity' | 'confirmed'>> {
  quantity: Decimal;
  confirmed: Decimal;
  /** SAP's reason; empty while the line stands. */
  rejection: string;
}

export interface PlantSalesOrder {
  salesOrderNo: string;
  customer: string;
  incoterms: string;
  place: string;
  completeDelivery: boolean;
  /** SAP's status of the credit check. */
  credit: '' | 'A' | 'B' | 'D';
  deliveryBlock: string;
  billingBlock: string;
  signatureRequired: boolean;
  plannedGoodsIssue?: string;
  lines: PlantSalesOrderLine[];
  /** Milliseconds; rises with each change. */
  changed: number;
}

export const EXPORT_BLOCK = 'EX';
const CREDIT = { NOT_REQUIRED: '', APPROVED: 'A', BLOCKED: 'B' } as const;

export function salesOrderOf(
  order: NewSalesOrder,
  salesOrderNo: string,
  plant: string,
  farAhead: string,
): PlantSalesOrder {
  const { lines = [{}], plannedGoodsIssue } = order;
  return {
    salesOrderNo,
    customer: order.customer ?? 'C-100',
    incoterms: order.incoterms ?? 'DAP',
    place: order.place ?? 'Chicago',
    completeDelivery: order.completeDelivery ?? false,
    credit: CREDIT[order.credit ?? 'APPROVED'],
    deliveryBlock: order.export === 'BLOCKED' ? EXPORT_BLOCK : (order.deliveryBlock ?? ''),
    billingBlock: order.billingBlock ?? '',
    signatureRequired: order.signatureRequired ?? false,
    ...(plannedGoodsIssue && { plannedGoodsIssue }),
    lines: lines.map((line, index) => lineOf({ ...order, ...line }, index, { plant, farAhead })),
    changed: 0,
  };
}

function lineOf(
  line: NewSalesOrderLine,
  index: number,
  usual: { plant: string; farAhead: string },
): PlantSalesOrderLine {
  const quantity = new Decimal(line.quantity ?? '100');
  return {
    line: line.line ?? String((index + 1) * 10),
    plant: line.plant ?? usual.plant,
    item: line.item ?? 'FG-1000',
    quantity,
    uom: line.uom ?? 'EA',
    price: line.price ?? '210.00',
    priceUnit: line.priceUnit ?? '1',
    currency: line.currency ?? 'USD',
    confirmed: line.confirmed === undefined ? quantity : new Decimal(line.confirmed),
    deliveryDate: line.deliveryDate ?? usual.farAhead,
    partialAllowed: line.partialAllowed ?? true,
    overTolerancePct: line.overTolerancePct ?? '0',
    block: line.block ?? '',
    rejection: '',
  };
}

/** What somebody changes in VA02; quantities that are not told stay, and what is ordered is confirmed. */
export interface SalesOrderChange
  extends Partial<Pick<PlantSalesOrder, 'deliveryBlock' | 'billingBlock' | 'incoterms' | 'completeDelivery'>> {
  quantity?: string;
  confirmed?: string;
  lines?: (Pick<NewSalesOrderLine, 'quantity' | 'confirmed' | 'deliveryDate' | 'price'> & {
    line: string;
    rejection?: string;
  })[];
}

export function changeSalesOrder(order: PlantSalesOrder, change: SalesOrderChange): void {
  const { quantity, confirmed, lines = [], ...header } = change;
  Object.assign(order, header);
  const first = order.lines[0];
  const told =
    quantity === undefined && confirmed === undefined ? [] : [{ line: first?.line ?? '', quantity, confirmed }];
  for (const { line, quantity: wanted, confirmed: available, ...others } of [...told, ...lines]) {
    const mine = order.lines.find((one) => Number(one.line) === Number(line));
    if (!mine) throw new RangeError(`sales order ${order.salesOrderNo} has no line ${line}`);
    Object.assign(mine, others);
    if (wanted !== undefined) mine.quantity = mine.confirmed = new Decimal(wanted);
    if (available !== undefined) mine.confirmed = new Decimal(available);
  }
}

export const netOf = ({ price, priceUnit }: PlantSalesOrderLine, quantity: Decimal): Decimal =>
  quantity.times(price).div(priceUnit).toDecimalPlaces(2);

export const etagOf = ({ changed }: PlantSalesOrder): string =>
  `W/"datetimeoffset'${new Date(changed).toISOString()}'"`;

/** `A_SalesOrderType` with what hangs on it. */
export const salesOrderJson = (order: PlantSalesOrder) => ({
  __metadata: { etag: etagOf(order) },
  SalesOrder: order.salesOrderNo,
  SalesOrderType: 'OR',
  SalesOrganization: '1710',
  SoldToParty: order.customer,
  LastChangeDateTime: stampValue(order.changed),
  TotalNetAmount: Decimal.sum(0, ...order.lines.map((line) => netOf(line, line.quantity))).toFixed(2),
  TransactionCurrency: order.lines[0]?.currency ?? 'USD',
  RequestedDeliveryDate: dateValue(order.lines[0]?.deliveryDate ?? '2028-06-01'),
  IncotermsClassification: order.incoterms,
  IncotermsTransferLocation: order.place,
  IncotermsLocation1: order.place,
  CompleteDeliveryIsDefined: order.completeDelivery,
  DeliveryBlockReason: order.deliveryBlock,
  HeaderBillingBlockReason: order.billingBlock,
  SlsDocIsRlvtForProofOfDeliv: order.signatureRequired,
  TotalCreditCheckStatus: order.credit,
  to_Partner: ['SP', 'SH'].map((PartnerFunction) => ({
    SalesOrder: order.salesOrderNo,
    PartnerFunction,
    Customer: order.customer,
  })),
  to_Item: order.lines.map((line) => itemJson(order, line)),
});

/** `A_SalesOrderItemType`; the last two are in newer releases only. */
export const itemJson = (order: PlantSalesOrder, line: PlantSalesOrderLine) => ({
  __metadata: { etag: etagOf(order) },
  SalesOrder: order.salesOrderNo,
  SalesOrderItem: line.line,
  SalesOrderItemCategory: 'TAN',
  Material: line.item,
  ProductionPlant: line.plant,
  ShippingPoint: line.plant,
  RequestedQuantity: line.quantity.toFixed(),
  RequestedQuantityUnit: line.uom,
  NetAmount: netOf(line, line.quantity).toFixed(2),
  TransactionCurrency: line.currency,
  SalesDocumentRjcnReason: line.rejection,
  ItemBillingBlockReason: '',
  to_ScheduleLine: [
    {
      SalesOrder: order.salesOrderNo,
      SalesOrderItem: line.line,
      ScheduleLine: '1',
      RequestedDeliveryDate: dateValue(line.deliveryDate),
      ConfirmedDeliveryDate: dateValue(line.deliveryDate),
      OrderQuantityUnit: line.uom,
      ScheduleLineOrderQuantity: line.quantity.toFixed(),
      ConfdOrderQtyByMatlAvailCheck: line.confirmed.toFixed(),
      DelivBlockReasonForSchedLine: line.block,
    },
  ],
  PartialDeliveryIsAllowed: line.partialAllowed ? '' : 'C',
  OverdelivTolrtdLmtRatioInPct: line.overTolerancePct,
});
