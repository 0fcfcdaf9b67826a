import { z } from 'zod';
import { flag, listOf, metadata, number, text } from './entities.js';
import type { FunctionMessage } from './errors.js';

/* What is read of SAP's entities on the way to the customer; see entities.ts. */

export const scheduleLine = z.object({
  RequestedDeliveryDate: text,
  ConfirmedDeliveryDate: text,
  ConfdOrderQtyByMatlAvailCheck: number,
  DelivBlockReasonForSchedLine: text,
});

/**
 * Read with all its fields, for the last two are not there in every release; where they are not, parts may be
 * delivered and nothing beyond what was ordered.
 */
export const salesOrderItem = z.object({
  __metadata: metadata,
  SalesOrderItem: z.string(),
  Material: z.string(),
  ProductionPlant: text,
  RequestedQuantity: number,
  RequestedQuantityUnit: z.string(),
  NetAmount: number,
  TransactionCurrency: text,
  SalesDocumentRjcnReason: text,
  ItemBillingBlockReason: text,
  to_ScheduleLine: listOf(scheduleLine),
  PartialDeliveryIsAllowed: text,
  OverdelivTolrtdLmtRatioInPct: text,
});

export const salesOrderPartner = z.object({ PartnerFunction: z.string(), Customer: text });

export const salesOrder = z.object({
  __metadata: metadata,
  SalesOrder: z.string(),
  SoldToParty: z.string(),
  LastChangeDateTime: text,
  IncotermsClassification: text,
  IncotermsTransferLocation: text,
  IncotermsLocation1: text,
  CompleteDeliveryIsDefined: flag,
  TotalCreditCheckStatus: text,
  DeliveryBlockReason: text,
  HeaderBillingBlockReason: text,
  SlsDocIsRlvtForProofOfDeliv: flag,
  RequestedDeliveryDate: text,
  to_Partner: listOf(salesOrderPartner),
  to_Item: listOf(salesOrderItem),
});

export const businessPartnerAddress = z.object({ CityName: text, AddressTimeZone: text });

export const businessPartner = z.object({
  BusinessPartnerFullName: text,
  to_BusinessPartnerAddress: listOf(businessPartnerAddress),
});

export const documentFlow = z.object({
  Subsequentdocument: text,
  SubsequentDocumentCategory: text,
  QuantityInBaseUnit: number,
});

export const deliveryItem = z.object({
  __metadata: metadata,
  DeliveryDocumentItem: z.string(),
  Material: z.string(),
  Plant: text,
  Batch: text,
  StorageLocation: text,
  ReferenceSDDocument: text,
  ReferenceSDDocumentItem: text,
  ActualDeliveryQuantity: number,
  DeliveryQuantityUnit: z.string(),
  DeliveryToBaseQuantityNmrtr: number,
  DeliveryToBaseQuantityDnmntr: number,
  HigherLvlItmOfBatSpltItm: text,
  PickingStatus: text,
  to_DocumentFlow: listOf(documentFlow),
});

export const delivery = z.object({
  __metadata: metadata,
  DeliveryDocument: z.string(),
  ShipToParty: text,
  PlannedGoodsIssueDate: text,
  GoodsIssueTime: text,
  ActualGoodsMovementDate: text,
  OverallGoodsMovementStatus: text,
  OverallDelivReltdBillgStatus: text,
  TotalCreditCheckStatus: text,
  DeliveryBlockReason: text,
  HeaderGrossWeight: number,
  HeaderWeightUnit: text,
  to_DeliveryDocumentItem: listOf(deliveryItem),
});

/** An order's deliveries, by what each was made with. */
export const deliveredItem = z.object({
  DeliveryDocument: z.string(),
  DeliveryDocumentItem: z.string(),
  ReferenceSDDocumentItem: text,
  ActualDeliveryQuantity: number,
  OriginalDeliveryQuantity: number,
  HigherLvlItmOfBatSpltItm: text,
  Plant: text,
  DeliveryQuantityUnit: text,
});

export const createdDelivery = delivery.pick({ DeliveryDocument: true });

export const billingItem = z.object({
  BillingDocument: z.string(),
  ReferenceSDDocument: text,
  ReferenceSDDocumentCategory: text,
});

/** Enough of a billing document to know whether it stands. */
export const billingHead = z.object({
  __metadata: metadata,
  BillingDocument: z.string(),
  SDDocumentCategory: text,
  BillingDocumentIsCancelled: flag,
  CancelledBillingDocument: text,
});

export const billingDocument = billingHead.extend({
  TotalNetAmount: number,
  TaxAmount: number,
  TransactionCurrency: z.string(),
  AccountingTransferStatus: text,
  AccountingDocument: text,
  to_Item: listOf(billingItem),
});

export const stockLevel = z.object({
  StorageLocation: text,
  Batch: text,
  InventoryStockType: text,
  InventorySpecialStockType: text,
  MaterialBaseUnit: z.string(),
  MatlWrhsStkQtyInMatlBaseUnit: number,
});

export const accountingItem = z.object({
  AccountingDocument: z.string(),
  FiscalYear: z.string(),
});

/** What the actions of deliveries report, and with other names the cancellation of billing documents. */
const report = z
  .object({
    SystemMessageType: text,
    SystemMessageIdentification: text,
    SystemMessageNumber: text,
    SystemMessageText: text,
    SystemMessageVariable1: text,
    SystemMessageVariable2: text,
    SystemMessageVariable3: text,
    SystemMessageVariable4: text,
    MessageType: text,
    MessageId: text,
    Message: text,
    CancellationBillingDocument: text,
  })
  .transform((one): FunctionMessage & { cancellation: string } => {
    const { SystemMessageVariable1: a, SystemMessageVariable2: b, SystemMessageVariable3: c } = one;
    const variables = [a, b, c, one.SystemMessageVariable4].filter(Boolean).join(' ');
    const [, group = '', digits = ''] = /^(.+?)\/?(\d{3})$/.exec(one.MessageId) ?? [];
    return {
      SystemMessageType: one.SystemMessageType || one.MessageType,
      SystemMessageIdentification: one.SystemMessageIdentification || group,
      SystemMessageNumber: one.SystemMessageNumber || digits,
      SystemMessageLongText: one.SystemMessageText || one.Message || variables,
      cancellation: one.CancellationBillingDocument,
    };
  });

/** A function that returns several messages shows them as results, or below its own name; some show one only. */
export const reportsOf = (name: string) => {
  const several = z.object({ results: z.array(report).max(1000) }).transform(({ results }) => results);
  const one = report.transform((single) => [single]);
  const named = z.object({ [name]: z.union([several, one]) }).transform((below) => below[name] ?? []);
  return z.union([several, named]);
};

/** Of OData V4. */
export const createdBilling = z.object({ value: z.array(z.object({ BillingDocument: z.string().min(1) })).min(1) });
