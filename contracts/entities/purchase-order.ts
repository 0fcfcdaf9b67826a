import type { Money, Quantity } from '../quantity.js';

/** What is ordered from a supplier (system of record: ERP). Its lines may be for several plants. */
export interface PurchaseOrder {
  company: string;
  /** As the ERP writes it. */
  purchaseOrderNo: string;
  /** Rises with every change in the ERP. */
  sourceVersion: string;
  supplier: string;
  /** The supplier may have it: approved where the ERP asks for an approval. */
  released: boolean;
  lines: PurchaseOrderLine[];
}

export interface PurchaseOrderLine {
  line: string;
  plant: string;
  /** Storage location of the ERP at which it is received. */
  location: string;
  item: string;
  /** Ordered, in the order unit. */
  quantity: Quantity;
  /** Received by the ERP's books and not reversed. */
  received: Quantity;
  /** For `priceUnit` order units. */
  netPrice: Money;
  priceUnit: string;
  /** Beyond the ordered quantity, in percent; absent where any quantity may come. */
  overTolerancePct?: string;
  underTolerancePct: string;
  /** A plant-local day. */
  deliveryDate: string;
  /** It is received into quality stock, and released by a usage decision. */
  inspected: boolean;
  /** No more is expected. */
  deliveryComplete: boolean;
  deleted: boolean;
}
