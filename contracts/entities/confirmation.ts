import type { Quantity } from '../quantity.js';

/** What the shop floor reports as made and used at an operation (ISA-95: operations performance). Immutable. */
export interface ProductionConfirmation {
  /** The MES's own number; one confirmation is posted once, however often it is reported. */
  confirmationId: string;
  orderNo: string;
  operation: string;
  kind: 'PARTIAL' | 'FINAL';
  yield: Quantity;
  scrap: Quantity & { reason?: string };
  /** Neither yield nor scrap until it is resolved. */
  rework: Quantity & { reason?: string };
  outputs: ReportedOutput[];
  consumption: ReportedConsumption[];
  /** Its place among the order's reports, from 1; a gap means that one is missing. */
  sequence?: number;
  /** Labour and machine times. */
  activities?: ActivityTime[];
}

/** The MES takes a confirmation back: what was reported with it was not so. It cannot be taken back itself. Immutable. */
export interface ConfirmationReversal {
  /** Its own number, as the MES numbers its reports. */
  confirmationId: string;
  orderNo: string;
  kind: 'REVERSAL';
  /** The confirmation that it takes back. */
  reverses: string;
  /** Its place among the order's reports. */
  sequence?: number;
  reason?: string;
}

export type ProductionReport = ProductionConfirmation | ConfirmationReversal;

export interface ActivityTime {
  /** The MES's word: `LABOR`, `MACHINE`, `SETUP`. */
  type: string;
  /** A unit of time, such as `MIN` or `H`. */
  duration: Quantity;
}

export interface ReportedOutput {
  item: string;
  role: 'MAIN' | 'CO' | 'BY';
  qty: Quantity;
  lot?: string;
}

export interface ReportedConsumption {
  item: string;
  qty: Quantity;
  lot?: string;
  /** `BACKFLUSH` reports are for information: the quantity follows from what was made. */
  mode: 'ACTUAL' | 'BACKFLUSH';
}
