import type { Decimal } from 'decimal.js';
import type { MovementNumber } from './movement-types.js';
import type { StockStatus } from './stock.js';

export interface Movement {
  type: MovementNumber;
  orderNo: string;
  item: string;
  plant: string;
  location: string;
  batch: string;
  /** In the item's base unit. */
  quantity: Decimal;
  uom: string;
  entry: { quantity: string; uom: string };
  reservation: string;
  reservationItem: string;
  /** Of a transfer. */
  toLocation?: string;
  /** Of a change of batches. */
  toBatch?: string;
  /** Of a receipt or a return: the stock that it goes to, or comes from. */
  status?: StockStatus;
  purchaseOrder?: string;
  purchaseOrderLine?: string;
  /** What brought it. */
  inboundDelivery?: string;
  inboundDeliveryLine?: string;
  delivery?: string;
  deliveryLine?: string;
  /** At the purchase order's price, or at standard cost, in its currency. */
  value?: string;
}

export interface MaterialDocument {
  number: string;
  year: string;
  /** 16 characters that the sender chose. */
  reference: string;
  text: string;
  postingDate: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  confirmation?: string;
  /** Number of the document that it takes back. */
  cancels?: string;
  cancelledBy?: string;
  movements: Movement[];
}

export interface PlantConfirmation {
  group: string;
  count: string;
  orderNo: string;
  operation: string;
  externalKey: string;
  text: string;
  uom: string;
  yield: string;
  scrap: string;
  rework: string;
  reason: string;
  final: boolean;
  /** The confirmation that has reversed it, or that it reverses. */
  reversedBy?: string;
  reverses?: string;
  postingDate: string;
  /** Times of work, by their place among the six. */
  work: { position: number; quantity: string; uom: string }[];
  /** `document` is missing where the movement failed. */
  movements: { movement: Movement; document?: MaterialDocument }[];
}

export interface FailedMovement {
  confirmation: PlantConfirmation;
  movement: Movement;
  reason: string;
}
