import { Decimal } from 'decimal.js';
import { inBase } from './deliveries.js';
import { refused } from './movements.js';
import { requireMatch } from './preconditions.js';
import { receivedOf } from './purchase-movements.js';
import { etagOf, type PlantPurchaseOrder, type PlantPurchaseOrderLine, setQuantity } from './purchase-orders.js';
import { Refusal } from './refusal.js';
import type { PlantState } from './state.js';

const QUANTITY = /^\d{1,10}(\.\d{1,3})?$/;

/** PATCH of an order's item, as far as it is taken here. @throws Refusal, and then nothing is changed */
export function changeItem(
  state: PlantState,
  keys: Record<string, string>,
  body: Record<string, unknown>,
  ifMatch: string | undefined,
): void {
  const order = state.purchases.order(keys.PurchaseOrder ?? '');
  requireMatch(ifMatch, etagOf(order));
  const line = state.purchases.line(order, keys.PurchaseOrderItem ?? '');
  if (line.deleted) throw refused('06/115', `Item ${line.line} of ${order.purchaseOrderNo} is deleted`);
  const { OrderQuantity, IsCompletelyDelivered, ...others } = body;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw invalid(unknown);
  const quantity = OrderQuantity === undefined ? undefined : quantityOf(state, order, line, OrderQuantity);
  if (IsCompletelyDelivered !== undefined && typeof IsCompletelyDelivered !== 'boolean')
    throw invalid('IsCompletelyDelivered');
  if (quantity) setQuantity(line, quantity);
  line.deliveryComplete = IsCompletelyDelivered ?? line.deliveryComplete;
  state.touchPurchase(order);
}

function quantityOf(
  state: PlantState,
  { purchaseOrderNo }: PlantPurchaseOrder,
  { line, item, uom }: PlantPurchaseOrderLine,
  value: unknown,
): Decimal {
  if (typeof value !== 'string' || !QUANTITY.test(value)) throw invalid('OrderQuantity');
  const quantity = new Decimal(value);
  const received = receivedOf(state, purchaseOrderNo, line);
  if (inBase(state, item, quantity, uom).gte(received)) return quantity;
  throw refused('06/116', `Item ${line}: ${received.toFixed()} have been received already`);
}

const invalid = (name: string): Refusal =>
  new Refusal(400, { code: '/IWBEP/CM_MGW_RT/176', message: `Property '${name}' has invalid value` });
