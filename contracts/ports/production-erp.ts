import type { ActivityTime } from '../entities/confirmation.js';
import type { DocumentRef, MovementLine } from '../entities/documents.js';
import type { Item } from '../entities/item.js';
import type { ProductionOrder } from '../entities/production-order.js';
import type { Quantity } from '../quantity.js';
import type { OrderRef, Posted, Posting, Read } from './calls.js';

export interface ConfirmationPosting extends OrderRef {
  confirmationId: string;
  operation: string;
  final: boolean;
  yield: Quantity;
  scrap: Quantity;
  scrapReason?: string;
  rework: Quantity;
  /** Plant-local days, `yyyy-mm-dd`. */
  postingDate: string;
  /** Receipt and issues that are posted with the confirmation. */
  movements: MovementLine[];
  /** Labour and machine times, in the order of the work center's standard values. */
  activities?: ActivityTime[];
}

export interface GoodsMovementPosting {
  plant: string;
  /** The production order that stock is moved for; a purchase order stands in the lines. */
  orderNo?: string;
  documentDate: string;
  postingDate: string;
  /** What it belongs to, for the text that people read in the ERP. */
  text: string;
  movements: MovementLine[];
}

/** A confirmation as the ERP has it: what was asked for can differ from what stands. */
export interface ConfirmationRecord extends Posted {
  yield: string;
  scrap: string;
  rework: string;
  final: boolean;
  movements: Pick<MovementLine, 'type' | 'item' | 'quantity' | 'reservationItem'>[];
}

/** What has become of a lot, as far as the ERP knows. */
export interface LotUse {
  /** That it is picked or promised for; `issued` has left. */
  deliveries: { deliveryNo: string; quantity: Quantity; issued: boolean }[];
  /** Production orders that have used it. */
  orders: { orderNo: string; quantity: Quantity }[];
}

/** The part of an ERP that production needs: financial truth and planning. */
export interface ProductionErp {
  /** Null when the ERP does not know the order. */
  readOrder: Read<OrderRef, ProductionOrder | null>;
  /** Unknown items are left out of the answer. */
  readItems: Read<{ plant: string; items: string[] }, Item[]>;
  readConfirmation: Read<{ confirmation: DocumentRef }, ConfirmationRecord>;
  markDispatched: Posting<OrderRef, Posted>;
  postConfirmation: Posting<ConfirmationPosting, Posted>;
  /**
   * With the movements that it was posted with, on this day; one that is reversed already counts as done. Refused with
   * `B-STOCK-SHORT` where the stock is not there any more, and then nothing of it is reversed.
   */
  cancelConfirmation: Posting<{ plant: string; confirmation: DocumentRef; date: string }, Posted>;
  /** At most some hundred of each. */
  readLotUse: Read<{ plant: string; item: string; lot: string }, LotUse>;
  /** One document, all its lines of one type. */
  postGoodsMovement: Posting<GoodsMovementPosting, Posted>;
  /** By a document of its own, on this day; one that is cancelled already counts as done. */
  cancelGoodsMovement: Posting<{ plant: string; document: DocumentRef; date: string }, Posted>;
  completeTechnically: Posting<OrderRef, Posted>;
}
