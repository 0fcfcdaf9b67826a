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
