import { Decimal } from 'decimal.js';
import * as billings from './billing.js';
import { businessPartnerJson } from './customers.js';
import { dayIn } from './dates.js';
import * as deliveries from './deliveries.js';
import {
  deleteDelivery,
  deleteItem,
  type Fields,
  patchDelivery,
  patchItem,
  pickItem,
  splitItem,
} from './delivery-changes.js';
import { postGoodsIssue, reverseGoodsIssue } from './goods-issue.js';
import { accountingItemsJson } from './journal-entries.js';
import { stockTypes } from './material-document-json.js';
import { type Entity, type EntitySet, project, type Service } from './odata.js';
import { requireMatch } from './preconditions.js';
import { Refusal } from './refusal.js';
import * as orders from './sales-orders.js';
import { isIssued, type PlantDelivery } from './sales-state.js';
import type { PlantState } from './state.js';

export interface SalesHappenings {
  deliveryCreated(delivery: PlantDelivery): void;
}

/** The services of sales, shipping and billing, by their names in the path. */
export function salesServicesOf(state: PlantState, happenings: SalesHappenings): Record<string, Service> {
  const { sales } = state;
  const listed = (keys: string[], list: () => Entity[]): EntitySet => ({ keys, list });
  return {
    API_SALES_ORDER_SRV: {
      sets: {
        A_SalesOrder: listed(['SalesOrder'], () => [...sales.orders.values()].map(orders.salesOrderJson)),
        A_SalesOrderItem: {
          ...listed(['SalesOrder', 'SalesOrderItem'], () =>
            [...sales.orders.values()].flatMap((order) => order.lines.map((line) => orders.itemJson(order, line))),
          ),
          update: (keys, body, ifMatch) => rejectItem(state, keys, body, ifMatch),
        },
      },
      functions: {},
    },
    API_BUSINESS_PARTNER: {
      sets: {
        A_BusinessPartner: listed(['BusinessPartner'], () => [...sales.customers.values()].map(businessPartnerJson)),
      },
      functions: {},
    },
    API_OUTBOUND_DELIVERY_SRV: deliveryService(state, happenings),
    API_BILLING_DOCUMENT_SRV: {
      sets: {
        A_BillingDocument: listed(['BillingDocument'], () =>
          sales.billings.map((one) => billings.billingJson(state, one)),
        ),
        A_BillingDocumentItem: listed(['BillingDocument', 'BillingDocumentItem'], () =>
          sales.billings.flatMap((one) => one.items.map((item) => billings.billingItemJson(one, item))),
        ),
      },
      functions: {
        Cancel: ({ BillingDocument = '' }, ifMatch) => ({ results: [cancelResult(state, BillingDocument, ifMatch)] }),
      },
    },
    API_MATERIAL_STOCK_SRV: {
      sets: { A_MatlStkInAcctMod: listed(['Material'], () => stockJson(state)) },
      functions: {},
    },
    API_OPLACCTGDOCITEMCUBE_SRV: {
      sets: {
        A_OperationalAcctgDocItemCube: listed(['AccountingDocument'], () => accountingItemsJson(sales.journalEntries)),
      },
      functions: {},
    },
  };
}

function deliveryService(state: PlantState, happenings: SalesHappenings): Service {
  const { sales } = state;
  const on = (name: string, act: (delivery: PlantDelivery, parameters: Record<string, string>) => void) =>
    ((parameters, ifMatch) => {
      const delivery = sales.delivery(parameters.DeliveryDocument ?? '');
      requireMatch(ifMatch, deliveries.etagOf(delivery));
      act(delivery, parameters);
      return { results: [report(name, delivery.deliveryNo)] };
    }) satisfies Service['functions'][string];
  const quantityOf = ({ ActualDeliveryQuantity = '0' }: Record<string, string>): Decimal =>
    decimal(ActualDeliveryQuantity);
  return {
    sets: {
      A_OutbDeliveryHeader: {
        keys: ['DeliveryDocument'],
        list: () => sales.standing().map((one) => deliveries.deliveryJson(state, one)),
        create: (body) => {
          const created = deliveries.createDelivery(state, body);
          happenings.deliveryCreated(created);
          return project(deliveries.deliveryJson(state, created), {});
        },
        update: ({ DeliveryDocument = '' }, body, ifMatch) => {
          patchDelivery(matched(state, DeliveryDocument, ifMatch), body);
        },
        remove: ({ DeliveryDocument = '' }, ifMatch) => deleteDelivery(matched(state, DeliveryDocument, ifMatch)),
      },
      A_OutbDeliveryItem: {
        keys: ['DeliveryDocument', 'DeliveryDocumentItem'],
        list: () =>
          sales.standing().flatMap((one) => one.items.map((item) => deliveries.deliveryItemJson(state, one, item))),
        update: ({ DeliveryDocument = '', DeliveryDocumentItem = '' }, body, ifMatch) => {
          patchItem(matched(state, DeliveryDocument, ifMatch), DeliveryDocumentItem, body);
        },
        remove: ({ DeliveryDocument = '', DeliveryDocumentItem = '' }, ifMatch) =>
          deleteItem(matched(state, DeliveryDocument, ifMatch), DeliveryDocumentItem),
      },
    },
    functions: {
      PickOneItemWithSalesQuantity: on('PickOneItemWithSalesQuantity', (delivery, parameters) => {
        pickItem(delivery, parameters.DeliveryDocumentItem ?? '', quantityOf(parameters));
      }),
      CreateBatchSplitItem: on('CreateBatchSplitItem', (delivery, parameters) => {
        const { DeliveryDocumentItem = '', Batch: batch = '', PickQuantityInSalesUOM = '0' } = parameters;
        const part = { batch, quantity: quantityOf(parameters), picked: decimal(PickQuantityInSalesUOM) };
        splitItem(state, delivery, DeliveryDocumentItem, part);
      }),
      PostGoodsIssue: on('PostGoodsIssue', (delivery) => postGoodsIssue(state, delivery)),
      ReverseGoodsIssue: on('ReverseGoodsIssue', (delivery, { ActualGoodsMovementDate }) => {
        const [, day] = /^datetime'(.+)$/.exec(ActualGoodsMovementDate ?? '') ?? [];
        reverseGoodsIssue(state, delivery, dayIn(day ?? ActualGoodsMovementDate) ?? state.today());
      }),
    },
  };
}

/** A literal of OData V2: `12.5M`. */
const decimal = (literal: string): Decimal => new Decimal(literal.replace(/[mM]$/, ''));

function matched(state: PlantState, deliveryNo: string, ifMatch: string | undefined): PlantDelivery {
  const delivery = state.sales.delivery(deliveryNo);
  requireMatch(ifMatch, deliveries.etagOf(delivery));
  return delivery;
}

function rejectItem(state: PlantState, keys: Record<string, string>, body: Fields, ifMatch: string | undefined): void {
  const order = state.sales.order(keys.SalesOrder ?? '');
  requireMatch(ifMatch, orders.etagOf(order));
  const line = order.lines.find((one) => Number(one.line) === Number(keys.SalesOrderItem));
  if (!line) throw new Refusal(404, { code: 'V1/303', message: `Item ${keys.SalesOrderItem ?? ''} does not exist` });
  const reason = body.SalesDocumentRjcnReason;
  if (typeof reason !== 'string' || reason.length > 2)
    throw new Refusal(400, {
      code: '/IWBEP/CM_MGW_RT/176',
      message: "Property 'SalesDocumentRjcnReason' has invalid value",
    });
  const open = state.sales
    .ofOrder(order.salesOrderNo)
    .find((one) => !isIssued(one) && one.items.some((item) => Number(item.salesOrderLine) === Number(line.line)));
  if (open) throw new Refusal(400, { code: 'V1/415', message: `Item ${line.line} is in delivery ${open.deliveryNo}` });
  line.rejection = reason;
  state.touchSales(order);
}

const report = (name: string, deliveryNo: string): Entity => ({
  SystemMessageType: 'S',
  SystemMessageIdentification: 'VL',
  SystemMessageNumber: '311',
  SystemMessageVariable1: name,
  SystemMessageVariable2: deliveryNo,
  SystemMessageVariable3: '',
  SystemMessageVariable4: '',
  DeliveryDocument: deliveryNo,
});

/** It answers 200 even when it was refused. */
function cancelResult(state: PlantState, number: string, ifMatch: string | undefined): Entity {
  const billing = state.sales.billing(number);
  requireMatch(ifMatch, billings.etagOf(billing));
  const said = (type: string, id: string, no: string, text: string, cancellation = ''): Entity => ({
    BillingDocument: billing.number,
    CancellationBillingDocument: cancellation,
    SystemMessageType: type,
    SystemMessageIdentification: id,
    SystemMessageNumber: no,
    SystemMessageText: text,
  });
  try {
    const cancellation = billings.cancelBilling(state, billing);
    return said('S', 'VF', '050', `Document ${cancellation.number} has been saved`, cancellation.number);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [id = '', no = ''] = (error.details[0]?.code ?? '').split('/');
    return said('E', id, no, error.message);
  }
}

const stockJson = (state: PlantState): Entity[] =>
  state.stock.list().map(({ plant, location, item, batch, status, quantity }) => ({
    Material: item,
    Plant: plant,
    StorageLocation: location,
    Batch: batch,
    InventoryStockType: stockTypes[status],
    InventorySpecialStockType: '',
    MaterialBaseUnit: state.item(item).baseUom,
    MatlWrhsStkQtyInMatlBaseUnit: new Decimal(quantity).toFixed(14),
  }));
