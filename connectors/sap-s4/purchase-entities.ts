import { z } from 'zod';
import { flag, listOf, metadata, number, text } from './entities.js';

/* What is read of SAP's entities on the way from the supplier; see entities.ts. */

export const purchaseScheduleLine = z.object({
  ScheduleLineDeliveryDate: text,
  ScheduleLineOrderQuantity: number,
});

export const purchaseOrderItem = z.object({
  __metadata: metadata,
  PurchaseOrderItem: z.string(),
  Material: text,
  Plant: text,
  StorageLocation: text,
  OrderQuantity: number,
  PurchaseOrderQuantityUnit: z.string(),
  NetPriceAmount: number,
  NetPriceQuantity: number,
  OrderPriceUnit: text,
  OrderPriceUnitToOrderUnitNmrtr: number,
  OrdPriceUnitToOrderUnitDnmntr: number,
  DocumentCurrency: text,
  OverdelivTolrtdLmtRatioInPct: text,
  UnlimitedOverdeliveryIsAllowed: flag,
  UnderdelivTolrtdLmtRatioInPct: text,
  IsCompletelyDelivered: flag,
  GoodsReceiptIsExpected: flag,
  IsReturnsItem: flag,
  PurchasingDocumentDeletionCode: text,
  to_ScheduleLine: listOf(purchaseScheduleLine),
});

export const purchaseOrder = z.object({
  __metadata: metadata,
  PurchaseOrder: z.string(),
  CompanyCode: text,
  Supplier: text,
  LastChangeDateTime: text,
  ReleaseIsNotCompleted: flag,
  PurchasingCompletenessStatus: flag,
  PurchasingProcessingStatus: text,
  PurchasingDocumentDeletionCode: text,
  to_PurchaseOrderItem: listOf(purchaseOrderItem),
});

/** A movement for a purchase order, whatever it does there. */
export const purchaseMovement = z.object({
  PurchaseOrderItem: text,
  GoodsMovementType: z.string(),
  QuantityInEntryUnit: number,
  EntryUnit: text,
  QuantityInBaseUnit: number,
  MaterialBaseUnit: text,
});

/** All of them: of a list that SAP shows in part, less would seem to be received than was. */
export const purchaseMovements = z
  .object({ results: z.array(purchaseMovement).max(5000), __next: z.never().optional() })
  .transform(({ results }) => results);

/** What takes another document back. */
export const reversalItem = z.object({
  MaterialDocument: z.string(),
  MaterialDocumentYear: z.string(),
  ReversedMaterialDocument: text,
  ReversedMaterialDocumentYear: text,
});

/** How a plant receives an item. */
export const plantQuality = z.object({
  Product: z.string(),
  Plant: z.string(),
  HasPostToInspectionStock: flag,
  QualityMgmtCtrlKey: text,
});

export const inboundDeliveryItem = z.object({ ReferenceSDDocument: text });

export const inboundDelivery = z.object({
  __metadata: metadata,
  DeliveryDocument: z.string(),
  OverallGoodsMovementStatus: text,
  to_DeliveryDocumentItem: listOf(inboundDeliveryItem),
});

export const createdInboundDelivery = inboundDelivery.pick({ DeliveryDocument: true });
