import type { WarehouseOrder } from '../entities/warehouse-order.js';
import type { StockBalance } from '../entities/stock-balance.js';
import type { Quantity } from '../quantity.js';
import type { Posted, Posting, Read } from './calls.js';
import type { DeliveryRef } from './sales-erp.js';

export interface WarehouseOrderLine {
  line: string;
  item: string;
  quantity: Quantity;
  lot?: string;
}

/** What ship-to-cash needs of the warehouse. An order of the warehouse has the delivery's number. */
export interface ShippingWms {
  /**
   * To be picked, packed and loaded; a higher version replaces it while it may be changed. What is picked beyond
   * the new quantity is refused with `B-OUTBOUND-PICKED`, what has left with `B-OUTBOUND-SHIPPED`.
   */
  releaseOutbound: Posting<
    DeliveryRef & { version: string; shipBy: string; shipTo: string; lines: WarehouseOrderLine[] },
    Posted
  >;
  /** One that was never made counts as cancelled. What is picked: `B-OUTBOUND-PICKED`; what has left: `B-OUTBOUND-SHIPPED`. */
  cancelOutbound: Posting<DeliveryRef, Posted>;
  /** Tasks to bring picked goods back to stock, loaded ones too; done when the warehouse order shows it. */
  requestUnpick: Posting<DeliveryRef & { lines: { line: string; quantity: Quantity }[]; reason: string }, Posted>;
  readOutbound: Read<DeliveryRef, WarehouseOrder | null>;
  /** Physical stock. */
  readStock: Read<{ plant: string; item: string }, StockBalance[]>;
}
