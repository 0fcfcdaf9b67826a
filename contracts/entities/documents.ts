import type { Quantity } from '../quantity.js';

/** Something another system keeps under a number of its own. */
export interface DocumentRef {
  /** The system's id in the landscape. */
  system: string;
  type: DocumentType;
  number: string;
  year?: string;
}

export type DocumentType =
  | 'PRODUCTION_ORDER'
  | 'MES_ORDER'
  | 'CONFIRMATION'
  | 'MATERIAL_DOCUMENT'
  | 'STAGING_REQUEST'
  | 'RETURN_TASK'
  | 'PRODUCTION_RECEIPT'
  | 'REPLENISHMENT'
  | 'SALES_ORDER'
  | 'OUTBOUND_DELIVERY'
  | 'WAREHOUSE_ORDER'
  | 'UNPICK_TASK'
  | 'LOAD'
  | 'TENDER'
  | 'JOURNAL_ENTRY'
  | 'BILLING_DOCUMENT'
  | 'BILLING_CANCELLATION'
  | 'SHIP_NOTICE';

/** GR_PRODUCTION 101, GI_PRODUCTION 261, TRANSFER 311 within a plant (SAP numbers). */
export type MovementType = 'GR_PRODUCTION' | 'GI_PRODUCTION' | 'TRANSFER';

/** One line of stock to move for an order. */
export interface MovementLine {
  /** Unique in its posting: the component's line, or `receipt`. */
  line: string;
  type: MovementType;
  item: string;
  /** In the item's base unit, rounded to its decimals. */
  quantity: Quantity;
  location: string;
  /** Of a transfer. */
  toLocation?: string;
  lot?: string;
  /** The ERP's reservation that the line fulfils, with its item. */
  reservation?: string;
  reservationItem?: string;
}
