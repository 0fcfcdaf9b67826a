import { Decimal } from 'decimal.js';
import { parse } from './creatable.js';
import { dateValue, timeValue } from './dates.js';
import { inBaseUnits } from './items.js';
import { refused } from './movements.js';
import type { PlantSalesOrder, PlantSalesOrderLine } from './sales-orders.js';
import { isIssued, type PlantDelivery, type PlantDeliveryItem, sum } from './sales-state.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where finished goods are received, and leave from. */
export const SHIPPING_LOCATION = '0001';

/** Creates what is asked for, whether or not it was asked for before, as S/4HANA does. @throws Refusal */
export function createDelivery(state: PlantState, body: unknown): PlantDelivery {
  const { items } = parse('A_OutbDeliveryHeaderType', body, 'to_DeliveryDocumentItem');
  if (items.length === 0) throw refused('VL/300', 'The delivery has no items');
  const wishes = items.map((item) => {
    const { values } = parse('A_OutbDeliveryItemType', item);
    const order = state.sales.order(text(values.ReferenceSDDocument));
    const line = order.lines.find((one) => Number(one.line) === Number(text(values.ReferenceSDDocumentItem)));
    if (!line)
      throw refused('VL/369', `Sales order ${order.salesOrderNo} has no item ${text(values.ReferenceSDDocumentItem)}`);
    if (text(values.DeliveryQuantityUnit) !== line.uom)
      throw refused('VL/064', `Unit of the delivery is not ${line.uom}`);
    return { order, line, quantity: new Decimal(text(values.ActualDeliveryQuantity) || '0') };
  });
  const [first] = wishes;
  if (!first || wishes.some(({ order }) => order !== first.order))
    throw refused('VL/301', 'One sales order in a delivery');
  checkOrder(first.order);
  for (const wish of wishes) checkLine(state, wish);
  checkComplete(first.order, wishes);
  return add(state, first.order, wishes);
}

interface Wish {
  order: PlantSalesOrder;
  line: PlantSalesOrderLine;
  quantity: Decimal;
}

export function checkOrder({ salesOrderNo, credit, deliveryBlock }: PlantSalesOrder): void {
  if (credit === 'B')
    throw refused('V1/154', `Sales order ${salesOrderNo}: delivery not possible, credit customer blocked`);
  if (deliveryBlock)
    throw refused('VL/063', `Sales order ${salesOrderNo} is blocked for delivery: delivery block ${deliveryBlock}`);
}

function checkLine(state: PlantState, { order, line, quantity }: Wish): void {
  const at = `Item ${line.line} of sales order ${order.salesOrderNo}`;
  if (line.rejection) throw refused('VL/367', `${at} is rejected`);
  if (!quantity.gt(0)) throw refused('VL/066', `${at}: enter a quantity`);
  const delivered = sum(
    state.sales
      .ofOrder(order.salesOrderNo)
      .flatMap(({ items }) => items.filter((one) => Number(one.salesOrderLine) === Number(line.line)))
      .map((one) => one.quantity),
  );
  const most = line.quantity.times(new Decimal(line.overTolerancePct).div(100).plus(1));
  if (delivered.plus(quantity).gt(most))
    throw refused(
      'VL/250',
      `${at}: ${quantity.toFixed()} exceeds the open quantity ${most.minus(delivered).toFixed()}`,
    );
  const free = unallocated(state, line.plant, line.item);
  const wanted = inBase(state, line.item, quantity, line.uom);
  if (wanted.gt(free))
    throw refused(
      'VL/248',
      `Only ${Decimal.max(free, 0).toFixed()} of material ${line.item} available in ${line.plant}`,
    );
}

/** Stock that no delivery is waiting for. */
function unallocated(state: PlantState, plant: string, item: string): Decimal {
  const waiting = state.sales
    .standing()
    .filter((one) => one.plant === plant && !isIssued(one))
    .flatMap(({ items }) => items.filter((one) => one.item === item))
    .map((one) => inBase(state, item, one.quantity, one.uom));
  return state.stock.available({ plant, location: SHIPPING_LOCATION, item, batch: '' }).minus(sum(waiting));
}

export function inBase(state: PlantState, item: string, quantity: Decimal, uom: string): Decimal {
  const known = state.item(item);
  const base = inBaseUnits(known, quantity.toFixed(), uom);
  if (!base) throw refused('M3/351', `Unit of measure ${uom} is not defined for material ${item}`);
  return base;
}

function checkComplete(order: PlantSalesOrder, wishes: Wish[]): void {
  if (new Set(wishes.map(({ line }) => line.plant)).size > 1)
    throw refused('VL/302', 'A delivery leaves from one shipping point');
  const short = order.lines.filter(({ rejection, partialAllowed, line, quantity }) => {
    const wish = wishes.find((one) => one.line.line === line);
    if (rejection || (!wish && !order.completeDelivery)) return false;
    return (order.completeDelivery || !partialAllowed) && (wish?.quantity.lt(quantity) ?? true);
  });
  if (short.length > 0) throw refused('VL/268', `Sales order ${order.salesOrderNo} is to be delivered complete`);
}

function add(state: PlantState, order: PlantSalesOrder, wishes: Wish[]): PlantDelivery {
  const [{ line: first } = { line: undefined }] = wishes;
  const delivery: PlantDelivery = {
    deliveryNo: state.sales.takeDeliveryNo(),
    salesOrderNo: order.salesOrderNo,
    plant: first?.plant ?? state.firstPlant,
    shipTo: order.customer,
    plannedGoodsIssue: order.plannedGoodsIssue ?? `${first?.deliveryDate ?? state.today()}T12:00:00`,
    version: 1,
    actualDate: '',
    deleted: false,
    items: wishes.map(({ line, quantity }, index) => ({
      line: String((index + 1) * 10).padStart(6, '0'),
      salesOrderLine: line.line.padStart(6, '0'),
      item: line.item,
      location: SHIPPING_LOCATION,
      batch: '',
      quantity,
      original: quantity,
      picked: new Decimal(0),
      uom: line.uom,
      higher: '',
    })),
    movements: [],
  };
  state.sales.deliveries.push(delivery);
  return delivery;
}

export const etagOf = ({ version }: PlantDelivery): string => `W/"'${String(version).padStart(4, '0')}'"`;

/** A, B, C: none, some, all of it. */
function statusOf(done: Decimal, all: Decimal): string {
  if (done.isZero()) return 'A';
  return done.gte(all) ? 'C' : 'B';
}

/** `A_OutbDeliveryHeaderType` with what hangs on it. */
export function deliveryJson(state: PlantState, delivery: PlantDelivery) {
  const order = state.sales.order(delivery.salesOrderNo);
  const weights = delivery.items.map((one) =>
    inBase(state, one.item, one.quantity, one.uom).times(state.item(one.item).weightKg),
  );
  const issued = isIssued(delivery);
  return {
    __metadata: { etag: etagOf(delivery) },
    DeliveryDocument: delivery.deliveryNo,
    DeliveryDocumentType: 'LF',
    DeliveryVersion: String(delivery.version).padStart(4, '0'),
    ShippingPoint: delivery.plant,
    ShipToParty: delivery.shipTo,
    SoldToParty: delivery.shipTo,
    PlannedGoodsIssueDate: dateValue(delivery.plannedGoodsIssue.slice(0, 10)),
    GoodsIssueTime: timeValue(delivery.plannedGoodsIssue),
    ActualGoodsMovementDate: delivery.actualDate ? dateValue(delivery.actualDate) : null,
    OverallGoodsMovementStatus: issued ? 'C' : 'A',
    OverallPickingStatus: statusOf(
      sum(delivery.items.map((one) => one.picked)),
      sum(delivery.items.map((one) => one.quantity)),
    ),
    OverallDelivReltdBillgStatus: state.sales.billingsOf(delivery.deliveryNo).length > 0 ? 'C' : 'A',
    TotalCreditCheckStatus: order.credit,
    DeliveryBlockReason: order.deliveryBlock,
    HeaderBillingBlockReason: order.billingBlock,
    HeaderGrossWeight: sum(weights).toFixed(),
    HeaderWeightUnit: 'KG',
    to_DeliveryDocumentItem: delivery.items.map((item) => deliveryItemJson(state, delivery, item)),
  };
}

/** `A_OutbDeliveryItemType` */
export const deliveryItemJson = (state: PlantState, delivery: PlantDelivery, item: PlantDeliveryItem) => ({
  __metadata: { etag: etagOf(delivery) },
  DeliveryDocument: delivery.deliveryNo,
  DeliveryDocumentItem: item.line,
  DeliveryVersion: String(delivery.version).padStart(4, '0'),
  Material: item.item,
  Plant: delivery.plant,
  StorageLocation: item.location,
  Batch: item.batch,
  ReferenceSDDocument: delivery.salesOrderNo,
  ReferenceSDDocumentCategory: 'C',
  ReferenceSDDocumentItem: item.salesOrderLine,
  ActualDeliveryQuantity: item.quantity.toFixed(),
  OriginalDeliveryQuantity: item.original.toFixed(),
  DeliveryQuantityUnit: item.uom,
  BaseUnit: state.item(item.item).baseUom,
  DeliveryToBaseQuantityNmrtr: inBase(state, item.item, new Decimal(1), item.uom).toFixed(),
  DeliveryToBaseQuantityDnmntr: '1',
  HigherLvlItmOfBatSpltItm: item.higher || '000000',
  PickingStatus: statusOf(item.picked, item.quantity),
  GoodsMovementStatus: isIssued(delivery) ? 'C' : 'A',
  to_DocumentFlow: flowOf(state, delivery, item),
});

function flowOf(state: PlantState, delivery: PlantDelivery, item: PlantDeliveryItem) {
  const follower = (Subsequentdocument: string, SubsequentDocumentCategory: string, quantity: Decimal) => ({
    PrecedingDocument: delivery.deliveryNo,
    PrecedingDocumentItem: item.line,
    PrecedingDocumentCategory: 'J',
    Subsequentdocument,
    SubsequentDocumentCategory,
    QuantityInBaseUnit: inBase(state, item.item, quantity, item.uom).toFixed(),
  });
  const moved = delivery.movements.map(({ kind, document }) =>
    follower(document.number, kind === 'ISSUE' ? 'R' : 'h', item.quantity),
  );
  const billed = state.sales.billingsOf(delivery.deliveryNo).map(({ number }) => follower(number, 'M', item.quantity));
  const picked = item.picked.isZero() ? [] : [follower(delivery.deliveryNo, 'Q', item.picked)];
  return [...picked, ...moved, ...billed];
}
