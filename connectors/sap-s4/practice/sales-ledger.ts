import { accountingOf } from './billing.js';
import { netOf } from './sales-orders.js';
import { isIssued, type PlantBilling, type PlantDelivery, sum } from './sales-state.js';
import type { PlantState } from './state.js';

export interface LedgerSalesOrder {
  salesOrderNo: string;
  customer: string;
  lines: {
    line: string;
    plant: string;
    item: string;
    quantity: string;
    confirmed: string;
    net: string;
    rejection: string;
  }[];
}

export interface LedgerDelivery {
  deliveryNo: string;
  salesOrderNo: string;
  plant: string;
  deleted: boolean;
  issued: boolean;
  /** Material documents, the oldest first; `cost` at standard cost. */
  goodsIssues: { kind: 'ISSUE' | 'CANCELLATION'; document: string; date: string; cost: string }[];
  lines: {
    line: string;
    salesOrderLine: string;
    item: string;
    batch: string;
    quantity: string;
    picked: string;
    uom: string;
  }[];
}

export interface LedgerBilling {
  number: string;
  customer: string;
  date: string;
  deliveryNos: string[];
  net: string;
  tax: string;
  currency: string;
  accounting: 'POSTED' | 'OPEN' | 'FAILED';
  /** Of a cancellation; its amounts are negative. */
  cancels?: string;
  cancelledBy?: string;
}

export interface LedgerJournalEntry {
  number: string;
  year: string;
  /** What its sender called it; entries with the same one are duplicates. */
  reference: string;
  postingDate: string;
  text: string;
  items: { account: string; side: 'DEBIT' | 'CREDIT'; amount: string; currency: string; text: string }[];
}

export interface SalesLedger {
  salesOrders: LedgerSalesOrder[];
  deliveries: LedgerDelivery[];
  billingDocuments: LedgerBilling[];
  journalEntries: LedgerJournalEntry[];
}

export const salesLedgerOf = (state: PlantState): SalesLedger => ({
  salesOrders: [...state.sales.orders.values()].map(({ salesOrderNo, customer, lines }) => ({
    salesOrderNo,
    customer,
    lines: lines.map((one) => ({
      line: one.line,
      plant: one.plant,
      item: one.item,
      quantity: one.quantity.toFixed(),
      confirmed: one.confirmed.toFixed(),
      net: netOf(one, one.quantity).toFixed(2),
      rejection: one.rejection,
    })),
  })),
  deliveries: state.sales.deliveries.map(deliveryOf),
  billingDocuments: state.sales.billings.map((one) => billingOf(state, one)),
  journalEntries: state.sales.journalEntries.map(({ number, year, reference, postingDate, text, items }) => ({
    number,
    year,
    reference,
    postingDate,
    text,
    items: items.map((item) => ({ ...item, amount: item.amount.toFixed(2) })),
  })),
});

const deliveryOf = (one: PlantDelivery): LedgerDelivery => ({
  deliveryNo: one.deliveryNo,
  salesOrderNo: one.salesOrderNo,
  plant: one.plant,
  deleted: one.deleted,
  issued: isIssued(one),
  goodsIssues: one.movements.map(({ kind, document, cost }) => ({
    kind,
    document: document.number,
    date: document.postingDate,
    cost: cost.toFixed(2),
  })),
  lines: one.items.map(({ line, salesOrderLine, item, batch, quantity, picked, uom }) => ({
    line,
    salesOrderLine,
    item,
    batch,
    quantity: quantity.toFixed(),
    picked: picked.toFixed(),
    uom,
  })),
});

const billingOf = (state: PlantState, one: PlantBilling): LedgerBilling => ({
  number: one.number,
  customer: one.customer,
  date: one.date,
  deliveryNos: [...new Set(one.items.map(({ deliveryNo }) => deliveryNo))],
  net: sum(one.items.map(({ net }) => net)).toFixed(2),
  tax: sum(one.items.map(({ tax }) => tax)).toFixed(2),
  currency: one.currency,
  accounting: accountingOf(state, one),
  ...(one.cancels && { cancels: one.cancels }),
  ...(one.cancelledBy && { cancelledBy: one.cancelledBy }),
});
