import type { Money } from '../quantity.js';

/** An invoice, as the ERP holds it; it counts once accounting has it. */
export interface BillingDocument {
  billingDocumentNo: string;
  deliveryNos: string[];
  net: Money;
  tax: Money;
  accounting: 'POSTED' | 'OPEN' | 'FAILED';
  /** The accounting document. */
  accountingDocumentNo?: string;
  cancelledBy?: string;
}
