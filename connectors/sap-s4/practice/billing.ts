import { Decimal } from 'decimal.js';
import { stampValue } from './dates.js';
import { refused } from './movements.js';
import { netOf } from './sales-orders.js';
import { isIssued, type PlantBilling, type PlantBillingItem, type PlantDelivery, sum } from './sales-state.js';
import type { PlantState } from './state.js';

const FIRST_NUMBER = 90_000_001;
const FIRST_ACCOUNTING = 94_000_001;

/** One document for each customer among these deliveries. @throws Refusal, and then nothing is billed */
export function createBilling(state: PlantState, body: unknown): PlantBilling[] {
  const { _Control: control = {}, _Reference: references = [] } = body as {
    _Control?: { DefaultBillingDocumentDate?: string };
    _Reference?: { SDDocument?: string; SDDocumentCategory?: string }[];
  };
  const deliveries = references.map(({ SDDocument = '' }) => state.sales.delivery(SDDocument));
  if (deliveries.length === 0) throw refused('VF/001', 'No document is given to be billed');
  for (const delivery of deliveries) checkBillable(state, delivery);
  const date = control.DefaultBillingDocumentDate ?? state.today();
  const customers = [...new Set(deliveries.map(({ shipTo }) => shipTo))];
  return customers.map((customer) => {
    const items = deliveries.filter(({ shipTo }) => shipTo === customer).flatMap((one) => itemsOf(state, one));
    return add(state, { customer, date, items, cancels: '' });
  });
}

function checkBillable(state: PlantState, { deliveryNo, salesOrderNo, ...delivery }: PlantDelivery): void {
  const { billingBlock } = state.sales.order(salesOrderNo);
  if (!isIssued({ deliveryNo, salesOrderNo, ...delivery }))
    throw refused('VF/072', `Goods issue of delivery ${deliveryNo} is not posted: it cannot be billed`);
  if (billingBlock)
    throw refused('VF/044', `Delivery ${deliveryNo} is blocked for billing: billing block ${billingBlock}`);
  const [billed] = state.sales.billingsOf(deliveryNo);
  if (billed) throw refused('VF/045', `Delivery ${deliveryNo} is billed already by ${billed.number}`);
}

function itemsOf(state: PlantState, delivery: PlantDelivery): PlantBillingItem[] {
  const { deliveryNo, salesOrderNo, items, shipTo } = delivery;
  const { lines } = state.sales.order(salesOrderNo);
  const rate = state.sales.customers.get(shipTo)?.taxRate ?? '0';
  // Parts that were split off for their batches are billed with the line that they belong to.
  return items
    .filter(({ higher }) => higher === '')
    .map((one, index) => {
      const quantity = sum(
        items.filter(({ line, higher }) => [line, higher].includes(one.line)).map((part) => part.quantity),
      );
      const line = lines.find((ordered) => Number(ordered.line) === Number(one.salesOrderLine));
      const net = line ? netOf(line, quantity) : new Decimal(0);
      const { line: deliveryLine, salesOrderLine, item, uom } = one;
      const number = String((index + 1) * 10).padStart(6, '0');
      const reference = { deliveryNo, deliveryLine, salesOrderNo, salesOrderLine };
      return { line: number, ...reference, item, quantity, uom, net, tax: net.times(rate).toDecimalPlaces(2) };
    })
    .filter(({ quantity }) => quantity.gt(0));
}

function add(state: PlantState, document: Pick<PlantBilling, 'customer' | 'date' | 'items' | 'cancels'>): PlantBilling {
  const { accounting, billings, orders } = state.sales;
  const now = state.now();
  const salesOrderNo = document.items[0]?.salesOrderNo;
  const line = salesOrderNo === undefined ? undefined : orders.get(salesOrderNo)?.lines[0];
  const billing: PlantBilling = {
    ...document,
    number: String(FIRST_NUMBER + billings.length),
    currency: line?.currency ?? 'USD',
    cancelledBy: '',
    cleared: false,
    accountingFrom: accounting === 'AT_ONCE' ? now : typeof accounting === 'object' ? now + accounting.afterMs : null,
    failed: accounting === 'FAILS',
    accountingDocument: String(FIRST_ACCOUNTING + billings.length),
    changed: now,
  };
  billings.push(billing);
  return billing;
}

/** By a document of its own. @throws Refusal */
export function cancelBilling(state: PlantState, billing: PlantBilling): PlantBilling {
  if (billing.cancels || billing.cancelledBy)
    throw refused('VF/047', `Billing document ${billing.number} is cancelled already`);
  if (billing.cleared)
    throw refused('VF/062', `Accounting document of ${billing.number} has been cleared: reset the clearing first`);
  const items = billing.items.map((one) => ({ ...one, net: one.net.neg(), tax: one.tax.neg() }));
  const cancellation = add(state, { customer: billing.customer, date: state.today(), items, cancels: billing.number });
  billing.cancelledBy = cancellation.number;
  billing.changed = Math.max(state.now(), billing.changed + 1);
  return cancellation;
}

export function accountingOf(
  state: PlantState,
  { failed, accountingFrom }: PlantBilling,
): 'POSTED' | 'OPEN' | 'FAILED' {
  if (failed) return 'FAILED';
  return accountingFrom !== null && accountingFrom <= state.now() ? 'POSTED' : 'OPEN';
}

const TRANSFER = { POSTED: 'C', OPEN: '', FAILED: 'B' } as const;

export const etagOf = ({ changed }: PlantBilling): string => `W/"datetimeoffset'${new Date(changed).toISOString()}'"`;

/** `A_BillingDocumentType` with its items. */
export function billingJson(state: PlantState, one: PlantBilling) {
  const accounting = accountingOf(state, one);
  const posted = accounting === 'POSTED';
  return {
    __metadata: { etag: etagOf(one) },
    BillingDocument: one.number,
    BillingDocumentType: one.cancels ? 'S1' : 'F2',
    SDDocumentCategory: one.cancels ? 'N' : 'M',
    BillingDocumentDate: `/Date(${Date.parse(`${one.date}T00:00:00Z`)})/`,
    LastChangeDateTime: stampValue(one.changed),
    BillingDocumentIsCancelled: one.cancelledBy !== '',
    CancelledBillingDocument: one.cancels,
    TotalNetAmount: sum(one.items.map(({ net }) => net)).toFixed(2),
    TaxAmount: sum(one.items.map(({ tax }) => tax)).toFixed(2),
    TransactionCurrency: one.currency,
    SoldToParty: one.customer,
    CompanyCode: state.company,
    AccountingTransferStatus: one.cancelledBy && posted ? 'E' : TRANSFER[accounting],
    AccountingPostingStatus: posted ? 'C' : 'A',
    AccountingDocument: posted ? one.accountingDocument : '',
    to_Item: one.items.map((item) => billingItemJson(one, item)),
  };
}

/** `A_BillingDocumentItemType` */
export const billingItemJson = ({ number, currency }: PlantBilling, item: PlantBillingItem) => ({
  BillingDocument: number,
  BillingDocumentItem: item.line,
  Material: item.item,
  BillingQuantity: item.quantity.toFixed(),
  BillingQuantityUnit: item.uom,
  NetAmount: item.net.toFixed(2),
  TaxAmount: item.tax.toFixed(2),
  TransactionCurrency: currency,
  ReferenceSDDocument: item.deliveryNo,
  ReferenceSDDocumentItem: item.deliveryLine,
  ReferenceSDDocumentCategory: 'J',
  SalesDocument: item.salesOrderNo,
  SalesDocumentItem: item.salesOrderLine,
});
