import type { Quantity } from '../quantity.js';
import type { HandlingUnit } from './warehouse-order.js';

/** Tells the customer what is on its way (X12 856, EDIFACT DESADV). */
export interface ShipNotice {
  plant: string;
  deliveryNo: string;
  salesOrderNo: string;
  customer: string;
  /** A notice cannot be unsent: a correction replaces it, or says that nothing comes. */
  purpose: 'ORIGINAL' | 'REPLACEMENT' | 'CANCELLATION';
  /** From 1 for each delivery; the receiver takes the highest. */
  sequence: number;
  shippedAt: string;
  carrier?: string;
  loadId?: string;
  billOfLading?: string;
  expectedArrival?: string;
  lines: { line: string; item: string; quantity: Quantity; lot?: string }[];
  handlingUnits: HandlingUnit[];
}
