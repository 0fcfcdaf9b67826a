import { Decimal } from 'decimal.js';
import type { Customer } from './customers.js';
import type { MaterialDocument } from './documents.js';
import { unpadded } from './numbers.js';
import { Refusal } from './refusal.js';
import type { PlantSalesOrder } from './sales-orders.js';

export interface PlantDeliveryItem {
  /** Six digits. */
  line: string;
  /** Of the sales order. */
  salesOrderLine: string;
  item: string;
  location: string;
  batch: string;
  /** In the sales unit. */
  quantity: Decimal;
  /** What it was created with; zero for a part that was split off. */
  original: Decimal;
  picked: Decimal;
  uom: string;
  /** Of a part that was split off: the line that it belongs to. */
  higher: string;
}

export interface PlantDelivery {
  deliveryNo: string;
  salesOrderNo: string;
  plant: string;
  shipTo: string;
  /** On the plant's clock. */
  plannedGoodsIssue: string;
  /** Rises with each change. */
  version: number;
  actualDate: string;
  deleted: boolean;
  items: PlantDeliveryItem[];
  /** What followed it; the last one says whether goods issue stands. */
  movements: { kind: 'ISSUE' | 'CANCELLATION'; document: MaterialDocument; cost: Decimal }[];
  /** Made to post less than was picked. */
  postLess?: Decimal;
}

export interface PlantBillingItem {
  line: string;
  deliveryNo: string;
  deliveryLine: string;
  salesOrderNo: string;
  salesOrderLine: string;
  item: string;
  quantity: Decimal;
  uom: string;
  net: Decimal;
  tax: Decimal;
}

export interface PlantBilling {
  number: string;
  customer: string;
  date: string;
  currency: string;
  items: PlantBillingItem[];
  /** Of a cancellation: the document that it cancels. */
  cancels: string;
  cancelledBy: string;
  cleared: boolean;
  /** When accounting has it; null for never, of itself. */
  accountingFrom: number | null;
  failed: boolean;
  accountingDocument: string;
  changed: number;
}

export interface PlantJournalEntry {
  number: string;
  year: string;
  reference: string;
  companyCode: string;
  documentType: string;
  postingDate: string;
  text: string;
  items: { account: string; side: 'DEBIT' | 'CREDIT'; amount: Decimal; currency: string; text: string }[];
}

/** What becomes of billing documents: at once, after a time, when somebody releases them, or never. */
export type Accounting = 'AT_ONCE' | 'HELD' | 'FAILS' | { afterMs: number };

/** Sales, shipping and billing of the practice S/4HANA. */
export class SalesState {
  readonly customers = new Map<string, Customer>();
  readonly orders = new Map<string, PlantSalesOrder>();
  readonly deliveries: PlantDelivery[] = [];
  readonly billings: PlantBilling[] = [];
  readonly journalEntries: PlantJournalEntry[] = [];
  accounting: Accounting = 'AT_ONCE';
  nextDeliveryNo = '80000001';
  nextSalesOrderNo = '5000001';

  /** @throws Refusal 404 */
  order(salesOrderNo: string): PlantSalesOrder {
    const found = this.orders.get(unpadded(salesOrderNo));
    if (found) return found;
    throw new Refusal(404, { code: 'V1/302', message: `Sales document ${salesOrderNo} is not in the database` });
  }

  /** One that was not deleted. @throws Refusal 404 */
  delivery(deliveryNo: string): PlantDelivery {
    const found = this.standing().find((one) => unpadded(one.deliveryNo) === unpadded(deliveryNo));
    if (found) return found;
    throw new Refusal(404, { code: 'VL/559', message: `Delivery ${deliveryNo} does not exist` });
  }

  standing(): PlantDelivery[] {
    return this.deliveries.filter(({ deleted }) => !deleted);
  }

  ofOrder(salesOrderNo: string): PlantDelivery[] {
    return this.standing().filter((one) => one.salesOrderNo === salesOrderNo);
  }

  /** @throws Refusal 404 */
  billing(number: string): PlantBilling {
    const found = this.billings.find((one) => unpadded(one.number) === unpadded(number));
    if (found) return found;
    throw new Refusal(404, { code: 'VF/030', message: `Billing document ${number} does not exist` });
  }

  /** Invoices of a delivery that are not cancelled. */
  billingsOf(deliveryNo: string): PlantBilling[] {
    return this.billings.filter(
      (one) => !one.cancels && !one.cancelledBy && one.items.some((item) => item.deliveryNo === deliveryNo),
    );
  }

  takeDeliveryNo(): string {
    const number = this.nextDeliveryNo;
    this.nextDeliveryNo = next(number);
    return number;
  }

  takeSalesOrderNo(): string {
    const number = this.nextSalesOrderNo;
    this.nextSalesOrderNo = next(number);
    return number;
  }
}

const next = (number: string): string => String(Number(number) + 1).padStart(number.length, '0');

export const isIssued = ({ movements }: PlantDelivery): boolean => movements.at(-1)?.kind === 'ISSUE';

export const sum = (quantities: Decimal[]): Decimal => Decimal.sum(0, ...quantities);
