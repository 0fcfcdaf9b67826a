import { Decimal } from 'decimal.js';
import type { Movement } from './documents.js';
import { inBase } from './deliveries.js';
import { movementOf, placeName, refused, unsupported } from './movements.js';
import { unpadded } from './numbers.js';
import type { PlantPurchaseOrder, PlantPurchaseOrderLine } from './purchase-orders.js';
import type { ErrorDetail } from './refusal.js';
import type { PlantState } from './state.js';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a movement for an order does to the quantity that was received of it. */
const SIGNS: Partial<Record<Movement['type'], 1 | -1>> = { '101': 1, '102': -1, '122': -1, '123': 1 };

/** A movement for a purchase order's line. @throws Refusal for what S/4HANA would not post */
export function purchaseMovementOf(state: PlantState, values: Record<string, unknown>): Movement {
  const movement = movementOf(state, values, '');
  if (!Object.hasOwn(SIGNS, movement.type)) throw unsupported('PURCHASEORDER', movement.type);
  const order = state.purchases.order(text(values.PurchaseOrder));
  const line = state.purchases.line(order, text(values.PurchaseOrderItem));
  checkLine(order, line, movement);
  return {
    ...movement,
    purchaseOrder: order.purchaseOrderNo,
    purchaseOrderLine: line.line,
    ...inboundOf(state, order, line, values),
    value: valueOf(state, line, movement.quantity),
  };
}

function checkLine(order: PlantPurchaseOrder, line: PlantPurchaseOrderLine, movement: Movement): void {
  const at = `purchase order ${order.purchaseOrderNo} ${line.line.padStart(5, '0')}`;
  if (line.item !== movement.item || line.plant !== movement.plant)
    throw refused('M7/018', `Material ${movement.item} in plant ${movement.plant} does not fit ${at}`);
  if (movement.type !== '101') return;
  if (!order.released) throw refused('M7/040', `The ${at} is not yet released`);
  if (line.deleted || line.deliveryComplete) throw refused('M7/036', `No goods receipt possible for ${at}`);
}

/** Who names the delivery that brought it names one that is for this line. */
function inboundOf(
  state: PlantState,
  { purchaseOrderNo }: PlantPurchaseOrder,
  { line }: PlantPurchaseOrderLine,
  values: Record<string, unknown>,
): Pick<Movement, 'inboundDelivery' | 'inboundDeliveryLine'> {
  if (values.Delivery === undefined) return {};
  const delivery = state.purchases.inboundDelivery(text(values.Delivery));
  const item = delivery.items.find((one) => Number(one.line) === Number(text(values.DeliveryItem)));
  const isFor = delivery.purchaseOrderNo === purchaseOrderNo && Number(item?.purchaseOrderLine) === Number(line);
  if (!item || !isFor) throw refused('VL/369', `Delivery ${delivery.deliveryNo} has no such item for this order`);
  return { inboundDelivery: delivery.deliveryNo, inboundDeliveryLine: item.line };
}

/** To the cent, by the price of the order. */
function valueOf(state: PlantState, line: PlantPurchaseOrderLine, quantity: Decimal): string {
  const ordered = quantity.div(inBase(state, line.item, new Decimal(1), line.uom));
  return ordered.times(line.price).div(line.priceUnit).toFixed(2);
}

/** What was received of a line, in base units: the sum of its movements, whatever took some of them back. */
export function receivedOf(state: PlantState, purchaseOrderNo: string, line: string): Decimal {
  const movements = state.materialDocuments.flatMap((one) => one.movements);
  return netOf(movements.filter((one) => isOf(one, purchaseOrderNo, line)));
}

/** Of one item of an inbound delivery. */
export function receivedWith(state: PlantState, deliveryNo: string, line: string): Decimal {
  const movements = state.materialDocuments.flatMap((one) => one.movements);
  const isWith = ({ inboundDelivery, inboundDeliveryLine }: Movement): boolean =>
    inboundDelivery === deliveryNo && inboundDeliveryLine === line;
  return netOf(movements.filter(isWith));
}

const netOf = (movements: Movement[]): Decimal =>
  Decimal.sum(0, ...movements.map(({ type, quantity }) => quantity.times(SIGNS[type] ?? 0)));

const isOf = ({ purchaseOrder = '', purchaseOrderLine }: Movement, order: string, line: string): boolean =>
  unpadded(purchaseOrder) === unpadded(order) && Number(purchaseOrderLine) === Number(line);

/** More than the order and its tolerance allow, or less than nothing, all movements of a document together. */
export function orderFaults(state: PlantState, movements: Movement[]): ErrorDetail[] {
  const firsts = movements.filter(
    (one, index) =>
      one.purchaseOrder !== undefined &&
      movements.findIndex((other) => isOf(other, one.purchaseOrder ?? '', one.purchaseOrderLine ?? '')) === index,
  );
  return firsts.flatMap((one) => {
    const { purchaseOrder = '', purchaseOrderLine = '', uom } = one;
    const own = movements.filter((other) => isOf(other, purchaseOrder, purchaseOrderLine));
    const after = receivedOf(state, purchaseOrder, purchaseOrderLine).plus(netOf(own));
    const says = (code: string, what: string, by: Decimal): ErrorDetail[] => [
      { code, message: `${what} ${by.toFixed()} ${uom} : ${placeName(one)}` },
    ];
    if (after.lt(0)) return says('M7/021', 'Deficit of PU GR quantity', after.neg());
    const most = mostOf(state, purchaseOrder, purchaseOrderLine);
    const isMore = own.some(({ type }) => type === '101');
    return isMore && most && after.gt(most) ? says('M7/022', 'PU Ordered quantity exceeded by', after.minus(most)) : [];
  });
}

/** In base units; undefined where any quantity may come. */
function mostOf(state: PlantState, purchaseOrderNo: string, number: string): Decimal | undefined {
  const line = state.purchases.line(state.purchases.order(purchaseOrderNo), number);
  if (line.unlimited) return undefined;
  const most = line.quantity.times(new Decimal(line.overTolerancePct).div(100).plus(1));
  return inBase(state, line.item, most, line.uom);
}
