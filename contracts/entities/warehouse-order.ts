import type { Quantity } from '../quantity.js';

/** An outbound order as the warehouse has it: physical truth. */
export interface WarehouseOrder {
  deliveryNo: string;
  version: string;
  status: 'RELEASED' | 'WAVED' | 'PICKING' | 'PICKED' | 'PACKED' | 'SHIPPED' | 'CANCELLED';
  lines: WarehousePick[];
  handlingUnits: HandlingUnit[];
  /** When it was confirmed as shipped; an instant. */
  shippedAt?: string;
  billOfLading?: string;
}

export interface WarehousePick {
  line: string;
  item: string;
  quantity: Quantity;
  /** What is off the shelf now; brought back, it is less again. */
  picked: Quantity;
  /** What the warehouse does not find. */
  short: Quantity;
  shortReason?: string;
  lots: { lot: string; quantity: Quantity }[];
}

export interface HandlingUnit {
  /** Serial shipping container code, 18 digits. */
  sscc: string;
  contents: { line: string; quantity: Quantity; lot?: string }[];
}
