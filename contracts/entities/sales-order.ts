import type { Money, Quantity } from '../quantity.js';

/**
 * What a customer has ordered, as its ERP holds it (system of record: ERP). Credit, export and blocks are the ERP's
 * own judgement; they are read, never decided here.
 */
export interface SalesOrder {
  company: string;
  /** As the ERP writes it, leading zeros kept. */
  salesOrderNo: string;
  /** Rises with every change in the ERP. */
  sourceVersion: string;
  customer: string;
  incoterms: { code: Incoterm; place: string };
  /** All of it in one delivery, or nothing. */
  completeDelivery: boolean;
  credit: CheckStatus;
  export: CheckStatus;
  /** The ERP's reason, where one is set. */
  deliveryBlock?: string;
  billingBlock?: string;
  invoiceMode: 'PER_DELIVERY' | 'CONSOLIDATED' | 'PERIODIC';
  /** The customer's contract asks for the consignee's signature before it is billed. */
  signatureRequired: boolean;
  shipTo: ShipTo;
  lines: SalesOrderLine[];
}

export type CheckStatus = 'NOT_REQUIRED' | 'APPROVED' | 'BLOCKED';

/** Incoterms 2020. */
export type Incoterm = 'EXW' | 'FCA' | 'CPT' | 'CIP' | 'FAS' | 'FOB' | 'CFR' | 'CIF' | 'DAP' | 'DPU' | 'DDP';

export interface ShipTo {
  name: string;
  place: string;
  /** IANA zone of the place; windows and proofs of delivery are local there. */
  zone: string;
}

export interface SalesOrderLine {
  line: string;
  plant: string;
  item: string;
  /** Ordered, in the sales unit. */
  quantity: Quantity;
  /** What the ERP has confirmed of it; zero while nothing is available. */
  confirmed: Quantity;
  /** For `priceUnit` sales units. */
  netPrice: Money;
  priceUnit: string;
  /** A plant-local day. */
  deliveryDate: string;
  partialAllowed: boolean;
  /** Beyond the ordered quantity, in percent. */
  overTolerancePct: string;
  rejected: boolean;
}
