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
  | 'TAKE_BACK_TASK'
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
  | 'SHIP_NOTICE'
  | 'PURCHASE_ORDER'
  | 'PURCHASE_ORDER_MESSAGE'
  | 'INBOUND_DELIVERY'
  | 'WAREHOUSE_RECEIPT'
  | 'STATUS_CHANGE'
  | 'INSPECTION'
  | 'RECEIVING_ADVICE'
  | 'STOCK_SNAPSHOT'
  | 'COUNT_TASK'
  | 'DEFINITION'
  | 'ENGINEERING_CHANGE';

/**
 * GR_PRODUCTION 101 and its correction 102, GI_PRODUCTION 261, TRANSFER 311 within a plant; GR_PURCHASE 101 and its correction 102; GR_FREE 511
 * without a price; QUALITY_RELEASE 321, QUALITY_BLOCK 350, SAMPLE 331 from quality stock; RETURN_SUPPLIER 122; COUNT_GAIN
 * 701, COUNT_LOSS 702; BLOCK 344, UNBLOCK 343; LOT_CHANGE 309 from one lot of an item to another (SAP numbers).
 */
export type MovementType =
  | 'GR_PRODUCTION'
  | 'GR_PRODUCTION_LESS'
  | 'GI_PRODUCTION'
  | 'TRANSFER'
  | 'GR_PURCHASE'
  | 'GR_PURCHASE_LESS'
  | 'GR_FREE'
  | 'QUALITY_RELEASE'
  | 'QUALITY_BLOCK'
  | 'SAMPLE'
  | 'RETURN_SUPPLIER'
  | 'COUNT_GAIN'
  | 'COUNT_LOSS'
  | 'BLOCK'
  | 'UNBLOCK'
  | 'LOT_CHANGE';

/** What stock may be used for. */
export type StockStatus = 'UNRESTRICTED' | 'QUALITY' | 'BLOCKED';

/** One line of stock to move, for an order where it has one. */
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
  /** Of a change of lots. */
  toLot?: string;
  /** Of a receipt, a return or a count: the stock that it goes to, or comes from; unrestricted unless told. */
  status?: StockStatus;
  /** What it was ordered by, of a receipt from a supplier and what takes it back. */
  purchaseOrder?: { number: string; line: string };
  /** The announced delivery that brought it, where the ERP knows of one: what is received cannot be called off. */
  inboundDelivery?: { number: string; line: string };
  /** The ERP's reservation that the line fulfils, with its item. */
  reservation?: string;
  reservationItem?: string;
}
